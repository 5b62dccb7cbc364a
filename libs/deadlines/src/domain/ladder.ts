import type { Calendar, Length } from './length.js';
import { times } from './length.js';
import type { ClockRule, Policy } from './policy.js';

/** What a step of a clock does: see StepTarget. `resume` is the end of a pause and stands outside the ladder. */
export type StepKind = 'remind' | 'miss' | 'escalate' | 'expire' | 'resume';

export interface LadderStep {
  /** `remind-50`, `remind-80`, `due`, `up-1`, `up-2` …: the key that makes it fire once. */
  step: string;
  kind: StepKind;
  /** Steps up the tree since the deadline; 0 before. */
  height: number;
  at: Date;
}

export interface Ladder {
  remindAt: readonly number[];
  ending: ClockRule['ending'];
  stepUp: Length;
}

/** The time a clock has. `from` is its start moved on by its pauses, so that a pause costs nobody time. */
export interface Span {
  from: Date;
  due: Date;
}

export function ladderOf(policy: Policy, rule: ClockRule): Ladder {
  return { remindAt: rule.remindAt, ending: rule.ending, stepUp: policy.stepUp };
}

const REMINDER = /^remind-(\d+)$/;
const UP = /^up-(\d+)$/;

/** A step by its name, with the time at which it is due now. @throws Error for a name that is none. */
export function stepNamed(step: string, ladder: Ladder, span: Span, calendar: Calendar): LadderStep {
  const percent = REMINDER.exec(step)?.[1];
  if (percent !== undefined) {
    const elapsed = Math.floor(((span.due.getTime() - span.from.getTime()) * Number(percent)) / 100);
    return { step, kind: 'remind', height: 0, at: new Date(span.from.getTime() + elapsed) };
  }
  if (step === 'due')
    return { step, kind: ladder.ending === 'escalate' ? 'miss' : 'expire', height: 0, at: span.due };
  const height = Number(UP.exec(step)?.[1]);
  if (!(height > 0)) throw new Error(`${step} is no step of a ladder.`);
  return { step, kind: 'escalate', height, at: calendar.plus(span.due, times(ladder.stepUp, height)) };
}

/** The step after `previous`; null after the last. How far up it goes only the tree knows, so steps up never end here. */
export function stepAfter(
  previous: string,
  ladder: Ladder,
  span: Span,
  calendar: Calendar,
): LadderStep | null {
  const percent = REMINDER.exec(previous)?.[1];
  if (percent !== undefined) {
    const next = ladder.remindAt.find((one) => one > Number(percent));
    return stepNamed(next === undefined ? 'due' : `remind-${String(next)}`, ladder, span, calendar);
  }
  if (ladder.ending === 'expire') return null;
  const height = previous === 'due' ? 0 : Number(UP.exec(previous)?.[1]);
  return stepNamed(`up-${String(height + 1)}`, ladder, span, calendar);
}

/** The first step that is not over at `now`; a deadline is never skipped, however long it is past. */
export function firstStep(ladder: Ladder, span: Span, calendar: Calendar, now: Date): LadderStep {
  for (const percent of ladder.remindAt) {
    const reminder = stepNamed(`remind-${String(percent)}`, ladder, span, calendar);
    if (reminder.at >= now) return reminder;
  }
  return stepNamed('due', ladder, span, calendar);
}
