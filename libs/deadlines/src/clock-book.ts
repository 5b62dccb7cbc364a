import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { ClockChange } from '#kernel/clock-change';
import type { ClockName } from '#kernel/clock-name';
import { newId } from '#kernel/ids';
import type { Risk } from '#kernel/vocabulary';
import { BodyCalendars } from './body-calendars.js';
import {
  extended,
  isLive,
  nextDue,
  paused,
  resumed,
  started,
  stopped,
  type ClockRow,
  type ClockState,
  type Rules,
} from './domain/clock-row.js';
import { ladderOf } from './domain/ladder.js';
import type { Calendar } from './domain/length.js';
import { dueDate, type Policy } from './domain/policy.js';
import { clocksOf, insertClocks, liveClocksOf, updateClocks } from './internal/clock.repository.js';
import { policyOf } from './policies.js';

/** What clocks need to know of their case. The calendar is that of the body that holds it. */
export interface ClockCase {
  caseId: string;
  bodyId: string;
  policyId: string;
  risk: Risk | null;
}

/** The projection of a case's clocks: the running one that is due first. */
export interface NextClock {
  nextDueAt: Date | null;
  nextClock: string | null;
}

/** A clock as others see it. */
export interface ClockView {
  id: string;
  name: ClockName;
  subject: string | null;
  state: ClockState;
  startedAt: Date;
  /** What was promised first. */
  promisedAt: Date;
  /** When it is due now; while it is paused, when it would be without the pause. */
  dueAt: Date;
  pausedUntil: Date | null;
  missedAt: Date | null;
  stoppedAt: Date | null;
}

export interface Booked {
  next: NextClock;
  /** Clocks that these changes started, in order. */
  started: ClockView[];
  /** Due times of every live clock of the case, by `name:subject` (`name:` where it has none). */
  dueDates: ReadonlyMap<string, Date>;
}

/** New clocks that are worked out but not written yet. */
export interface Drafted extends Booked {
  rows: readonly ClockRow[];
}

/** Sets and clears the clocks of a case. The caller holds the case's row, and writes `next` in its own UPDATE of it. */
@Injectable()
export class ClockBook {
  constructor(private readonly calendars: BodyCalendars) {}

  /**
   * Works out the first clocks of a new case, writing nothing, so that its row can be inserted with their projection.
   * Only `start` changes are taken. Costs no statement once the body's calendar is known.
   */
  async draft(
    tx: EntityManager,
    ofCase: ClockCase,
    changes: readonly ClockChange[],
    now: Date,
  ): Promise<Drafted> {
    const rows = await this.changed(tx, ofCase, [], changes, now);
    return { ...booked(rows, rows), rows };
  }

  /** Writes drafted clocks, once the case's row is there: one statement. */
  async insert(tx: EntityManager, drafted: Drafted): Promise<void> {
    await insertClocks(tx, drafted.rows);
  }

  /** Does the changes in order: one statement to read, at most one to update and one to insert. */
  async apply(
    tx: EntityManager,
    ofCase: ClockCase,
    changes: readonly ClockChange[],
    now: Date,
  ): Promise<Booked> {
    const before = await liveClocksOf(tx, ofCase.caseId);
    if (changes.length === 0) return booked(before, []);
    const after = await this.changed(tx, ofCase, before, changes, now);
    const known = new Map(before.map((row) => [row.id, row]));
    // Updates first: what is cancelled makes room for what starts under the same name.
    await updateClocks(
      tx,
      after.filter((row) => known.has(row.id) && known.get(row.id) !== row),
    );
    const fresh = after.filter((row) => !known.has(row.id));
    await insertClocks(tx, fresh);
    return booked(after, fresh);
  }

  /** Every clock the case ever had, in the order in which they started. */
  async ofCase(tx: EntityManager, caseId: string): Promise<ClockView[]> {
    return (await clocksOf(tx, caseId)).map(viewOf);
  }

  /** The running clock that is due first. */
  async next(tx: EntityManager, caseId: string): Promise<NextClock> {
    return nextOf(await liveClocksOf(tx, caseId));
  }

  private async changed(
    tx: EntityManager,
    ofCase: ClockCase,
    before: readonly ClockRow[],
    changes: readonly ClockChange[],
    now: Date,
  ): Promise<ClockRow[]> {
    const policy = policyOf(ofCase.policyId);
    const calendar = await this.calendars.of(tx, ofCase.bodyId);
    let rows = [...before];
    for (const change of changes) rows = changeOne(rows, change, ofCase, policy, calendar, now);
    return rows;
  }
}

function changeOne(
  rows: readonly ClockRow[],
  change: ClockChange,
  ofCase: ClockCase,
  policy: Policy,
  calendar: Calendar,
  now: Date,
): ClockRow[] {
  const rules = rulesOf(policy, change.clock, calendar);
  const isIt = (row: ClockRow): boolean =>
    isLive(row) && row.name === change.clock && row.subject === change.subject;
  const alter = (how: (row: ClockRow) => ClockRow): ClockRow[] =>
    rows.map((row) => (isIt(row) ? how(row) : row));
  switch (change.do) {
    case 'start': {
      const from = change.from === undefined ? now : new Date(change.from);
      const dueAt =
        change.dueAt === undefined
          ? dueDate(policy, change.clock, from, calendar, change.risk ?? ofCase.risk)
          : new Date(change.dueAt);
      const clock = {
        id: newId(),
        caseId: ofCase.caseId,
        name: change.clock,
        subject: change.subject,
        startedAt: from,
        dueAt,
      };
      return [...alter((row) => stopped(row, 'cancelled', rules, now)), started(clock, rules, now)];
    }
    case 'stop':
      return alter((row) => stopped(row, change.how, rules, now));
    case 'pause':
      return alter((row) => paused(row, new Date(change.until), change.reason, now));
    case 'resume':
      return alter((row) => resumed(row, rules, now));
    case 'extend':
      return alter((row) => extended(row, new Date(change.to), change.reason, rules, now));
  }
}

export function rulesOf(policy: Policy, clock: ClockName, calendar: Calendar): Rules {
  return { ladder: ladderOf(policy, policy.clocks[clock]), calendar };
}

function booked(after: readonly ClockRow[], fresh: readonly ClockRow[]): Booked {
  return {
    next: nextOf(after),
    started: fresh.filter(isLive).map(viewOf),
    dueDates: new Map(after.filter(isLive).map((row) => [`${row.name}:${row.subject ?? ''}`, row.dueAt])),
  };
}

function nextOf(rows: readonly ClockRow[]): NextClock {
  const next = nextDue(rows);
  return { nextDueAt: next?.dueAt ?? null, nextClock: next?.name ?? null };
}

function viewOf(row: ClockRow): ClockView {
  const { id, name, subject, state, startedAt, promisedAt, dueAt, pausedUntil, missedAt, stoppedAt } = row;
  return { id, name, subject, state, startedAt, promisedAt, dueAt, pausedUntil, missedAt, stoppedAt };
}
