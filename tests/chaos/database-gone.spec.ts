import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import { migrate } from '#database/migrate';
import { ownPostgres, type OwnPostgres } from '#testing/own-postgres';
import { expectCodesOpen, expectWhole, readLogs } from './evidence.js';
import { fileOne, Filing } from './filing.js';
import { Programs, until } from './programs.js';

let postgres: OwnPostgres;
let programs: Programs;

beforeAll(async () => {
  postgres = await ownPostgres();
  const { appUrl: url, ownerUrl } = postgres.server;
  await migrate(ownerUrl);
  programs = await Programs.on({ url, ownerUrl });
  programs.start('api');
  await programs.ready();
}, 90_000);

afterAll(async () => {
  await programs.end();
  await postgres.remove();
});

async function asOwner<T>(work: (db: Client) => Promise<T>): Promise<T> {
  const db = new Client({ connectionString: programs.place.ownerUrl });
  await db.connect();
  try {
    return await work(db);
  } finally {
    await db.end();
  }
}

it.each([
  ['killed', (): Promise<void> => postgres.kill()],
  ['stopped', (): Promise<void> => postgres.server.stop()],
])(
  'answers 503 while its database is %s in mid-load, and has lost nothing afterwards',
  async (_how, gone) => {
    const filing = new Filing(programs.api, 8, 5);
    await until('reports come in', () => Promise.resolve(filing.filed.length > 20));
    await gone();
    await sleep(500);
    const refused = await fileOne(programs.api);
    expect(refused?.answer).toEqual({
      status: 503,
      type: 'application/problem+json',
      retryAfter: '5',
      code: 'unavailable',
    });
    const ready = await fetch(`${programs.ops}/health/ready`);
    expect(ready.status).toBe(503);

    await postgres.startAgain();
    const before = filing.filed.length;
    await until('reports come in again', () => Promise.resolve(filing.filed.length > before + 10));
    await filing.stop();
    expect(new Set(filing.answers.map((one) => one.status))).toEqual(new Set([201, 503]));
    expect(filing.answers.filter((one) => one.status === 503 && one.retryAfter === null)).toEqual([]);
    await asOwner((db) => expectWhole(db, filing.filed));
    await expectCodesOpen(programs.api, filing.filed.slice(-5));
  },
  60_000,
);

it('answers 503 when the disk is full, and keeps no half of a report', async () => {
  // PostgreSQL's own answer to a full disk (53100), raised where the largest part of a report is written; a disk of ours
  // cannot be filled without being root.
  await asOwner(async (db) => {
    await db.query(`
      create function disk_full() returns trigger language plpgsql as $$
      begin raise exception 'could not extend file: No space left on device' using errcode = 'disk_full'; end $$;
      create trigger disk_full before insert on audit_opening for each statement execute function disk_full()`);
  });
  const counts =
    'select (select count(*) from cases) as cases, (select count(*) from audit_entry) as entries';
  const before = await asOwner((db) => db.query(counts));
  const refused = await fileOne(programs.api);
  expect(refused?.answer).toMatchObject({ status: 503, retryAfter: '5', code: 'unavailable' });
  const after = await asOwner((db) => db.query(counts));
  expect(after.rows).toEqual(before.rows);

  await asOwner((db) => db.query('drop function disk_full() cascade'));
  const taken = await fileOne(programs.api);
  expect(taken?.answer.status).toBe(201);
});

it('has a log that verifies in every case', async () => {
  await asOwner(async (db) => {
    const { rows } = await db.query<{ id: string }>('select id from cases');
    const logs = await readLogs(programs.api, db);
    expect([...logs.keys()].sort()).toEqual(rows.map(({ id }) => id).sort());
  });
}, 60_000);
