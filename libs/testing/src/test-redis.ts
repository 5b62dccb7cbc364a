import { Redis } from 'ioredis';

export interface TestRedis {
  /** Address of a database of one's own on the run's server. */
  url: string;
  /** Empties it. */
  drop(): Promise<void>;
}

/** An empty Redis database that no other test file uses, on the server that the run's global set-up started. */
export async function freshRedis(): Promise<TestRedis> {
  const server = process.env['AMENDS_TEST_REDIS_URL'];
  if (server === undefined) {
    throw new Error(
      'AMENDS_TEST_REDIS_URL is not set: only test projects with servers (jest.config.mjs) have a Redis.',
    );
  }
  const counter = new Redis(server);
  const index = await counter.incr('amends-test-databases');
  await counter.quit();
  const url = `${server}/${String(index)}`;
  const empty = async (): Promise<void> => {
    const client = new Redis(url);
    await client.flushdb();
    await client.quit();
  };
  await empty();
  return { url, drop: empty };
}
