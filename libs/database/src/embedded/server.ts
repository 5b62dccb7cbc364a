import { spawn, type ChildProcess } from 'node:child_process';
import { closeSync, mkdirSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Account } from './account.js';
import { programs } from './binaries.js';
import { EmbeddedError } from './embedded-error.js';
import { endProcess, readPidFile } from './leftover.js';

/** Recovery after a crash can take this long. Milliseconds. */
const READY_WITHIN_MS = 120_000;
/** Parts of a killed server may hold its files for this long. Milliseconds. */
const RETRY_FOR_MS = 10_000;
export const STOP_WITHIN_MS = 20_000;

export class PortTaken extends EmbeddedError {}

/** What is run, and where it writes. */
export interface Launch {
  home: string;
  cluster: string;
  account: Account;
  log: string;
  args: readonly string[];
  onSpawn: ((pid: number) => void) | undefined;
}

/**
 * Runs the server and ends when it takes connections.
 * @throws PortTaken, and EmbeddedError with what PostgreSQL says for anything else
 */
export async function launch(what: Launch): Promise<ChildProcess & { pid: number }> {
  const retryUntil = performance.now() + RETRY_FOR_MS;
  for (;;) {
    const child = spawnServer(what);
    what.onSpawn?.(child.pid);
    if (await becomesReady(child, what.cluster)) return child;
    const said = lastFatal(what.log);
    if (/TCP\/IP sockets/.test(said))
      throw new PortTaken('The port of the embedded PostgreSQL is in use: set POSTGRES_PORT to a free one.');
    const passing = /lock file|shared memory block/.test(said);
    if (passing && performance.now() < retryUntil) {
      await sleep(200);
      continue;
    }
    throw new EmbeddedError(`The embedded PostgreSQL did not start: ${said || `see ${what.log}.`}`);
  }
}

function spawnServer({ home, cluster, account, log, args }: Launch): ChildProcess & { pid: number } {
  mkdirSync(join(log, '..'), { recursive: true });
  const output = openSync(log, 'w', 0o600);
  try {
    const child = spawn(programs(home).postgres, args, {
      ...account,
      cwd: cluster,
      detached: true,
      stdio: ['ignore', output, output],
      env: { PATH: process.env['PATH'] ?? '', LC_ALL: 'C', TZ: 'UTC', ...runMark() },
    });
    child.once('error', () => undefined);
    if (child.pid === undefined)
      throw new EmbeddedError(`${programs(home).postgres} cannot be run on this machine.`);
    return Object.assign(child, { pid: child.pid });
  } finally {
    closeSync(output);
  }
}

/** Lets scripts/test.mjs find what a run of the tests left behind. */
function runMark(): Record<string, string> {
  const mark = process.env['AMENDS_TEST_RUN'];
  return mark === undefined ? {} : { AMENDS_TEST_RUN: mark };
}

async function becomesReady(child: ChildProcess & { pid: number }, cluster: string): Promise<boolean> {
  for (const since = performance.now(); performance.now() - since < READY_WITHIN_MS;) {
    if (child.exitCode !== null || child.signalCode !== null) return false;
    const state = readPidFile(cluster);
    if (state?.pid === child.pid && state.ready) return true;
    await sleep(15);
  }
  await endProcess(child.pid, ['SIGQUIT', 'SIGKILL'], STOP_WITHIN_MS);
  return false;
}

function lastFatal(log: string): string {
  const lines = readFileSync(log, 'utf8').split('\n');
  const fatal =
    lines.findLast((line) => /FATAL|PANIC|could not/.test(line)) ?? lines.findLast((line) => line !== '');
  return fatal?.replace(/^.*?(FATAL|PANIC|LOG):\s*/, '') ?? '';
}
