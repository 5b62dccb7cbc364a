import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadEmbedded, loadRedisServer } from './load-typescript.mjs';
import { startReaper } from './reaper.mjs';

/**
 * PostgreSQL and, where `redis` says so, Redis for one run of the tests, in a folder of their own that goes with them.
 * Answers the variables that libs/testing reads, and how to stop; kill -9 of this program ends them too.
 */
export async function startTestServers({ redis }) {
  const [{ startEmbeddedPostgres }, { startRedisServer }] = await Promise.all([
    loadEmbedded(),
    loadRedisServer(),
  ]);
  const dataDir = mkdtempSync(join(tmpdir(), 'amends-test-'));
  chmodSync(dataDir, 0o711);
  const reaper = startReaper();
  const stops = [() => rmSync(dataDir, { recursive: true, force: true }), () => reaper.release()];
  const stop = async () => {
    while (stops.length > 0) await stops.pop()();
  };
  const pids = { redis: [], postgres: undefined };
  const named = (name, pid) => {
    pids[name] = pid;
    reaper.watch(pids.redis, pids.postgres);
  };
  try {
    const onSpawn = (pid) => named('postgres', pid);
    const postgres = await startEmbeddedPostgres({ dataDir, durable: false, maxConnections: 300, onSpawn });
    stops.push(() => postgres.stop().then(() => named('postgres', undefined)));
    const cache = redis ? await startRedisServer(undefined, (pid) => named('redis', [pid])) : null;
    if (cache) stops.push(() => cache.stop().then(() => named('redis', [])));
    const env = {
      AMENDS_TEST_SUPERUSER_URL: postgres.superuserUrl,
      AMENDS_TEST_OWNER_URL: postgres.ownerUrl,
      AMENDS_TEST_APP_URL: postgres.appUrl,
      ...(cache ? { AMENDS_TEST_REDIS_URL: cache.url } : {}),
    };
    return { env, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}
