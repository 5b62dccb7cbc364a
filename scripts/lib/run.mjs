import { spawn } from 'node:child_process';
import { root } from './paths.mjs';

/** Process groups that this program started and that have not ended. */
const running = new Set();

/**
 * Runs a program in its own process group, so that a signal reaches all that it starts in turn, and keeps what it
 * prints. Ends with `{ code, output }`; a signal or a program that is not there counts as code 1.
 */
export function run(command, args, { env = {}, cwd = root } = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd,
      detached: true,
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const parts = [];
    child.stdout.on('data', (part) => parts.push(part));
    child.stderr.on('data', (part) => parts.push(part));
    if (child.pid !== undefined) running.add(child.pid);
    const end = (code, extra = '') => {
      running.delete(child.pid);
      resolve({ code, output: Buffer.concat(parts).toString('utf8') + extra });
    };
    child.once('error', (error) => end(1, `${command}: ${error.message}`));
    child.once('close', (code, signal) => end(code ?? 1, signal ? `\nended by ${signal}` : ''));
  });
}

/** `run` with this very Node. */
export const runNode = (args, options) => run(process.execPath, args, options);

/** Ends everything that `run` started and that still runs. */
export async function endAll() {
  for (const [signal, patience] of [
    ['SIGTERM', 5000],
    ['SIGKILL', 1000],
  ]) {
    for (const group of running) signalGroup(group, signal);
    for (const since = performance.now(); running.size > 0 && performance.now() - since < patience;) {
      await new Promise((done) => setTimeout(done, 50));
    }
  }
}

function signalGroup(group, signal) {
  try {
    process.kill(-group, signal);
  } catch {
    running.delete(group); // gone already
  }
}
