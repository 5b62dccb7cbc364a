import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';
import { EmbeddedError } from './embedded-error.js';

/** Below the ports that systems hand out to outgoing connections, so that a remembered one stays free. */
const FIRST = 15432;
const LAST = 15631;

/** Whether nothing listens on that port of the loopback address. */
export function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => {
      resolve(false);
    });
    server.listen({ port, host: '127.0.0.1', exclusive: true }, () => {
      server.close(() => {
        resolve(true);
      });
    });
  });
}

/** `wanted` where it is free, else some free port of the range: two who choose at once rarely choose the same. @throws EmbeddedError where all are taken */
export async function choosePort(wanted: number | undefined): Promise<number> {
  if (wanted !== undefined && (await isFree(wanted))) return wanted;
  const span = LAST - FIRST + 1;
  const start = randomInt(span);
  for (let step = 0; step < span; step += 1) {
    const port = FIRST + ((start + step) % span);
    if (await isFree(port)) return port;
  }
  throw new EmbeddedError(
    `Every port from ${String(FIRST)} to ${String(LAST)} is in use: free one, or give a free one in POSTGRES_PORT.`,
  );
}
