import { IntlMessageFormat } from 'intl-messageformat';
import type { EntryType } from '#kernel/entry-type';
import type { Language } from '#kernel/vocabulary';
import type { ReporterTemplate } from '../domain/decision.js';
import type { MessageContent } from '../message-content.js';
import { AR } from './reporter-words.ar.js';
import { EN } from './reporter-words.en.js';
import { ES } from './reporter-words.es.js';
import { FR } from './reporter-words.fr.js';
import { PT } from './reporter-words.pt.js';

/** Log entries that a reporter's history shows. What is not here stays between those who handle the case. */
export const HISTORY_TYPES = [
  'report.received',
  'case.receipt-acknowledged',
  'case.accepted',
  'case.recorded-as-feedback',
  'case.referred-out',
  'case.triaged',
  'investigation.planned',
  'case.decided',
  'case.dismissed',
  'acknowledgement.shared',
  'acknowledgement.answered',
  'acknowledgement.expired-in-silence',
  'acknowledgement.delivered',
  'remedy.started',
  'remedy.added',
  'remedy.verified',
  'case.closed',
  'case.reopened',
  'case.merged-in',
  'transfer.accepted',
  'clock.paused',
  'clock.resumed',
  'clock.extended',
  'clock.missed',
  'clock.escalated',
  'withdrawal.received',
  'withdrawal.decided',
  'appeal.received',
  'identity.disclosed',
  'consent.given',
  'consent.withdrawn',
  'retaliation.checked',
  'message.sent',
  'message.received',
] as const satisfies readonly EntryType[];
export type HistoryType = (typeof HISTORY_TYPES)[number];

/** One language's words, as ICU messages. A missing key does not compile. */
export interface ReporterWords {
  templates: Record<ReporterTemplate, string>;
  history: Record<HistoryType, string>;
}

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
