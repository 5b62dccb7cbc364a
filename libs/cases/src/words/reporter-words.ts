import { IntlMessageFormat } from 'intl-messageformat';
import type { EntryType } from '#kernel/entry-type';
import type { Language } from '#kernel/vocabulary';
import type { ReporterTemplate } from '../domain/decision.js';
import type { MessageContent } from '../message-content.js';
import { HISTORY_TYPES, type HistoryType, type ReporterWords } from './history-type.js';
import { AR } from './reporter-words.ar.js';
import { EN } from './reporter-words.en.js';
import { ES } from './reporter-words.es.js';
import { FR } from './reporter-words.fr.js';
import { PT } from './reporter-words.pt.js';

const WORDS: Record<Language, ReporterWords> = { en: EN, fr: FR, es: ES, pt: PT, ar: AR };

export function isHistoryType(type: EntryType): type is HistoryType {
  return (HISTORY_TYPES as readonly EntryType[]).includes(type);
}

export function historyWords(language: Language, type: HistoryType): string {
  return WORDS[language].history[type];
}

/** A message in words: as it was written, or its template in the reporter's language. */
export function messageWords(language: Language, content: MessageContent): string {
  if (content.text !== null) return content.text;
  const template = content.template as ReporterTemplate | null;
  if (template === null) return '';
  const values = { until: 'none', to: 'none', ...content.values };
  return String(new IntlMessageFormat(WORDS[language].templates[template], language).format(values));
}
