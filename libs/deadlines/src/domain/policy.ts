import type { ClockName } from '#kernel/clock-name';
import type { Risk } from '#kernel/vocabulary';
import type { Calendar, Length } from './length.js';

/**
 * What happens when a clock runs out. `escalate`: somebody of ours is late; it is missed, and told upwards. `expire`: the
 * time was somebody else's, or only a window; it ends, and nobody failed.
 */
export type Ending = 'escalate' | 'expire';

export interface ClockRule {
  /** null where what starts the clock says when it is due. */
  length: Length | null;
  /** Other lengths at these risks. */
  atRisk?: Partial<Record<Risk, Length>>;
  /** Never later than this, whatever `length` gives. */
  atMost?: Length;
  /** Percent of the time after which whoever is assigned is reminded, rising. */
  remindAt: readonly number[];
  ending: Ending;
  /** Where the length comes from, in words for people. */
  basis: string;
}

/** Deadlines of a network. Data with a version: a case keeps the one it began under, so a landed one is never edited. */
export interface Policy {
  /** `name@version`. */
  id: string;
  /** From the deadline, and from each step up, until the next body up is told. */
  stepUp: Length;
  clocks: Readonly<Record<ClockName, ClockRule>>;
}

/**
 * When a clock that starts at `from` is due.
 * @throws Error where the policy leaves the date to the input and none was given: a fault of ours, not of the input.
 */
export function dueDate(
  policy: Policy,
  clock: ClockName,
  from: Date,
  calendar: Calendar,
  risk: Risk | null,
): Date {
  const rule = policy.clocks[clock];
  const length = (risk === null ? undefined : rule.atRisk?.[risk]) ?? rule.length;
  if (length === null)
    throw new Error(`The clock ${clock} has no length of its own: what starts it must say when it is due.`);
  const due = calendar.plus(from, length);
  if (rule.atMost === undefined) return due;
  const latest = calendar.plus(from, rule.atMost);
  return due < latest ? due : latest;
}
