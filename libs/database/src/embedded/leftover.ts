import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { systemCode } from './embedded-error.js';

const FAST_SHUTDOWN_MS = 15_000;

/** The running server's process and state, as PostgreSQL itself writes them in `postmaster.pid` (lines 1 and 8). */
export function readPidFile(cluster: string): { pid: number; ready: boolean } | null {
  const file = join(cluster, 'postmaster.pid');
  if (!existsSync(file)) return null;
  const lines = readFileSync(file, 'utf8').split('\n');
  const pid = Number.parseInt(lines[0] ?? '', 10);
  return Number.isInteger(pid) && pid > 1 ? { pid, ready: lines[7]?.trim() === 'ready' } : null;
}

/** Whether that process id is taken, whoever owns it, if only by a process that has ended and was never reaped. */
function isTaken(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return systemCode(error) === 'EPERM';
  }
}

/** Containers often have no init that reaps orphans: an ended one keeps its number, in state Z. */
function isZombie(pid: number): boolean {
  const stat = `/proc/${String(pid)}/stat`;
  return existsSync(stat) && / Z /.test(readFileSync(stat, 'utf8'));
}

/**
 * Deals with what a killed start left behind: a server that still runs on these files is shut down; a pid file whose
 * number meanwhile belongs to some other program is removed. A pid file of a dead process is left to PostgreSQL, which
 * also looks whether parts of the old server still hold its memory.
 */
export async function clearLeftover(cluster: string): Promise<void> {
  const left = readPidFile(cluster);
  if (!left || !isTaken(left.pid)) return;
  if (!commandOf(left.pid).includes(cluster)) {
    rmSync(join(cluster, 'postmaster.pid'), { force: true });
    return;
  }
  await endProcess(left.pid, ['SIGINT', 'SIGQUIT', 'SIGKILL'], FAST_SHUTDOWN_MS);
}

/** Sends the signals one after the other, each with its time in milliseconds to take effect, until the process is gone. */
export async function endProcess(
  pid: number,
  signals: readonly NodeJS.Signals[],
  patienceMs: number,
): Promise<void> {
  for (const signal of signals) {
    if (isGone(pid)) return;
    process.kill(pid, signal);
    for (const since = performance.now(); performance.now() - since < patienceMs;) {
      if (isGone(pid)) return;
      await sleep(25);
    }
  }
}

function isGone(pid: number): boolean {
  return !isTaken(pid) || isZombie(pid);
}

function commandOf(pid: number): string {
  const listed = `/proc/${String(pid)}/cmdline`;
  if (existsSync(listed)) return readFileSync(listed, 'utf8').replaceAll('\0', ' ');
  return spawnSync('ps', ['-o', 'command=', '-p', String(pid)], { encoding: 'utf8' }).stdout;
}
