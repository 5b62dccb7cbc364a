import { spawn } from 'node:child_process';

// A process that has ended but that nobody reaps (containers without an init) counts as gone.
const SCRIPT = `
runs() { kill -0 $1 2>/dev/null && ! grep -q '^State:.Z' /proc/$1/status 2>/dev/null; }
while IFS='|' read -r kids database; do k=$kids; d=$database; done
[ -n "$k" ] && kill -TERM $k 2>/dev/null
if [ -n "$k$d" ]; then
  for i in 1 2 3 4 5 6 7 8 9 10; do
    left=; for p in $k; do runs $p && left=1; done
    [ -z "$left" ] && break; sleep 0.5
  done
  [ -n "$k" ] && kill -KILL $k 2>/dev/null
  [ -n "$d" ] && kill -INT $d 2>/dev/null
fi`;

/**
 * A shell of one megabyte that outlives this program by a moment: however this program ends, kill -9 included, the
 * shell's input closes, and it then ends the programs and the database that were last named to it.
 */
export function startReaper() {
  if (process.platform === 'win32') return { watch: () => undefined, release: async () => undefined };
  const shell = spawn('/bin/sh', ['-c', SCRIPT], {
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
    cwd: '/',
  });
  shell.on('error', () => undefined);
  shell.stdin.on('error', () => undefined);
  shell.unref();
  shell.stdin.unref?.();
  return {
    /** Names the processes to end, in place of those named before. */
    watch: (programs, database) => shell.stdin.write(`${programs.join(' ')}|${database ?? ''}\n`),
    /** Ends the shell, and with it whatever is still named. */
    release: () =>
      new Promise((resolve) => {
        shell.ref();
        shell.once('exit', resolve);
        if (shell.exitCode !== null || shell.signalCode !== null) resolve();
        shell.stdin.end();
      }),
  };
}
