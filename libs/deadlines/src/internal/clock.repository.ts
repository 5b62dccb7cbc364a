import type { EntityManager } from 'typeorm';
import { queryRows } from '#database/query-rows';
import type { ClockName } from '#kernel/clock-name';
import type { ClockRow, ClockState } from '../domain/clock-row.js';

interface Stored {
  id: string;
  case_id: string;
  name: ClockName;
  subject: string | null;
  state: ClockState;
  started_at: Date;
  promised_at: Date;
  due_at: Date;
  round: number;
  paused_at: Date | null;
  paused_until: Date | null;
  paused_ms: string;
  pause_reason: string | null;
  extend_reason: string | null;
  missed_at: Date | null;
  stopped_at: Date | null;
  next_step: string | null;
  next_at: Date | null;
  held_step: string | null;
}

/** Column, its type, and the field it holds; in one place, so that reading and writing cannot drift apart. */
const COLUMNS: readonly (readonly [column: keyof Stored, type: string, field: keyof ClockRow])[] = [
  ['id', 'uuid', 'id'],
  ['case_id', 'uuid', 'caseId'],
  ['name', 'text', 'name'],
  ['subject', 'text', 'subject'],
  ['state', 'text', 'state'],
  ['started_at', 'timestamptz', 'startedAt'],
  ['promised_at', 'timestamptz', 'promisedAt'],
  ['due_at', 'timestamptz', 'dueAt'],
  ['round', 'smallint', 'round'],
  ['paused_at', 'timestamptz', 'pausedAt'],
  ['paused_until', 'timestamptz', 'pausedUntil'],
  ['paused_ms', 'bigint', 'pausedMs'],
  ['pause_reason', 'text', 'pauseReason'],
  ['extend_reason', 'text', 'extendReason'],
  ['missed_at', 'timestamptz', 'missedAt'],
  ['stopped_at', 'timestamptz', 'stoppedAt'],
  ['next_step', 'text', 'nextStep'],
  ['next_at', 'timestamptz', 'nextAt'],
  ['held_step', 'text', 'heldStep'],
];

const NAMES = COLUMNS.map(([column]) => column).join(', ');
const ARRAYS = COLUMNS.map(([, type], index) => `$${String(index + 1)}::${type}[]`).join(', ');
/** Everything that can change once a clock has started. */
const MOVING = COLUMNS.map(([column]) => column).filter(
  (column) => !['id', 'case_id', 'name', 'subject', 'started_at', 'promised_at'].includes(column),
);

function fromStored(row: Stored): ClockRow {
  return {
    id: row.id,
    caseId: row.case_id,
    name: row.name,
    subject: row.subject,
    state: row.state,
    startedAt: row.started_at,
    promisedAt: row.promised_at,
    dueAt: row.due_at,
    round: row.round,
    pausedAt: row.paused_at,
    pausedUntil: row.paused_until,
    pausedMs: Number(row.paused_ms),
    pauseReason: row.pause_reason,
    extendReason: row.extend_reason,
    missedAt: row.missed_at,
    stoppedAt: row.stopped_at,
    nextStep: row.next_step,
    nextAt: row.next_at,
    heldStep: row.held_step,
  };
}

function arraysOf(rows: readonly ClockRow[]): unknown[][] {
  return COLUMNS.map(([, , field]) => rows.map((row) => row[field]));
}

/** Every clock a case ever had, in the order in which they started. */
export async function clocksOf(tx: EntityManager, caseId: string): Promise<ClockRow[]> {
  const rows = await queryRows<Stored>(
    tx,
    `select ${NAMES} from clock where case_id = $1 order by started_at, id`,
    [caseId],
  );
  return rows.map(fromStored);
}

/** The clocks of a case that run or are paused. */
export async function liveClocksOf(tx: EntityManager, caseId: string): Promise<ClockRow[]> {
  const rows = await queryRows<Stored>(
    tx,
    `select ${NAMES} from clock where case_id = $1 and state in ('running', 'paused') order by started_at, id`,
    [caseId],
  );
  return rows.map(fromStored);
}

