import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Plain } from './say.mjs';

/**
 * One start at a time on one data folder. `killed` says that the one before did not end by itself.
 * Answers `{ killed, release }`.
 */
export function holdAlone(dataDir) {
  const file = join(dataDir, 'start.pid');
  const before = existsSync(file) ? Number.parseInt(readFileSync(file, 'utf8'), 10) : null;
  if (before && before !== process.pid && isStart(before)) {
    throw new Plain(
      `Amends is already running on ${dataDir} (process ${before}): stop that one first, or set DATA_DIR and other ports.`,
    );
  }
  writeFileSync(file, `${process.pid}\n`);
  return { killed: before !== null, release: () => rmSync(file, { force: true }) };
}

function isStart(pid) {
  const listed = `/proc/${pid}/cmdline`;
  if (existsSync('/proc/self/cmdline'))
    return existsSync(listed) && readFileSync(listed, 'utf8').includes('start.mjs');
  return (
    spawnSync('ps', ['-o', 'command=', '-p', String(pid)], { encoding: 'utf8' }).stdout?.includes(
      'start.mjs',
    ) ?? false
  );
}
