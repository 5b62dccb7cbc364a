import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { untilAnswering } from './answering.mjs';
import { inRoot } from './paths.mjs';

async function freePort() {
  const server = createServer();
  await new Promise((listening) => server.listen(0, '127.0.0.1', listening));
  const { port } = server.address();
  await new Promise((closed) => server.close(closed));
  return port;
}

/** `npm start` with a fresh data folder, free ports and a fixed time. Answers where it is and what ends it. */
export async function startInstance(password) {
  const dataDir = mkdtempSync(join(tmpdir(), 'amends-pictures-'));
  const ports = { WEB_PORT: await freePort(), API_PORT: await freePort(), OPS_PORT: await freePort() };
  const texts = Object.fromEntries(Object.entries(ports).map(([name, port]) => [name, String(port)]));
  const program = spawn('npm', ['start'], {
    cwd: inRoot(),
    detached: true,
    stdio: ['ignore', 'inherit', 'inherit'],
    env: {
      ...process.env,
      ...texts,
      DATA_DIR: dataDir,
      AMENDS_CLOCK: '2026-11-23T08:00:00Z',
      AMENDS_DEMO_PASSWORD: password,
      RATE_LIMIT: '1000000',
    },
  });
  const ended = new Promise((done) => program.once('exit', done));
  const stop = async () => {
    if (program.exitCode === null) process.kill(-program.pid, 'SIGTERM');
    await ended;
    rmSync(dataDir, { recursive: true, force: true });
  };
  try {
    await Promise.race([
      untilAnswering({ host: '127.0.0.1', ports }),
      ended.then(() => Promise.reject(new Error('The instance ended before it answered.'))),
    ]);
  } catch (error) {
    await stop();
    throw error;
  }
  return {
    web: `http://127.0.0.1:${texts.WEB_PORT}`,
    api: `http://127.0.0.1:${texts.API_PORT}/api/v1`,
    stop,
  };
}
