import type { ClockName } from '#kernel/clock-name';
import { firstStep, stepNamed, type Ladder, type Span } from './ladder.js';
import type { Calendar } from './length.js';

export type ClockState = 'running' | 'paused' | 'met' | 'cancelled' | 'expired';

/** One clock of a case, as it is stored. */
export interface ClockRow {
  id: string;
  caseId: string;
  name: ClockName;
  subject: string | null;
  state: ClockState;
  startedAt: Date;
  /** What was promised first; never moved. */
  promisedAt: Date;
  dueAt: Date;
  /** Goes up when the due date is moved on purpose; the ladder then starts anew. */
  round: number;
  pausedAt: Date | null;
  pausedUntil: Date | null;
  /** Milliseconds of all pauses that are over. */
  pausedMs: number;
  pauseReason: string | null;
  extendReason: string | null;
  missedAt: Date | null;
  stoppedAt: Date | null;
  nextStep: string | null;
  nextAt: Date | null;
  /** The step that waits behind a pause. */
  heldStep: string | null;
}

/** What a clock's arithmetic depends on: its ladder, and the calendar of the body that holds the case. */
export interface Rules {
  ladder: Ladder;
  calendar: Calendar;
}

/** The step at the end of a pause; there may be several pauses in one round, so each has its own name. */
export function resumeStep(until: Date): string {
  return `resume-${until.toISOString()}`;
}

export function isResume(step: string): boolean {
  return step.startsWith('resume-');
}

export function isLive(row: ClockRow): boolean {
  return row.state === 'running' || row.state === 'paused';
}

/** The time of a clock without its pauses. */
export function spanOf(row: ClockRow): Span {
  return { from: new Date(row.startedAt.getTime() + row.pausedMs), due: row.dueAt };
}

interface Started {
  id: string;
  caseId: string;
  name: ClockName;
  subject: string | null;
  startedAt: Date;
  dueAt: Date;
}

/** A new clock. Reminders whose time is over when it starts are left out; a deadline in the past is due at once. */
export function started(clock: Started, rules: Rules, now: Date): ClockRow {
  const first = firstStep(rules.ladder, { from: clock.startedAt, due: clock.dueAt }, rules.calendar, now);
  return {
    ...clock,
    state: 'running',
    promisedAt: clock.dueAt,
    round: 1,
    pausedAt: null,
    pausedUntil: null,
    pausedMs: 0,
    pauseReason: null,
    extendReason: null,
    missedAt: null,
    stoppedAt: null,
    nextStep: first.step,
    nextAt: first.at,
    heldStep: null,
  };
}

/**
 * Ends a live clock. One that was met after its deadline, before any sweep saw it, keeps the step of the deadline: a late
 * answer stays late, whoever was quicker.
 */
export function stopped(row: ClockRow, how: 'met' | 'cancelled', rules: Rules, now: Date): ClockRow {
  const unseenMiss =
    how === 'met' &&
    row.state === 'running' &&
    rules.ladder.ending === 'escalate' &&
    now > row.dueAt &&
    row.nextStep !== null &&
    (row.nextStep === 'due' || row.nextStep.startsWith('remind-'));
  return {
    ...row,
    state: how,
    stoppedAt: now,
    pausedAt: null,
    pausedUntil: null,
    heldStep: null,
    nextStep: unseenMiss ? 'due' : null,
    nextAt: unseenMiss ? row.dueAt : null,
  };
}

/** Stops the time of a running clock until `until`, when it resumes by itself. Paused again: only the end is moved. */
export function paused(row: ClockRow, until: Date, reason: string, now: Date): ClockRow {
  return {
    ...row,
    state: 'paused',
    pausedAt: row.pausedAt ?? now,
    pausedUntil: until,
    pauseReason: reason,
    heldStep: row.heldStep ?? row.nextStep,
    nextStep: resumeStep(until),
    nextAt: until,
  };
}

/** Ends a pause at `at`: what was left of the time is left now, to the millisecond. Running clocks stay as they are. */
export function resumed(row: ClockRow, rules: Rules, at: Date): ClockRow {
  if (row.state !== 'paused' || row.pausedAt === null) return row;
  const pause = Math.max(0, at.getTime() - row.pausedAt.getTime());
  const running: ClockRow = {
    ...row,
    state: 'running',
    dueAt: new Date(row.dueAt.getTime() + pause),
    pausedMs: row.pausedMs + pause,
    pausedAt: null,
    pausedUntil: null,
    heldStep: null,
    nextStep: row.heldStep,
    nextAt: null,
  };
  if (row.heldStep === null) return running;
  return { ...running, nextAt: stepNamed(row.heldStep, rules.ladder, spanOf(running), rules.calendar).at };
}

/** Moves the due date on purpose. A new round: what was missed before stays missed, and the new date can be missed too. */
export function extended(row: ClockRow, to: Date, reason: string, rules: Rules, now: Date): ClockRow {
  const moved: ClockRow = { ...row, dueAt: to, extendReason: reason, round: row.round + 1 };
  const first = firstStep(rules.ladder, spanOf(moved), rules.calendar, now);
  // The new date was promised with the pause in mind, so only what is left of the pause from now on moves it further.
  if (moved.state === 'paused') return { ...moved, pausedAt: now, heldStep: first.step };
  return { ...moved, nextStep: first.step, nextAt: first.at };
}

/** Ends a clock whose time was somebody else's, or only a window. */
export function expired(row: ClockRow, now: Date): ClockRow {
  return { ...row, state: 'expired', stoppedAt: now, nextStep: null, nextAt: null };
}

/** The running clock that is due first. */
export function nextDue(rows: readonly ClockRow[]): ClockRow | null {
  return rows
    .filter((row) => row.state === 'running')
    .reduce<ClockRow | null>((first, row) => (first === null || row.dueAt < first.dueAt ? row : first), null);
}
