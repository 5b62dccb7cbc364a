import { Logger } from '@nestjs/common';
import { Test, type TestingModule } from '@nestjs/testing';
import { DemoNetwork, readNetwork } from '#access/demo-network';
import { AuditLog } from '#audit/audit-log';
import { CaseActions } from '#cases/case-actions.service';
import { CaseStore } from '#cases/case-store';
import type { NewReport } from '#cases/new-report';
import { ReportIntake } from '#cases/report-intake.service';
import { Environment } from '#config/environment';
import { Transactions } from '#database/transactions';
import { migrateQueue } from '#deadlines/queue-schema';
import { Sweep } from '#deadlines/sweep';
import type { StaffActor } from '#kernel/actor';
import { Clock } from '#kernel/clock';
import { Dispatch } from '#notices/dispatch';
import { FakeClock } from '#testing/fake-clock';
import { freshDatabase, type TestDatabase } from '#testing/test-database';
import { JobRunner } from './job-runner.service.js';
import { WorkerModule } from './worker.module.js';

const REPORT: NewReport = {
  reporterRole: 'witness',
  narrative: 'At the meeting nobody said anything.',
  language: 'en',
  kind: 'complaint',
  bodyId: 'kenya',
  principles: [1],
  breachKinds: ['bullying'],
  respondents: [],
  keepFrom: [],
  occurredOn: null,
  contact: null,
  survivorConsent: 'not-asked',
  consents: [],
  receivedVia: 'api',
};

let database: TestDatabase;
let worker: TestingModule;
const clock = new FakeClock();

beforeAll(async () => {
  Logger.overrideLogger(false);
  database = await freshDatabase();
  await migrateQueue(database.ownerUrl);
  const environment = Environment.load({
    NODE_ENV: 'test',
    DATABASE_URL: database.url,
    AMENDS_MASTER_KEY: Buffer.alloc(32, 7).toString('base64'),
  });
  worker = await Test.createTestingModule({ imports: [WorkerModule] })
    .overrideProvider(Environment)
    .useValue(environment)
    .overrideProvider(Clock)
    .useValue(clock)
    // The jobs are called by hand here.
    .overrideProvider(JobRunner)
    .useValue({})
    .compile();
  await worker.init();
  await worker.get(DemoNetwork).seed(readNetwork('fixtures'), 'a password for tests');
});

afterAll(async () => {
  await worker.close();
  await database.drop();
});

/** A Monday morning. Every report of a test is older than those of the next. */
let monday = Date.parse('2026-02-02T06:00:00Z');

beforeEach(async () => {
  const reader = worker.get(Transactions).reader;
  await reader.query('delete from clock_step');
  await reader.query('delete from clock');
  await reader.query('delete from notice');
  clock.set(new Date(monday));
  monday += 7 * 86_400_000;
});

function file(more: Partial<NewReport> = {}): Promise<{ caseId: string }> {
  return worker.get(ReportIntake).file({ ...REPORT, ...more });
}

/** Log entries about clocks: type, then whom or why. */
async function logOf(caseId: string): Promise<string[]> {
  const { reader } = worker.get(Transactions);
  const open = await worker.get(CaseStore).read(reader, caseId);
  if (open === null) throw new Error('There is no such case.');
  const entries = await worker.get(AuditLog).readCase(reader, open.chain.caseRef, open.keys, { limit: 200 });
  return entries
    .map(({ open: { type = '', reason = null, payload = {} } }) => ({ type, reason, payload }))
    .filter((entry) => entry.type.startsWith('clock.'))
    .map(({ type, reason, payload }) => {
      const { clock: name, person, body } = payload;
      const parts = [type, name, person === undefined ? body : 'person', reason];
      return parts.filter((part) => typeof part === 'string').join(' ');
    });
}

async function told(): Promise<string[]> {
  const rows = await worker
    .get(Transactions)
    .reader.query<{ who: string; template: string }[]>(
      `select p.email as who, n.template from notice n join person p on p.id = n.person_id order by n.id`,
    );
  return rows.map((row) => `${row.template} ${row.who}`);
}

async function officerOf(slug: string): Promise<StaffActor> {
  const [row] = await worker
    .get(Transactions)
    .reader.query<{ personId: string; name: string; bodyId: string }[]>(
      `select p.id as "personId", p.name, b.id as "bodyId" from role_grant g join person p on p.id = g.person_id
     join body b on b.id = g.body_id where b.slug = $1 and g.role = 'officer'`,
      [slug],
    );
  if (row === undefined) throw new Error(`There is no officer at ${slug}.`);
  return {
    kind: 'staff',
    personId: row.personId,
    name: row.name,
    grants: [{ role: 'officer', bodyId: row.bodyId }],
  };
}

