import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { connect, createServer, type AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

const READY_WITHIN_MS = 10_000;

/** As many as there may be test files in one run; each takes one. */
const DATABASES = 1024;

export interface RedisServer {
  url: string;
  port: number;
  pid: number;
  /** Ends it; nothing it held is kept. */
  stop(): Promise<void>;
}

/**
 * Starts the machine's redis-server on the loopback address, keeping nothing on disk. Without `port` on a free one.
 * `onSpawn` is told the process as soon as there is one.
 */
export async function startRedisServer(port?: number, onSpawn?: (pid: number) => void): Promise<RedisServer> {
  const chosen = port ?? (await freePort());
  const args = [
    '--port',
    String(chosen),
    '--bind',
    '127.0.0.1',
    '--databases',
    String(DATABASES),
    '--save',
    '',
  ];
  // its title would be written over its environment, by which scripts/lib/leftovers.mjs finds it
  const child = spawn(
    'redis-server',
    [...args, '--appendonly', 'no', '--dir', '/', '--set-proc-title', 'no'],
    {
      detached: true,
      stdio: 'ignore',
    },
  );
  if (child.pid !== undefined) onSpawn?.(child.pid);
  const failed = new Promise<never>((_resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => {
      reject(new Error(`redis-server ended with exit code ${String(code)}.`));
    });
  });
  failed.catch(() => undefined);
  await Promise.race([failed, untilListening(chosen)]);
  const { pid } = child;
  if (pid === undefined) throw new Error('redis-server cannot be run.');
  return {
    url: `redis://127.0.0.1:${String(chosen)}`,
    port: chosen,
    pid,
    stop: async () => {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const gone = once(child, 'exit');
      child.kill('SIGKILL');
      await gone;
    },
  };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

async function untilListening(port: number): Promise<void> {
  for (const since = performance.now(); performance.now() - since < READY_WITHIN_MS;) {
    const socket = connect(port, '127.0.0.1');
    const open = await Promise.race([
      once(socket, 'connect').then(
        () => true,
        () => false,
      ),
      sleep(1000, false),
    ]);
    socket.destroy();
    if (open) return;
    await sleep(25);
  }
  throw new Error(`redis-server does not listen on port ${String(port)}.`);
}
