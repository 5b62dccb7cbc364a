import { existsSync, readdirSync, readFileSync } from 'node:fs';

const MARK = 'AMENDS_TEST_RUN';

/** Marks this program's environment, which everything it starts inherits. */
export function markRun() {
  process.env[MARK] = `${process.pid}-${Math.random().toString(36).slice(2)}`;
}

/**
 * Kills every process that carries this run's mark, and answers their commands: a test that leaves a process behind
 * has a fault. Without /proc (not Linux) nothing can be looked up.
 */
export async function killLeftovers() {
  // what was just ended may need a moment to be gone
  for (let round = 0; round < 20 && marked().length > 0; round += 1)
    await new Promise((done) => setTimeout(done, 100));
  return marked().map(({ pid, command }) => {
    try {
      process.kill(pid, 'SIGKILL');
    } catch {
      // gone by itself
    }
    return `${command} (process ${pid})`;
  });
}

function marked() {
  if (!existsSync('/proc/self/environ')) return [];
  const wanted = `${MARK}=${process.env[MARK]}`;
  return readdirSync('/proc').flatMap((name) => {
    const pid = Number(name);
    if (!Number.isInteger(pid) || pid === process.pid) return [];
    try {
      if (!readFileSync(`/proc/${name}/environ`, 'utf8').split('\0').includes(wanted)) return [];
      return [
        {
          pid,
          command: readFileSync(`/proc/${name}/cmdline`, 'utf8').replaceAll('\0', ' ').trim().slice(0, 160),
        },
      ];
    } catch {
      return []; // ended meanwhile, or another user's
    }
  });
}
