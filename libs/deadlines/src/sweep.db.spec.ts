import { Logger } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { appConnection } from '#database/data-source';
import { Transactions } from '#database/transactions';
import type { ClockChange } from '#kernel/clock-change';
import { newId } from '#kernel/ids';
import { FakeClock } from '#testing/fake-clock';
import { freshDatabase, type TestDatabase } from '#testing/test-database';
import { BodyCalendars } from './body-calendars.js';
import { ClockBook, type ClockCase } from './clock-book.js';
import { DEFAULT_POLICY_ID } from './policies.js';
import { StepTarget, type DueStep, type StepDone } from './step-target.js';
import { Sweep } from './sweep.js';

/** Remembers what fired, and answers like a tree of `bodies`. */
class Recorder extends StepTarget {
  readonly fired: DueStep[] = [];
  bodies: string[] = [];
  before: (tx: EntityManager, due: DueStep) => Promise<void> = () => Promise.resolve();

  async fire(tx: EntityManager, due: DueStep): Promise<StepDone> {
    await this.before(tx, due);
    this.fired.push(due);
    if (due.kind !== 'miss' && due.kind !== 'escalate') return { bodyId: null, last: true };
    const next = this.bodies[due.reached.length] ?? null;
    return { bodyId: next, last: due.reached.length + 1 >= this.bodies.length };
  }

  get steps(): string[] {
    return this.fired.map((one) => `${one.clock} ${one.step}`);
  }
}

let database: TestDatabase;
let source: DataSource;
let transactions: Transactions;
let clock: FakeClock;
let book: ClockBook;
let target: Recorder;
let sweep: Sweep;
let bodyIds: string[];

/** A Monday morning in Nairobi. */
const START = '2026-11-02T06:00:00Z';

beforeAll(async () => {
  Logger.overrideLogger(false);
  database = await freshDatabase();
  source = await new DataSource(
    appConnection({ url: database.url, poolSize: 8, applicationName: 'amends-test' }),
  ).initialize();
  transactions = new Transactions(source);
  bodyIds = [newId(), newId(), newId()];
  for (const [index, id] of bodyIds.entries()) {
    await source.query(
      `insert into body (id, slug, name, level, parent_id, path, time_zone, country, language)
       values ($1, $2, $2, 'national', $3, $4, 'Africa/Nairobi', 'KE', 'en')`,
      [id, `body-${String(index)}`, bodyIds[index - 1] ?? null, bodyIds.slice(0, index + 1)],
    );
  }
});

afterAll(async () => {
  await source.destroy();
  await database.drop();
});

beforeEach(async () => {
  await source.query('delete from clock_step');
  await source.query('delete from clock');
  clock = new FakeClock(START);
  const calendars = new BodyCalendars(clock);
  book = new ClockBook(calendars);
  target = new Recorder();
  target.bodies = bodyIds;
  sweep = new Sweep(transactions, calendars, target, clock);
});

async function newCase(): Promise<ClockCase> {
  const caseId = newId();
  await source.query(
    `insert into cases (id, reference, case_ref, body_id, stage, stage_since, principles, breach_kinds, received_at,
       updated_at, policy_id, version, facts, facts_key_id, log_seq, log_head)
     values ($1::uuid, $1::text, $2, $3, 'intake', $4, '{}', '{}', $4, $4, $5, 1, '', $1::uuid, 0, $6)`,
    [caseId, caseId.replaceAll('-', ''), bodyIds[0], START, DEFAULT_POLICY_ID, Buffer.alloc(32)],
  );
  return { caseId, bodyId: bodyIds[0] ?? '', policyId: DEFAULT_POLICY_ID, risk: null };
}

function apply(ofCase: ClockCase, ...changes: ClockChange[]) {
  return transactions.run((tx) => book.apply(tx, ofCase, changes, clock.now()));
}

function start(name: ClockChange['clock'], dueAt: string): ClockChange {
  return { do: 'start', clock: name, subject: null, dueAt };
}

function at(time: string): Date {
  return new Date(time);
}

