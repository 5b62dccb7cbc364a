import { DataSource } from 'typeorm';
import { appConnection } from '#database/data-source';
import { Transactions } from '#database/transactions';
import type { ClockChange } from '#kernel/clock-change';
import { newId } from '#kernel/ids';
import { FakeClock } from '#testing/fake-clock';
import { freshDatabase, type TestDatabase } from '#testing/test-database';
import { BodyCalendars } from './body-calendars.js';
import { ClockBook, type ClockCase } from './clock-book.js';
import { DEFAULT_POLICY_ID } from './policies.js';

let database: TestDatabase;
let source: DataSource;
let transactions: Transactions;
let clock: FakeClock;
let book: ClockBook;
let bodyId: string;

/** A Monday morning in Nairobi. */
const START = '2026-11-02T06:00:00Z';

beforeAll(async () => {
  database = await freshDatabase();
  source = await new DataSource(
    appConnection({ url: database.url, poolSize: 8, applicationName: 'amends-test' }),
  ).initialize();
  transactions = new Transactions(source);
  bodyId = newId();
  await source.query(
    `insert into body (id, slug, name, level, path, time_zone, country, language)
     values ($1, 'kenya', 'Kenya', 'national', array[$1::uuid], 'Africa/Nairobi', 'KE', 'en')`,
    [bodyId],
  );
});

afterAll(async () => {
  await source.destroy();
  await database.drop();
});

beforeEach(() => {
  clock = new FakeClock(START);
  book = new ClockBook(new BodyCalendars(clock));
});

async function newCase(): Promise<ClockCase> {
  const caseId = newId();
  await source.query(
    `insert into cases (id, reference, case_ref, body_id, stage, stage_since, principles, breach_kinds, received_at,
       updated_at, policy_id, version, facts, facts_key_id, log_seq, log_head)
     values ($1::uuid, $1::text, $2, $3, 'intake', $4, '{}', '{}', $4, $4, $5, 1, '', $1::uuid, 0, $6)`,
    [caseId, caseId.replaceAll('-', ''), bodyId, START, DEFAULT_POLICY_ID, Buffer.alloc(32)],
  );
  return { caseId, bodyId, policyId: DEFAULT_POLICY_ID, risk: null };
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

describe('ClockBook', () => {
  it('drafts the clocks of a new case without writing, and inserts them once the case is there', async () => {
    const ofCase = await newCase();
    const reportId = newId();
    await transactions.run(async (tx) => {
      const drafted = await book.draft(
        tx,
        ofCase,
        [
          { do: 'start', clock: 'receipt-acknowledgement', subject: reportId },
          { do: 'start', clock: 'feedback', subject: reportId, from: '2026-11-09T06:00:00Z' },
        ],
        clock.now(),
      );
      expect(drafted.next).toEqual({
        nextDueAt: at('2026-11-05T06:00:00Z'),
        nextClock: 'receipt-acknowledgement',
      });
      expect(drafted.started.map((one) => [one.name, one.dueAt])).toEqual([
        ['receipt-acknowledgement', at('2026-11-05T06:00:00Z')],
        ['feedback', at('2027-02-09T06:00:00Z')],
      ]);
      expect(await book.ofCase(tx, ofCase.caseId)).toEqual([]);
      await book.insert(tx, drafted);
      expect(await book.ofCase(tx, ofCase.caseId)).toEqual(drafted.started);
    });
  });

  it('keeps one live clock of a name and subject, and every ended one', async () => {
    const ofCase = await newCase();
    await apply(ofCase, start('remedy', '2026-12-01T00:00:00Z'));
    const booked = await apply(ofCase, start('remedy', '2026-12-05T00:00:00Z'));
    expect(booked.dueDates).toEqual(new Map([['remedy:', at('2026-12-05T00:00:00Z')]]));
    const views = await book.ofCase(transactions.reader, ofCase.caseId);
    expect(views.map((one) => one.state).sort()).toEqual(['cancelled', 'running']);
  });

  it('refuses, in the database itself, two live clocks of one name in one case', async () => {
    const ofCase = await newCase();
    await apply(ofCase, start('remedy', '2026-12-01T00:00:00Z'));
    const again = source.query(
      `insert into clock (id, case_id, name, state, started_at, promised_at, due_at)
       values ($1, $2, 'remedy', 'running', $3, $3, $3)`,
      [newId(), ofCase.caseId, START],
    );
    await expect(again).rejects.toThrow('clock_live');
  });

  it('pauses, resumes and extends, and says what is due next', async () => {
    const ofCase = await newCase();
    await apply(ofCase, start('remedy', '2026-11-12T06:00:00Z'), start('feedback', '2026-11-20T06:00:00Z'));
    const paused = await apply(ofCase, {
      do: 'pause',
      clock: 'remedy',
      subject: null,
      until: '2026-11-30T06:00:00Z',
      reason: 'survivor-asked',
    });
    expect(paused.next).toEqual({ nextDueAt: at('2026-11-20T06:00:00Z'), nextClock: 'feedback' });
    clock.set('2026-11-05T06:00:00Z');
    const resumed = await apply(ofCase, { do: 'resume', clock: 'remedy', subject: null });
    expect(resumed.next).toEqual({ nextDueAt: at('2026-11-15T06:00:00Z'), nextClock: 'remedy' });
    const extended = await apply(ofCase, {
      do: 'extend',
      clock: 'remedy',
      subject: null,
      to: '2026-12-24T06:00:00Z',
      reason: 'waiting-for-evidence',
    });
    expect(extended.dueDates.get('remedy:')).toEqual(at('2026-12-24T06:00:00Z'));
    const none = await apply(
      ofCase,
      { do: 'stop', clock: 'remedy', subject: null, how: 'met' },
      { do: 'stop', clock: 'feedback', subject: null, how: 'cancelled' },
    );
    expect(none.next).toEqual({ nextDueAt: null, nextClock: null });
  });

  it('leaves alone what does not run', async () => {
    const ofCase = await newCase();
    const booked = await apply(ofCase, { do: 'stop', clock: 'remedy', subject: newId(), how: 'met' });
    expect(booked).toEqual({ next: { nextDueAt: null, nextClock: null }, started: [], dueDates: new Map() });
  });
});
