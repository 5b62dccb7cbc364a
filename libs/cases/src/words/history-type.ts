import type { EntryType } from '#kernel/entry-type';
import type { ReporterTemplate } from '../domain/decision.js';

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
