import { Redis } from 'ioredis';
import { startRedisServer, type RedisServer } from '#testing/redis-server';
import { freshDatabase, type TestDatabase } from '#testing/test-database';
import type { Filed } from '#testing/test-app';
import { expectStepsOnce, expectWhole, readLogs } from './evidence.js';
import { fileOne } from './filing.js';
import { freePort, Programs, until } from './programs.js';

const START = '2026-11-23T09:00:00Z';

let port: number;
let redis: RedisServer;
let database: TestDatabase;
let programs: Programs;
const filed: Filed[] = [];

beforeAll(async () => {
  port = await freePort();
  redis = await startRedisServer(port);
  database = await freshDatabase();
  programs = await Programs.on(database, {
    AMENDS_CLOCK: START,
    REDIS_URL: `redis://127.0.0.1:${String(port)}`,
  });
  programs.start('api');
  programs.start('worker');
  await programs.ready();
}, 60_000);

afterAll(async () => {
  await programs.end();
  await redis.stop();
  await database.drop();
});

async function file(): Promise<void> {
  const got = await fileOne(programs.api);
  expect(got?.answer.status).toBe(201);
  if (got?.filed) filed.push(got.filed);
}

async function steps(): Promise<number> {
  const { rows } = await programs.owner.query<{ n: number }>('select count(*)::int as n from clock_step');
  return rows[0]?.n ?? -1;
}

const allFired = (): Promise<void> =>
  until('everything due has fired', async () => (await programs.outstanding()) === 0);

it('moves the clock of all programs, and fires what that makes due', async () => {
  await file();
  expect(await steps()).toBe(0);
  await programs.advance('P2D');
  expect(new Date(await programs.now()).getTime()).toBeGreaterThanOrEqual(Date.parse(START) + 2 * 86_400_000);
  await allFired();
  // The worker's own clock moved too: it fired what only its own reckoning could find due.
  expect(await steps()).toBeGreaterThan(0);
});

it('takes reports while the queue is down, and fires what was due once it is back', async () => {
  await redis.stop();
  const before = await steps();
  await file();
  await programs.advance('P7D');
  await file();
  const { dependencies } = (await (await fetch(`${programs.ops}/health/ready`)).json()) as {
    dependencies: { database: string; queue: string };
  };
  expect(dependencies).toEqual({ database: 'up', queue: 'down' });
  expect(await steps()).toBe(before);
  expect(await programs.outstanding()).toBeGreaterThan(0);
  expect([programs.runs('api'), programs.runs('worker')]).toEqual([true, true]);

  redis = await startRedisServer(port);
  await allFired();
  expect(await steps()).toBeGreaterThan(before);
}, 60_000);

it('goes on after the queue was emptied', async () => {
  const client = new Redis(port);
  await client.flushall();
  await client.quit();
  const before = await steps();
  await file();
  await programs.advance('P7D');
  await allFired();
  expect(await steps()).toBeGreaterThan(before);
}, 60_000);

it('has fired each step once through all of it', async () => {
  await expectWhole(programs.owner, filed);
  const fired = await expectStepsOnce(programs.owner, await readLogs(programs.api, programs.owner));
  expect(Math.min(...Object.values(fired))).toBeGreaterThan(0);
}, 60_000);
