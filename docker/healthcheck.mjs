/**
 * Run by the images' HEALTHCHECK as `node docker/healthcheck.mjs api|worker|web`. Ends with 0 when that program does its
 * work, with 1 and one sentence when it does not. No secret and nothing about a case is printed.
 */
import { readFileSync } from 'node:fs';

const PATIENCE_MS = 4000;
/** The worker looks every few seconds. A clock that has wanted looking at for longer than this means that nobody looks. */
const LONGEST_WAIT = '2 minutes';

async function answers(url) {
  const { status } = await fetch(url, { signal: AbortSignal.timeout(PATIENCE_MS) });
  if (status !== 200) throw new Error(`${new URL(url).pathname} answers ${status}`);
}

/** The worker listens nowhere: whether it works is seen in what it leaves undone. */
async function nothingLeftUndone() {
  const { Client } = await import('pg');
  const file = process.env.DATABASE_URL_FILE;
  const client = new Client({
    connectionString: process.env.DATABASE_URL ?? readFileSync(file, 'utf8').trim(),
    connectionTimeoutMillis: PATIENCE_MS,
    statement_timeout: PATIENCE_MS,
    application_name: 'amends-healthcheck',
    options: '-c role=amends_app',
  });
  await client.connect();
  try {
    const { rows } = await client.query(
      `select count(*)::int as left_undone from clock where wake_at < now() - interval '${LONGEST_WAIT}'`,
    );
    if (rows[0].left_undone > 0)
      throw new Error(`clocks waiting for more than ${LONGEST_WAIT}: ${rows[0].left_undone}`);
  } finally {
    await client.end();
  }
}

const checks = {
  api: () => answers(`http://127.0.0.1:${process.env.OPS_PORT ?? 8082}/health/ready`),
  web: () => answers(`http://127.0.0.1:${process.env.WEB_PORT ?? 8080}/health/live`),
  worker: nothingLeftUndone,
};

try {
  const check = checks[process.argv[2]];
  if (check === undefined) throw new Error('say which: api, worker or web');
  await check();
} catch (error) {
  console.error(`not healthy: ${error.message}`);
  process.exitCode = 1;
}
