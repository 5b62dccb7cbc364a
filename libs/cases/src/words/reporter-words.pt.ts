import type { ReporterWords } from './history-type.js';

/** O que lê em português quem relata. */
export const PT: ReporterWords = {
  templates: {
    'receipt-acknowledged': 'Uma pessoa leu o seu relato e vai cuidar dele.',
    accepted: 'Aceitamos o seu relato. Agora vemos como proteger você e as outras pessoas.',
    'looked-at-sooner': 'Estamos vendo o seu relato antes, porque alguém pode estar em perigo.',
    'investigation-started': 'Começamos a apurar o que aconteceu. Você decide até onde participa.',
    'acknowledgement-to-read':
      'Escrevemos que dano foi causado e quem assume a responsabilidade. Você pode ler aqui, aceitar, pedir que a gente mude ou rejeitar. Você não precisa responder.',
    'silence-recorded': 'Você não respondeu, e não precisa. Não contamos isso como concordância.',
    'acknowledgement-delivered': 'O reconhecimento do dano foi entregue.',
    'acknowledgement-taken-down':
      'Você retirou o seu consentimento, então o que estava publicado foi retirado. Não podemos desfazer que alguém já leu.',
    'remedy-started': 'Começamos a reparar. Abaixo você vê o que será feito e até quando.',
    'body-changed': 'Outra parte da rede cuida agora do seu relato. As datas que prometemos continuam.',
    'cases-joined':
      'Outra pessoa relatou o mesmo assunto. Tratamos os dois juntos. Ninguém vê por isso as suas palavras nem o seu nome.',
    'date-paused':
      'Pausamos uma data que prometemos a você. Ela volta a correr {until, select, none {num dia que vamos dizer} other {em {until}}}.',
    'date-resumed': 'A data que pausamos voltou a correr.',
    'date-moved':
      'Precisamos de mais tempo do que prometemos. A nova data {to, select, none {está abaixo} other {é {to}}}.',
    'withdrawal-received': 'Você pediu para parar. Em 5 dias úteis dizemos se podemos.',
    'identity-disclosed':
      'Alguém que trabalha no seu caso pôde ver quem você é. Abaixo você vê quem, quando e por quê.',
    'consent-recorded': 'Anotamos o que você aceitou ou retirou. Você pode mudar quando quiser.',
    'retaliation-asked': 'Alguém tratou você pior desde que relatou? Você pode nos dizer aqui.',
    'satisfaction-asked': 'O que prometemos está feito. Ajudou? Você pode nos dizer aqui, ou deixar para lá.',
    'appeal-received': 'Recebemos a sua contestação. Outra pessoa, um nível acima, vai olhar.',
    reopened: 'Abrimos o seu caso de novo.',
    closed: 'Encerramos o seu caso. As nossas razões estão nestas mensagens.',
  },
  history: {
    'report.received': 'Recebemos o seu relato.',
    'case.receipt-acknowledged': 'Uma pessoa respondeu a você.',
    'case.accepted': 'Aceitamos o seu relato.',
    'case.recorded-as-feedback': 'Anotamos o que você nos disse como comentário.',
    'case.referred-out': 'Passamos o assunto a quem pode agir.',
    'case.triaged': 'Vimos quão urgente é e como proteger as pessoas.',
    'investigation.planned': 'Começamos a apurar o que aconteceu.',
    'case.decided': 'Uma decisão foi tomada.',
    'case.dismissed': 'Uma decisão foi tomada.',
    'acknowledgement.shared': 'Mostramos a você o que queremos reconhecer.',
    'acknowledgement.answered': 'Você respondeu.',
    'acknowledgement.expired-in-silence':
      'O tempo para responder terminou. Não contamos isso como concordância.',
    'acknowledgement.delivered': 'O reconhecimento foi entregue.',
    'remedy.started': 'Começamos a reparar.',
    'remedy.added': 'Uma medida de reparação foi combinada.',
    'remedy.verified': 'Alguém verificou uma medida de reparação.',
    'case.closed': 'O seu caso foi encerrado.',
    'case.reopened': 'O seu caso foi aberto de novo.',
    'case.merged-in': 'O seu relato foi juntado a outro sobre o mesmo assunto.',
    'transfer.accepted': 'Outra parte da rede assumiu o caso.',
    'clock.paused': 'Uma data foi pausada.',
    'clock.resumed': 'Uma data pausada voltou a correr.',
    'clock.extended': 'Uma data foi adiada.',
    'clock.missed': 'Perdemos uma data que prometemos.',
    'clock.escalated': 'Avisamos o nível acima que estamos atrasados.',
    'withdrawal.received': 'Você pediu para parar.',
    'withdrawal.decided': 'Decidimos sobre o seu pedido de parar.',
    'appeal.received': 'Você contestou o resultado.',
    'identity.disclosed': 'Alguém pôde ver quem você é.',
    'consent.given': 'Você deu um consentimento.',
    'consent.withdrawn': 'Você retirou um consentimento.',
    'retaliation.checked': 'Perguntamos se trataram você pior por causa do relato.',
    'message.sent': 'Escrevemos a você.',
    'message.received': 'Você nos escreveu.',
  },
};
