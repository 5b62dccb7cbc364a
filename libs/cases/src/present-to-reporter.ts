import type { ClockView as BookedClock } from '#deadlines/clock-book';
import type { ClockName } from '#kernel/clock-name';
import type { Language } from '#kernel/vocabulary';
import type { CaseEvent } from './case-log-reader.js';
import type { OpenedCase } from './case-store.js';
import { reporterOffers } from './domain/offers.js';
import type { CaseFacts } from './domain/facts.js';
import type { ReportEntity } from './internal/report.entity.js';
import type { OpenedMessage } from './messages.read-model.js';
import type { ReporterView } from './reporter-view.js';
import { historyWords, isHistoryType } from './words/reporter-words.js';

/** Clocks that are promises to the reporter; the others are how we keep ourselves to them. */
const PROMISES: ReadonlySet<ClockName> = new Set([
  'receipt-acknowledgement',
  'feedback',
  'investigation',
  'acknowledgement',
  'survivor-answer',
  'message-answer',
  'withdrawal-decision',
  'remedy',
  'appeal-window',
]);

interface Material {
  open: OpenedCase;
  report: ReportEntity;
  now: Date;
  clocks: readonly BookedClock[];
  messages: readonly OpenedMessage[];
  entries: readonly CaseEvent[];
  names: ReadonlyMap<string, string>;
  timeZone: string;
}

/** True where something belongs to this reporter or to the case as a whole, and not to another reporter of it. */
function isTheirs(subject: string | null, report: ReportEntity, facts: CaseFacts): boolean {
  return subject === null || subject === report.id || !facts.reports.some((other) => other.id === subject);
}

/** Puts a case together for one of its reporters: only their own words, in their language, and nothing of another's. */
export function presentToReporter({
  open,
  report,
  now,
  clocks,
  messages,
  entries,
  names,
  timeZone,
}: Material): ReporterView {
  const { facts } = open;
  const language: Language = report.language;
  return {
    reference: report.reference,
    stage: facts.stage,
    stageSince: facts.stageSince,
    outcome: facts.outcome,
    language,
    receivedAt: report.receivedAt.toISOString(),
    timeZone,
    clocks: clocks
      .filter((clock) => PROMISES.has(clock.name) && (clock.state === 'running' || clock.state === 'paused'))
      .filter((clock) => isTheirs(clock.subject, report, facts))
      .map((clock) => ({
        name: clock.name,
        dueAt: clock.dueAt.toISOString(),
        state: clock.state === 'paused' ? 'paused' : clock.dueAt < now ? 'late' : 'running',
      })),
    history: entries.flatMap((entry) =>
      isHistoryType(entry.type) && (entry.subjectRef === null || entry.subjectRef === report.subjectRef)
        ? [{ at: entry.at, what: historyWords(language, entry.type) }]
        : [],
    ),
    messages: messages.map((message) => ({
      id: message.id,
      at: message.sentAt.toISOString(),
      from: message.direction === 'from-reporter' ? 'you' : 'us',
      text: message.text,
    })),
    ...acknowledgementFor(facts, report, clocks),
    remedies: facts.remedies.map((remedy) => ({
      id: remedy.id,
      kind: remedy.kind,
      what: remedy.what,
      dueOn: remedy.dueOn,
      state: remedy.state,
      yourRating: facts.ratings.findLast((one) => one.reportId === report.id)?.score ?? null,
    })),
    disclosures: facts.disclosures
      .filter((one) => one.reportId === report.id)
      .map((one) => ({ at: one.at, who: names.get(one.toPersonId) ?? '', why: one.why, until: one.until })),
    consents: facts.consents
      .filter((one) => one.reportId === report.id)
      .map((one) => ({ kind: one.kind, given: one.given, scope: one.scope, at: one.at })),
    actions: reporterOffers(facts, report.id, now.toISOString()),
    asOf: now.toISOString(),
  };
}

function acknowledgementFor(
  facts: CaseFacts,
  report: ReportEntity,
  clocks: readonly BookedClock[],
): Pick<ReporterView, 'acknowledgement'> {
  const acknowledgement = facts.acknowledgement;
  const shared = acknowledgement?.shared;
  if (!acknowledgement || shared?.how !== 'page' || !shared.asked.includes(report.id)) return {};
  const draft = acknowledgement.drafts.find((one) => one.id === shared.draftId);
  if (!draft) return {};
  const answer = acknowledgement.answers.findLast(
    (one) => one.draftId === draft.id && one.reportId === report.id,
  );
  const window = clocks.find((clock) => clock.name === 'survivor-answer' && clock.state === 'running');
  return {
    acknowledgement: {
      harm: draft.harm,
      acknowledgedBy: draft.acknowledgedBy,
      responsibility: draft.responsibility,
      change: draft.change,
      sharedAt: shared.at,
      answer: answer?.answer ?? null,
      answerBy: window?.dueAt.toISOString() ?? null,
      delivered: acknowledgement.delivered !== null,
    },
  };
}
