import { setTimeout as sleep } from 'node:timers/promises';
import { Logger } from '@nestjs/common';
import { Redis } from 'ioredis';
import { Client } from 'pg';
import { Environment } from '#config/environment';
import type { Sweep } from '#deadlines/sweep';
import { migrateQueue } from '#deadlines/queue-schema';
import { Wake } from '#deadlines/wake';
import type { Dispatch } from '#notices/dispatch';
import { startRedisServer } from '#testing/redis-server';
import { freshDatabase, type TestDatabase } from '#testing/test-database';
import { freshRedis, type TestRedis } from '#testing/test-redis';
import { JobRunner } from './job-runner.service.js';
import { NoticesProcessor } from './notices.processor.js';
import { SweepProcessor } from './sweep.processor.js';

interface Running {
  counts: { sweeps: number; notices: number };
  stop(): Promise<void>;
}

let database: TestDatabase;
let redis: TestRedis;

beforeAll(async () => {
  Logger.overrideLogger(false);
  database = await freshDatabase();
  redis = await freshRedis();
  await migrateQueue(database.ownerUrl);
});

afterAll(async () => {
  await redis.drop();
  await database.drop();
});

function environment(more: NodeJS.ProcessEnv): Environment {
  return Environment.load({ NODE_ENV: 'test', DATABASE_URL: database.url, ...more });
}

/** The runner, with work that only counts how often it was asked for. */
function start(env: Environment): Running {
  const counts = { sweeps: 0, notices: 0 };
  const sweep = {
    run: () => {
      counts.sweeps += 1;
      return Promise.resolve(0);
    },
  };
  const dispatch = {
    run: () => {
      counts.notices += 1;
      return Promise.resolve({ sent: 0, failed: 0 });
    },
  };
  const runner = new JobRunner(
    env,
    new SweepProcessor(sweep as unknown as Sweep),
    new NoticesProcessor(dispatch as unknown as Dispatch),
  );
  runner.onApplicationBootstrap();
  return { counts, stop: () => runner.beforeApplicationShutdown() };
}

async function until(condition: () => boolean, withinMs = 20_000): Promise<void> {
  const since = performance.now();
  while (!condition()) {
    if (performance.now() - since > withinMs) throw new Error('It did not come about in time.');
    await sleep(25);
  }
}

/** Ends every connection to a database, as a restarted server does, and says how many there were. */
async function endConnections(url: string): Promise<number> {
  const superuser = new Client({ connectionString: process.env['AMENDS_TEST_SUPERUSER_URL'] });
  await superuser.connect();
  try {
    const ended = await superuser.query(
      'select pg_terminate_backend(pid) from pg_stat_activity where datname = $1',
      [new URL(url).pathname.slice(1)],
    );
    return ended.rowCount ?? 0;
  } finally {
    await superuser.end();
  }
}

describe.each([
  ['PostgreSQL', () => ({})],
  ['Redis', () => ({ REDIS_URL: redis.url })],
])('the queue on %s', (_, place) => {
  it('does both jobs again and again', async () => {
    const running = start(environment({ ...place(), SWEEP_EVERY_MS: '200' }));
    try {
      await until(() => running.counts.sweeps >= 3 && running.counts.notices >= 3);
    } finally {
      await running.stop();
    }
  });

  it('is woken at once, long before its regular time', async () => {
    const env = environment({ ...place(), SWEEP_EVERY_MS: '600000' });
    const running = start(env);
    const wake = new Wake(env);
    try {
      // The regular jobs run once when they are put in.
      await until(() => running.counts.sweeps >= 1 && running.counts.notices >= 1);
      const before = { ...running.counts };
      for (let times = 0; times < 100; times += 1) wake.soon();
      await until(
        () => running.counts.sweeps > before.sweeps && running.counts.notices > before.notices,
        5_000,
      );
      // A hundred calls in a row are one or two wake-ups, not a hundred.
      await sleep(1_500);
      expect(running.counts.sweeps - before.sweeps).toBeLessThan(5);
    } finally {
      await wake.onApplicationShutdown();
      await running.stop();
    }
  });

  it('does nothing more once it has stopped', async () => {
    const running = start(environment({ ...place(), SWEEP_EVERY_MS: '100' }));
    await until(() => running.counts.sweeps >= 1);
    await running.stop();
    const { sweeps } = running.counts;
    await sleep(500);
    expect(running.counts.sweeps).toBe(sweeps);
  });
});

describe('when the queue is not there', () => {
  it('waking neither fails nor waits', async () => {
    const wake = new Wake(environment({ REDIS_URL: 'redis://127.0.0.1:1' }));
    const since = performance.now();
    for (let times = 0; times < 1_000; times += 1) wake.soon();
    expect(performance.now() - since).toBeLessThan(100);
    await sleep(1_000);
    await wake.onApplicationShutdown();
  });

  it('goes on by itself when Redis comes back, and when it was emptied', async () => {
    const first = await startRedisServer();
    const running = start(environment({ REDIS_URL: first.url, SWEEP_EVERY_MS: '200' }));
    try {
      await until(() => running.counts.sweeps >= 1);
      await first.stop();
      await sleep(1_000);
      const gone = running.counts.sweeps;

      const second = await startRedisServer(first.port);
      try {
        await until(() => running.counts.sweeps > gone + 1, 30_000);
        const client = new Redis(second.url);
        await client.flushall();
        await client.quit();
        await sleep(300);
        const emptied = running.counts.sweeps;
        await until(() => running.counts.sweeps > emptied + 1, 20_000);
      } finally {
        await running.stop();
        await second.stop();
      }
    } finally {
      await running.stop();
      await first.stop();
    }
  }, 90_000);

  it('starts by itself once the schema of the queue is there, and outlives its connections', async () => {
    const own = await freshDatabase();
    const running = start(environment({ DATABASE_URL: own.url, SWEEP_EVERY_MS: '200' }));
    try {
      await sleep(1_500);
      expect(running.counts.sweeps).toBe(0);
      await migrateQueue(own.ownerUrl);
      await until(() => running.counts.sweeps >= 1);

      expect(await endConnections(own.url)).toBeGreaterThan(2);
      const before = running.counts.sweeps;
      await until(() => running.counts.sweeps > before + 1, 60_000);
    } finally {
      await running.stop();
      await own.drop();
    }
  }, 90_000);
});

describe('migrateQueue', () => {
  it('can be run again, and by several at once', async () => {
    const own = await freshDatabase();
    try {
      await Promise.all([migrateQueue(own.ownerUrl), migrateQueue(own.ownerUrl)]);
      await migrateQueue(own.ownerUrl);
    } finally {
      await own.drop();
    }
  });
});
