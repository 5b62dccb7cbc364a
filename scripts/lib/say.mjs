/** Output of the two commands: sentences, steps with their durations, and the one error a person can act on. */
export class Plain extends Error {}

export const seconds = (ms) => `${(ms / 1000).toFixed(1)} s`;

export function say(text = '') {
  process.stdout.write(`${text}\n`);
}

/**
 * Shows that `title` is going on until `work` ends: in a terminal on one line, elsewhere a line every ten seconds, so
 * that nobody thinks it hangs. Answers what `work` answers.
 */
export async function progress(title, work) {
  const since = performance.now();
  const terminal = process.stdout.isTTY === true;
  if (!terminal) say(`${title} …`);
  const tick = () => {
    const line = `${title} … ${Math.round((performance.now() - since) / 1000)} s`;
    if (terminal) process.stdout.write(`\r${line}`);
    else say(line);
  };
  if (terminal) tick();
  const timer = setInterval(tick, terminal ? 1000 : 10_000);
  try {
    return await work();
  } finally {
    clearInterval(timer);
    if (terminal) process.stdout.write('\r\u001b[K');
    say(`${title}: ${seconds(performance.now() - since)}`);
  }
}

/** One sentence for what went wrong; anything unforeseen keeps its stack. */
export function sentence(error) {
  if (error instanceof Plain || error?.name === 'EmbeddedError') return error.message;
  if (['EACCES', 'EPERM', 'EROFS'].includes(error?.code) && error.path) {
    return `${error.path} may not be changed by this user: allow it, or run as the user who owns this folder.`;
  }
  if (error?.code === 'ENOSPC') return 'The disk is full: free some room and start again.';
  return error?.stack ?? String(error);
}
