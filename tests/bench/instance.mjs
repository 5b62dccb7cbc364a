import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { chmodSync, closeSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { inRoot } from '../../scripts/lib/paths.mjs';
import { programs } from '../../scripts/lib/programs.mjs';
import { startReaper } from '../../scripts/lib/reaper.mjs';
import { runNode } from '../../scripts/lib/run.mjs';

const READY_WITHIN_MS = 30_000;
/** The pool that both the API and the floor have: the product's default. */
export const POOL = 10;
const NO_LIMIT = '1000000000';

async function freePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  server.close();
  await once(server, 'close');
  return port;
}

async function untilAnswering(url, child) {
  for (const until = performance.now() + READY_WITHIN_MS; performance.now() < until; await sleep(50)) {
    if (child.exitCode !== null)
      throw new Error(`A program of the bench ended with exit code ${child.exitCode}.`);
    const answered = await fetch(url).then(
      () => true,
      () => false,
    );
    if (answered) return;
  }
  throw new Error(`${url} does not answer.`);
}

/**
 * The real thing in a folder of its own: embedded PostgreSQL as `npm start` runs it (durable), the demonstration network,
 * the API from dist; and the floor beside it on the same database. `stop` ends and removes all of it.
 */
export async function startInstance() {
  const dataDir = mkdtempSync(join(tmpdir(), 'amends-bench-'));
  chmodSync(dataDir, 0o711);
  const reaper = startReaper();
  const children = [];
  let postgres = null;
  const tell = () =>
    reaper.watch(
      children.map(({ pid }) => pid),
      postgres?.pid,
    );
  const stop = async () => {
    for (const child of children) {
      if (child.exitCode !== null || child.signalCode !== null) continue;
      child.kill('SIGTERM');
      await once(child, 'exit');
    }
    await postgres?.stop();
    await reaper.release();
    rmSync(dataDir, { recursive: true, force: true });
  };
  try {
    const { startEmbeddedPostgres } = await import(
      pathToFileURL(inRoot('dist', 'libs', 'database', 'src', 'embedded', 'embedded-postgres.js')).href
    );
    postgres = await startEmbeddedPostgres({ dataDir });
    tell();
    const password = randomBytes(12).toString('hex');
    const env = {
      DATA_DIR: dataDir,
      DATABASE_URL: postgres.appUrl,
      DATABASE_OWNER_URL: postgres.ownerUrl,
      DATABASE_POOL: String(POOL),
      AMENDS_DEMO_PASSWORD: password,
      RATE_LIMIT: NO_LIMIT,
      LOG_LEVEL: 'warn',
    };
    const migrated = await runNode(
      [inRoot('dist', 'apps', 'cli', 'src', 'main.js'), 'migrate', '--seed-demo'],
      { env },
    );
    if (migrated.code !== 0) throw new Error(migrated.output);

    const [apiPort, opsPort, floorPort] = [await freePort(), await freePort(), await freePort()];
    // Exactly as `npm start` runs it; the floor with the same settings of Node.
    const ports = { API_PORT: apiPort, OPS_PORT: opsPort, WEB_PORT: 0 };
    const shipped = programs({ dataDir, host: '127.0.0.1', ports }).api({ app: postgres.appUrl });
    const start = (name, args, more = {}) => {
      const log = openSync(join(dataDir, 'logs', `${name}.log`), 'a');
      const child = spawn(process.execPath, args, {
        cwd: inRoot(),
        env: { ...shipped.env, ...env, ...more },
        stdio: ['ignore', log, log],
      });
      closeSync(log);
      children.push(child);
      tell();
      return child;
    };
    const api = start('api', shipped.args);
    const floor = start('floor', [...shipped.args.slice(0, -1), inRoot('tests', 'bench', 'floor.mjs')], {
      PORT: String(floorPort),
    });
    await untilAnswering(`http://127.0.0.1:${opsPort}/health/ready`, api);
    await untilAnswering(`http://127.0.0.1:${floorPort}/`, floor);
    return {
      api: `http://127.0.0.1:${apiPort}/api/v1`,
      floor: `http://127.0.0.1:${floorPort}`,
      ownerUrl: postgres.ownerUrl,
      superuserUrl: postgres.superuserUrl,
      password,
      pids: { api: api.pid, floor: floor.pid, postgres: postgres.pid },
      stop,
      said: (name) => readFileSync(join(dataDir, 'logs', `${name}.log`), 'utf8'),
    };
  } catch (error) {
    await stop();
    throw error;
  }
}
