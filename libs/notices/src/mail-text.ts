import { LANGUAGES, type Language } from '#kernel/vocabulary';

interface Words {
  subject: string;
  /** `{link}` stands for the address of the pages. */
  text: string;
}

/**
 * All that staff mail ever says. It passes through servers and onto phones that others see, so it carries no content, no
 * identity, no reference, and nothing that tells one occasion from another.
 */
const WORDS: Readonly<Record<Language, Words>> = {
  en: {
    subject: 'Something in Amends needs you',
    text: 'Something in Amends needs you. Log in to see it:\n\n{link}\n\nThis message says no more on purpose. Please do not reply to it.\n',
  },
  fr: {
    subject: 'Quelque chose vous attend dans Amends',
    text: 'Quelque chose vous attend dans Amends. Connectez-vous pour le voir :\n\n{link}\n\nCe message n’en dit volontairement pas plus. Merci de ne pas y répondre.\n',
  },
  es: {
    subject: 'Algo en Amends requiere su atención',
    text: 'Algo en Amends requiere su atención. Inicie sesión para verlo:\n\n{link}\n\nEste mensaje no dice más a propósito. Por favor, no lo responda.\n',
  },
  pt: {
    subject: 'Algo no Amends precisa da sua atenção',
    text: 'Algo no Amends precisa da sua atenção. Entre para ver:\n\n{link}\n\nEsta mensagem não diz mais de propósito. Por favor, não responda.\n',
  },
  ar: {
    subject: 'هناك ما يحتاج إليك في Amends',
    text: 'هناك ما يحتاج إليك في Amends. سجّل الدخول للاطلاع عليه:\n\n{link}\n\nلا تقول هذه الرسالة أكثر من ذلك عن قصد. يُرجى عدم الرد عليها.\n',
  },
};

/** Subject and text of a mail to staff; English where the language is none of ours. */
export function mailText(language: string | null, link: string): { subject: string; text: string } {
  const known = LANGUAGES.find((one) => one === language) ?? 'en';
  const { subject, text } = WORDS[known];
  return { subject, text: text.replace('{link}', link) };
}