/** The clock of a case whose step is due first, if one is due. The caller holds the case's row. */
export async function firstAwake(tx: EntityManager, caseId: string, now: Date): Promise<ClockRow | null> {
  const rows = await queryRows<Stored>(
    tx,
    `select ${NAMES} from clock where case_id = $1 and wake_at <= $2 order by next_at, id limit 1`,
    [caseId, now],
  );
  return rows[0] ? fromStored(rows[0]) : null;
}

export async function insertClocks(tx: EntityManager, rows: readonly ClockRow[]): Promise<void> {
  if (rows.length === 0) return;
  await tx.query(
    `insert into clock (${NAMES}, wake_at)
     select u.*, u.next_at from unnest(${ARRAYS}) as u (${NAMES})`,
    arraysOf(rows),
  );
}

export async function updateClocks(tx: EntityManager, rows: readonly ClockRow[]): Promise<void> {
  if (rows.length === 0) return;
  const set = MOVING.map((column) => `${column} = u.${column}`).join(', ');
  await tx.query(
    `update clock set ${set}, wake_at = u.next_at, failures = 0 from unnest(${ARRAYS}) as u (${NAMES}) where clock.id = u.id`,
    arraysOf(rows),
  );
}

/** Cases with a step that is due, longest due first. One look into the partial index when there is none. */
export async function casesAwake(tx: EntityManager, now: Date, limit: number): Promise<string[]> {
  const rows = await queryRows<{ case_id: string }>(
    tx,
    `select case_id from (select case_id, wake_at from clock where wake_at <= $1 order by wake_at limit $2) due
     group by case_id order by min(wake_at)`,
    [now, limit],
  );
  return rows.map((row) => row.case_id);
}

/** Lets a case whose step failed rest, longer each time, so that it does not hold up the others. */
export async function letRest(tx: EntityManager, caseId: string, now: Date): Promise<void> {
  // Always the case's row before its clocks, so that nobody waits in a ring.
  await tx.query('select from cases where id = $1 for update', [caseId]);
  await tx.query(
    `update clock set failures = least(failures + 1, 12),
       wake_at = $2::timestamptz + make_interval(secs => least(power(2, failures), 3600))
     where case_id = $1 and wake_at <= $2`,
    [caseId, now],
  );
}

interface FiredStep {
  clockId: string;
  round: number;
  step: string;
  kind: string;
  at: Date;
  firedAt: Date;
}

/** Takes note that a step fires; false where it has fired before. */
export async function markFired(tx: EntityManager, fired: FiredStep): Promise<boolean> {
  const rows = await queryRows<{ step: string }>(
    tx,
    `insert into clock_step (clock_id, round, step, kind, at, fired_at) values ($1, $2, $3, $4, $5, $6)
     on conflict do nothing returning step`,
    [fired.clockId, fired.round, fired.step, fired.kind, fired.at, fired.firedAt],
  );
  return rows.length === 1;
}

/** Takes note of the body that heard of a step. */
export async function markReached(tx: EntityManager, fired: FiredStep, bodyId: string): Promise<void> {
  await tx.query('update clock_step set body_id = $4 where clock_id = $1 and round = $2 and step = $3', [
    fired.clockId,
    fired.round,
    fired.step,
    bodyId,
  ]);
}

/** Bodies that heard of a missed deadline in this round of a clock. Reminders reach nobody in this sense. */
export async function reachedBodies(tx: EntityManager, clockId: string, round: number): Promise<string[]> {
  const rows = await queryRows<{ body_id: string }>(
    tx,
    `select body_id from clock_step
     where clock_id = $1 and round = $2 and kind in ('miss', 'escalate') and body_id is not null`,
    [clockId, round],
  );
  return rows.map((row) => row.body_id);
}

/** Ends the ladder of a clock that nobody is left above to hear of. */
export async function endLadder(tx: EntityManager, clockId: string, step: string): Promise<void> {
  await tx.query(
    'update clock set next_step = null, next_at = null, wake_at = null where id = $1 and next_step = $2',
    [clockId, step],
  );
}