describe('Sweep', () => {
  it('fires nothing before its time', async () => {
    await apply(await newCase(), start('remedy', '2026-11-12T06:00:00Z'));
    clock.set('2026-11-07T05:59:59Z');
    expect(await sweep.run()).toBe(0);
    expect(target.fired).toEqual([]);
  });

  it('fires each step once, in order, up to the last body, however late it comes', async () => {
    const ofCase = await newCase();
    await apply(ofCase, start('remedy', '2026-11-12T06:00:00Z'));
    clock.set('2027-06-01T00:00:00Z');
    expect(await sweep.run()).toBe(5);
    expect(target.steps).toEqual([
      'remedy remind-50',
      'remedy remind-80',
      'remedy due',
      'remedy up-1',
      'remedy up-2',
    ]);
    expect(target.fired.map((one) => one.at)).toEqual([
      at('2026-11-07T06:00:00Z'),
      at('2026-11-10T06:00:00Z'),
      at('2026-11-12T06:00:00Z'),
      at('2026-11-16T06:00:00Z'),
      at('2026-11-18T06:00:00Z'),
    ]);
    expect(target.fired.map((one) => one.reached)).toEqual([
      [],
      [],
      [],
      bodyIds.slice(0, 1),
      bodyIds.slice(0, 2),
    ]);
    expect(await sweep.run()).toBe(0);
    const [view] = await book.ofCase(transactions.reader, ofCase.caseId);
    expect(view).toMatchObject({ state: 'running', missedAt: at('2026-11-12T06:00:00Z') });
  });

  it('fires steps of several clocks of a case in the order of their times', async () => {
    await apply(
      await newCase(),
      start('remedy', '2026-11-12T06:00:00Z'),
      start('investigation', '2026-11-10T06:00:00Z'),
    );
    clock.set('2026-11-12T06:00:00Z');
    await sweep.run();
    const times = target.fired.map((one) => one.at.getTime());
    expect(times).toEqual([...times].sort((one, other) => one - other));
    expect(target.steps.at(-1)).toBe('investigation up-1');
    expect(target.steps).toHaveLength(7);
  });

  it('fires each step once under many sweeps at once', async () => {
    const cases = await Promise.all(Array.from({ length: 12 }, newCase));
    for (const one of cases) await apply(one, start('remedy', '2026-11-12T06:00:00Z'));
    clock.set('2026-11-13T06:00:00Z');
    const counts = await Promise.all(Array.from({ length: 6 }, () => sweep.run()));
    await sweep.run();
    expect(counts.reduce((sum, one) => sum + one, 0)).toBeLessThanOrEqual(36);
    expect(target.fired).toHaveLength(36);
    expect(new Set(target.fired.map((one) => `${one.clockId} ${one.step}`)).size).toBe(36);
  });

  it('undoes a step that fails, lets its case rest, and goes on with the others', async () => {
    const [bad, good] = [await newCase(), await newCase()];
    await apply(bad, start('remedy', '2026-11-12T06:00:00Z'));
    await apply(good, start('remedy', '2026-11-12T06:00:00Z'));
    let broken = true;
    target.before = async (tx, due) => {
      await tx.query('update cases set version = version + 1 where id = $1', [due.caseId]);
      if (broken && due.caseId === bad.caseId) throw new Error('not now');
    };
    clock.set('2026-11-08T06:00:00Z');
    expect(await sweep.run()).toBe(1);
    expect(target.fired.map((one) => one.caseId)).toEqual([good.caseId]);
    const [row] = await source.query<{ version: number }[]>('select version from cases where id = $1', [
      bad.caseId,
    ]);
    expect(row?.version).toBe(1);

    broken = false;
    expect(await sweep.run()).toBe(0);
    clock.advance(5_000);
    expect(await sweep.run()).toBe(1);
    expect(target.steps).toEqual(['remedy remind-50', 'remedy remind-50']);
  });

  it('waits for whoever acts on the case, and fires afterwards', async () => {
    const ofCase = await newCase();
    await apply(ofCase, start('remedy', '2026-11-12T06:00:00Z'));
    clock.set('2026-11-12T06:00:01Z');
    await transactions.run(async (tx) => {
      await tx.query('select from cases where id = $1 for update', [ofCase.caseId]);
      expect(await sweep.run()).toBe(0);
      await book.apply(
        tx,
        ofCase,
        [{ do: 'stop', clock: 'remedy', subject: null, how: 'cancelled' }],
        clock.now(),
      );
    });
    expect(await sweep.run()).toBe(0);
    expect(target.fired).toEqual([]);
  });

  it('records a deadline that was met late before any sweep saw it, and asks nobody', async () => {
    const ofCase = await newCase();
    await apply(ofCase, start('remedy', '2026-11-12T06:00:00Z'));
    clock.set('2026-11-13T06:00:00Z');
    await apply(ofCase, { do: 'stop', clock: 'remedy', subject: null, how: 'met' });
    expect(await sweep.run()).toBe(1);
    expect(target.fired).toMatchObject([{ step: 'due', kind: 'miss', metLate: true }]);
    const [view] = await book.ofCase(transactions.reader, ofCase.caseId);
    expect(view).toMatchObject({ state: 'met', missedAt: at('2026-11-12T06:00:00Z') });
    clock.set('2027-06-01T00:00:00Z');
    expect(await sweep.run()).toBe(0);
  });

  it('lets a window expire, once', async () => {
    const ofCase = await newCase();
    await apply(ofCase, { do: 'start', clock: 'survivor-answer', subject: null });
    clock.set('2026-11-23T06:00:00Z');
    expect(await sweep.run()).toBe(1);
    expect(target.fired).toMatchObject([{ step: 'due', kind: 'expire' }]);
    const [view] = await book.ofCase(transactions.reader, ofCase.caseId);
    expect(view).toMatchObject({ state: 'expired', missedAt: null });
    expect(await sweep.run()).toBe(0);
  });

  it('resumes a pause that is over as of its end, then goes on with what is due since', async () => {
    const ofCase = await newCase();
    await apply(ofCase, start('remedy', '2026-11-12T06:00:00Z'));
    await apply(ofCase, {
      do: 'pause',
      clock: 'remedy',
      subject: null,
      until: '2026-11-20T06:00:00Z',
      reason: 'survivor-asked',
    });
    clock.set('2026-11-26T00:00:00Z');
    expect(await sweep.run()).toBe(2);
    expect(target.steps).toEqual(['remedy resume-2026-11-20T06:00:00.000Z', 'remedy remind-50']);
    expect(target.fired[0]?.dueAt).toEqual(at('2026-11-30T06:00:00Z'));
  });

  it('can be missed again after an extension', async () => {
    const ofCase = await newCase();
    target.bodies = bodyIds.slice(0, 1);
    await apply(ofCase, start('remedy', '2026-11-12T06:00:00Z'));
    clock.set('2026-11-12T06:00:00Z');
    await sweep.run();
    await apply(ofCase, {
      do: 'extend',
      clock: 'remedy',
      subject: null,
      to: '2026-11-14T06:00:00Z',
      reason: 'key-person-ill',
    });
    clock.set('2026-11-14T06:00:00Z');
    await sweep.run();
    expect(target.steps.filter((step) => step === 'remedy due')).toHaveLength(2);
  });

  it('takes changes to clocks that a step itself makes', async () => {
    const ofCase = await newCase();
    target.before = async (tx, due) => {
      if (due.kind !== 'miss') return;
      await book.apply(
        tx,
        ofCase,
        [{ do: 'stop', clock: 'remedy', subject: null, how: 'cancelled' }],
        due.now,
      );
    };
    await apply(ofCase, start('remedy', '2026-11-12T06:00:00Z'));
    clock.set('2027-06-01T00:00:00Z');
    expect(await sweep.run()).toBe(3);
    expect(target.steps.at(-1)).toBe('remedy due');
  });

  it('looks into one index when nothing is due, however many clocks run', async () => {
    const ofCase = await newCase();
    await source.query(
      `insert into clock (id, case_id, name, subject, state, started_at, promised_at, due_at, next_step, next_at, wake_at)
       select gen_random_uuid(), $1, 'remedy', n::text, 'running', $2, $3, $3, 'due', $3, $3
       from generate_series(1, 20000) n`,
      [ofCase.caseId, START, '2027-11-12T06:00:00Z'],
    );
    const plan = await source.query<{ 'QUERY PLAN': string }[]>(
      `explain (analyze, buffers, timing off)
       select case_id, wake_at from clock where wake_at <= $1 order by wake_at limit 200`,
      [START],
    );
    const text = plan.map((row) => row['QUERY PLAN']).join('\n');
    expect(text).toContain('clock_awake');
    expect(text).not.toContain('Seq Scan');
    expect(Number(/Buffers: shared hit=(\d+)/.exec(text)?.[1])).toBeLessThan(10);
  });
});