describe('a pause that is over', () => {
  it('lets the clock run again by itself, with the time that was left, and shows it', async () => {
    const { caseId } = await file();
    const dueAt = async (): Promise<string | undefined> => {
      const open = await worker.get(CaseStore).read(worker.get(Transactions).reader, caseId);
      return open?.facts.clocks.find((one) => one.name === 'feedback')?.dueAt ?? undefined;
    };
    const before = Date.parse((await dueAt()) ?? '');
    const until = new Date(clock.now().getTime() + 10 * 86_400_000);
    await worker.get(CaseActions).take(await officerOf('kenya'), {
      caseId,
      action: 'pause-clock',
      body: {
        clock: 'feedback',
        reason: 'survivor-asked',
        until: until.toISOString().slice(0, 10),
        message: 'We wait as you asked.',
      },
      version: 1,
    });
    const pausedAt = clock.now().getTime();
    clock.advance('P20D');
    await worker.get(Sweep).run();
    expect(await logOf(caseId)).toEqual(
      expect.arrayContaining(['clock.paused feedback survivor-asked', 'clock.resumed feedback']),
    );
    const [row] = await worker
      .get(Transactions)
      .reader.query<{ state: string; due_at: Date; paused_ms: string }[]>(
        `select state, due_at, paused_ms from clock where case_id = $1 and name = 'feedback'`,
        [caseId],
      );
    const pause = Date.parse(`${until.toISOString().slice(0, 10)}T23:59:59.000Z`) - pausedAt;
    expect(row).toEqual({ state: 'running', due_at: new Date(before + pause), paused_ms: String(pause) });
    expect(await dueAt()).toBe(new Date(before + pause).toISOString());
  });
});

describe('a receipt that nobody acknowledges', () => {
  it('is reminded of, missed, and told upwards, one body at each step, each once', async () => {
    const { caseId } = await file();
    const sweep = worker.get(Sweep);
    clock.advance('P2D');
    await sweep.run();
    expect(await told()).toEqual(['clock-reminder kenya.officer@example.org']);
    clock.advance('P1D');
    await sweep.run();
    await sweep.run();
    expect(await told()).toEqual([
      'clock-reminder kenya.officer@example.org',
      'clock-reminder kenya.officer@example.org',
      'clock-missed kenya.lead@example.org',
    ]);
    clock.advance('P9D');
    await sweep.run();
    expect((await told()).slice(3)).toEqual([
      'clock-escalated africa@example.org',
      'clock-escalated lead@example.org',
      expect.stringMatching(/^clock-escalated /),
    ]);
    expect(await logOf(caseId)).toEqual([
      'clock.reminded receipt-acknowledgement kenya',
      'clock.reminded receipt-acknowledgement kenya',
      'clock.missed receipt-acknowledgement',
      'clock.escalated receipt-acknowledgement africa',
      'clock.escalated receipt-acknowledgement global',
      'clock.escalated receipt-acknowledgement independent-panel',
    ]);
    const letIn = await worker
      .get(Transactions)
      .reader.query<{ slug: string }[]>(
        'select b.slug from case_escalation e join body b on b.id = e.body_id where e.case_id = $1 order by b.slug',
        [caseId],
      );
    expect(letIn.map((row) => row.slug)).toEqual(['africa', 'global', 'independent-panel']);
    const [row] = await worker
      .get(Transactions)
      .reader.query<{ next_clock: string; version: number }[]>(
        'select next_clock, version from cases where id = $1',
        [caseId],
      );
    // Whoever fills in a form about the case is not thrown out by a reminder.
    expect(row).toEqual({ next_clock: 'receipt-acknowledgement', version: 1 });
  });

  it('is told to the next body up where the supervisor is named in the report, and the log says who was passed over', async () => {
    const { caseId } = await file({ keepFrom: ['Kenya Coordinator'] });
    clock.advance('P3D');
    await worker.get(Sweep).run();
    expect(await told()).not.toContain('clock-missed kenya.lead@example.org');
    expect(await told()).toContain('clock-escalated africa@example.org');
    expect(await logOf(caseId)).toEqual([
      'clock.reminded receipt-acknowledgement kenya',
      'clock.reminded receipt-acknowledgement kenya',
      'clock.skipped receipt-acknowledgement person keep-from',
      'clock.skipped receipt-acknowledgement kenya nobody-free',
      'clock.missed receipt-acknowledgement',
      'clock.escalated receipt-acknowledgement africa',
    ]);
  });

  it('leaves a log whose chain holds, and notices that wait for nobody where no mail server is set', async () => {
    const { caseId } = await file();
    clock.advance('P3D');
    await worker.get(Sweep).run();
    const { reader } = worker.get(Transactions);
    const rows = await reader.query<{ seq: number; of: number }[]>(
      `select c.log_seq as seq, (select count(*)::int from audit_entry e where e.case_ref = c.case_ref) as of
       from cases c where c.id = $1`,
      [caseId],
    );
    expect(rows[0]?.seq).toBe(rows[0]?.of);
    await worker.get(Dispatch).run();
    const states = await reader.query<{ state: string }[]>('select distinct state from notice');
    expect(states).toEqual([{ state: 'in-app' }]);
  });
});
