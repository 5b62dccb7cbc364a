import type { EntityManager } from 'typeorm';
import type { ClockName } from '#kernel/clock-name';
import type { Risk } from '#kernel/vocabulary';
import type { StepKind } from './domain/ladder.js';

/** A step of a clock whose time has come. */
export interface DueStep {
  caseId: string;
  /** The body that holds the case, its policy and risk: the case's row is locked, so they hold until the end. */
  bodyId: string;
  policyId: string;
  risk: Risk | null;
  clockId: string;
  clock: ClockName;
  subject: string | null;
  /** `remind-50`, `remind-80`, `due`, `up-1`, … or `resume-<instant>`. */
  step: string;
  kind: StepKind;
  /** Steps up the tree since the deadline; 0 before. */
  height: number;
  /** When it was due, which may be long before it fires. */
  at: Date;
  /** The clock's times after this step: a resumed clock is due later than before its pause. */
  startedAt: Date;
  dueAt: Date;
  /** True where the clock was met after its deadline before any sweep saw it: it is recorded as missed, nobody is asked. */
  metLate: boolean;
  /** Bodies that this ladder reached already. */
  reached: readonly string[];
  /** The sweep's now. */
  now: Date;
}

export interface StepDone {
  /** The body that heard of it; null where nobody did. */
  bodyId: string | null;
  /** Nobody is left above: the ladder ends. */
  last: boolean;
}

/**
 * What steps of clocks do. Called once per step, in order, in the transaction that marks it as fired and holds the case's
 * row; whatever it throws undoes the step, which is tried again later.
 * - remind: the assignee is reminded.
 * - miss: the deadline is over; who supervises is told.
 * - escalate: the next body up is told and let in.
 * - expire: time that was somebody else's is over (an answer, a reply, a window).
 * - resume: a pause is over; the clock runs again.
 */
export abstract class StepTarget {
  abstract fire(tx: EntityManager, due: DueStep): Promise<StepDone>;
}
