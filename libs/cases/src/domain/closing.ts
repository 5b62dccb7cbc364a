import { CLOCK_NAMES, type ClockName } from '#kernel/clock-name';
import type { Outcome } from '#kernel/vocabulary';
import type { Change } from './change.js';
import type { RetaliationCheckFacts, RetentionClass } from './facts.js';
import { addDays, undecidedWithdrawals } from './queries.js';

interface Closing {
  outcome: Outcome;
  message: string;
  unreachable?: string | undefined;
  learning?: string | undefined;
  retention?: RetentionClass | undefined;
}

/** Clocks that outlive the case: what was promised for after closure, and answers that are still owed. */
const OUTLIVES: readonly ClockName[] = [
  'retaliation-check',
  'referral-follow-up',
  'message-answer',
  'appeal-window',
];

/** What every closing starts and may stop, for the table's columns. */
export const CLOSING_STARTS = ['appeal-window', 'retaliation-check'] as const satisfies ClockName[];
export const CLOSING_STOPS: readonly ClockName[] = CLOCK_NAMES.filter((one) => !OUTLIVES.includes(one));

/**
 * Closes the case: every reporter is told, in a message of their own; what still ran is stopped; the appeal window opens and
 * retaliation is asked about 30 and 90 days later (ISO 37002 8.3.2), unless it was feedback, which has no respondent.
 */
export function closeCase(change: Change, closing: Closing): void {
  const { facts, now } = change;
  change.writeAll(closing.message);
  change.stopAll('feedback', 'met');
  change.stopAll('withdrawal-decision', 'met');
  for (const live of change.live()) {
    if (!OUTLIVES.includes(live.name)) change.stop(live.name, live.subject, 'cancelled');
  }
  for (const withdrawal of undecidedWithdrawals(facts)) {
    withdrawal.decision = { is: 'stop', reason: closing.outcome, by: change.by, at: now };
  }
  facts.pendingTransfer = null;
  facts.outcome = closing.outcome;
  facts.closing = {
    outcome: closing.outcome,
    from: facts.stage,
    at: now,
    by: change.actor.personId ?? null,
    reporterTold: closing.unreachable === undefined,
    notToldBecause: closing.unreachable ?? null,
    learning: closing.learning ?? null,
    retention: closing.retention ?? 'standard',
  };
  change.moveTo('closed');
  change.start('appeal-window');
  if (closing.outcome !== 'feedback') {
    scheduleCheck(change, 'after-30-days', 30);
    scheduleCheck(change, 'after-90-days', 90);
  }
}

/** Puts a retaliation check on the calendar, `days` from now; its clock carries the check's id. */
export function scheduleCheck(change: Change, when: RetaliationCheckFacts['when'], days: number): void {
  const id = change.create();
  const dueAt = addDays(change.now, days);
  change.facts.retaliationChecks.push({ id, when, dueAt, recorded: null });
  change.start('retaliation-check', id, { dueAt });
}
