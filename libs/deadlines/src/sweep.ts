import { Injectable, Logger } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { queryRows } from '#database/query-rows';
import { Transactions } from '#database/transactions';
import { isDatabaseUnavailable } from '#database/unavailable';
import { Clock } from '#kernel/clock';
import type { Risk } from '#kernel/vocabulary';
import { BodyCalendars } from './body-calendars.js';
import { rulesOf } from './clock-book.js';
import { expired, isResume, resumed, spanOf, type ClockRow, type Rules } from './domain/clock-row.js';
import { stepAfter, stepNamed, type LadderStep } from './domain/ladder.js';
import {
  casesAwake,
  endLadder,
  firstAwake,
  letRest,
  markFired,
  markReached,
  reachedBodies,
  updateClocks,
} from './internal/clock.repository.js';
import { policyOf } from './policies.js';
import { StepTarget, type DueStep } from './step-target.js';

/** Clocks looked at in one reading of the index. */
const BATCH = 200;
/** More steps of one case than any ladder has: beyond it something is wrong, and the rest waits for the next sweep. */
const STEPS_OF_ONE_CASE = 200;

interface CaseRow {
  id: string;
  body_id: string;
  policy_id: string;
  risk: Risk | null;
}

/** Fires what is due. Any number of them may run at once, be killed at any moment, and come late: a step fires once. */
@Injectable()
export class Sweep {
  private readonly log = new Logger('Sweep');

  constructor(
    private readonly transactions: Transactions,
    private readonly calendars: BodyCalendars,
    private readonly target: StepTarget,
    private readonly clock: Clock,
  ) {}

  /**
   * Fires every step that is due now, each case in a transaction of its own, and returns how many fired. A case that fails
   * rests and is tried again; only a database that is gone ends the sweep (throws).
   */
  async run(): Promise<number> {
    const now = this.clock.now();
    const seen = new Set<string>();
    let fired = 0;
    for (;;) {
      const awake = await casesAwake(this.transactions.reader, now, BATCH);
      const fresh = awake.filter((caseId) => !seen.has(caseId));
      if (fresh.length === 0) return fired;
      for (const caseId of fresh) {
        seen.add(caseId);
        fired += await this.oneCase(caseId, now);
      }
    }
  }

  private async oneCase(caseId: string, now: Date): Promise<number> {
    try {
      return await this.transactions.run((tx) => this.inTransaction(tx, caseId, now));
    } catch (error) {
      if (isDatabaseUnavailable(error)) throw error;
      this.log.error(`The clocks of case ${caseId} could not be swept; tried again later.`, stackOf(error));
      await this.transactions.run((tx) => letRest(tx, caseId, now));
      return 0;
    }
  }

  private async inTransaction(tx: EntityManager, caseId: string, now: Date): Promise<number> {
    // Somebody acts on it, or another sweep is at it: the next sweep comes by again.
    const cases = await queryRows<CaseRow>(
      tx,
      'select id, body_id, policy_id, risk from cases where id = $1 for update skip locked',
      [caseId],
    );
    let held = cases[0];
    let fired = 0;
    while (held !== undefined && fired < STEPS_OF_ONE_CASE) {
      const row = await firstAwake(tx, caseId, now);
      if (row === null) break;
      await this.step(tx, held, row, now);
      fired += 1;
      // A step may have moved the case to another body.
      held = (
        await queryRows<CaseRow>(tx, 'select id, body_id, policy_id, risk from cases where id = $1', [caseId])
      )[0];
    }
    return fired;
  }

  private async step(tx: EntityManager, held: CaseRow, row: ClockRow, now: Date): Promise<void> {
    const rules = rulesOf(policyOf(held.policy_id), row.name, await this.calendars.of(tx, held.body_id));
    const { due, after } = advance(row, rules, now);
    await updateClocks(tx, [after]);
    const fired = {
      clockId: row.id,
      round: row.round,
      step: due.step,
      kind: due.kind,
      at: due.at,
      firedAt: now,
    };
    if (!(await markFired(tx, fired))) return;
    const done = await this.target.fire(tx, {
      caseId: held.id,
      bodyId: held.body_id,
      policyId: held.policy_id,
      risk: held.risk,
      clockId: row.id,
      clock: row.name,
      subject: row.subject,
      ...due,
      startedAt: row.startedAt,
      dueAt: after.dueAt,
      metLate: row.state === 'met',
      reached:
        due.kind === 'escalate' || due.kind === 'miss' ? await reachedBodies(tx, row.id, row.round) : [],
      now,
    } satisfies DueStep);
    if (done.bodyId !== null) await markReached(tx, fired, done.bodyId);
    if (done.last && after.nextStep !== null && due.kind !== 'remind' && due.kind !== 'resume') {
      await endLadder(tx, row.id, after.nextStep);
    }
  }
}

/** The step that is due and the clock as it stands once that has fired. */
function advance(row: ClockRow, rules: Rules, now: Date): { due: LadderStep; after: ClockRow } {
  const { nextStep, nextAt } = row;
  if (nextStep === null || nextAt === null) throw new Error(`The clock ${row.id} is awake without a step.`);
  if (isResume(nextStep)) {
    return {
      due: { step: nextStep, kind: 'resume', height: 0, at: nextAt },
      after: resumed(row, rules, nextAt),
    };
  }
  const due = { ...stepNamed(nextStep, rules.ladder, spanOf(row), rules.calendar), at: nextAt };
  if (row.state === 'met')
    return { due, after: { ...row, missedAt: row.missedAt ?? row.dueAt, nextStep: null, nextAt: null } };
  if (due.kind === 'expire') return { due, after: expired(row, now) };
  const next = stepAfter(nextStep, rules.ladder, spanOf(row), rules.calendar);
  return {
    due,
    after: {
      ...row,
      missedAt: due.kind === 'miss' ? (row.missedAt ?? row.dueAt) : row.missedAt,
      nextStep: next?.step ?? null,
      nextAt: next?.at ?? null,
    },
  };
}

function stackOf(error: unknown): string | undefined {
  return error instanceof Error ? error.stack : String(error);
}
