import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { temporaryFolder } from '#testing/temporary-folder';
import { freePort, until } from './programs.js';

const folder = temporaryFolder();
let ports: { WEB_PORT: string; API_PORT: string; OPS_PORT: string };

beforeAll(async () => {
  const [web, api, ops] = [await freePort(), await freePort(), await freePort()];
  ports = { WEB_PORT: String(web), API_PORT: String(api), OPS_PORT: String(ops) };
});

afterAll(() => {
  folder.remove();
});

interface Start {
  child: ChildProcess;
  output: () => string;
  ended: Promise<number | null>;
}

function start(): Start {
  const child = spawn(process.execPath, [join('scripts', 'start.mjs')], {
    env: { ...process.env, ...ports, NODE_OPTIONS: '', DATA_DIR: folder.path },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const parts: Buffer[] = [];
  child.stdout.on('data', (part: Buffer) => parts.push(part));
  child.stderr.on('data', (part: Buffer) => parts.push(part));
  const ended = once(child, 'exit').then(([code]) => code as number | null);
  return { child, output: () => Buffer.concat(parts).toString('utf8'), ended };
}

/** Processes whose environment or arguments name this test's data folder, by what they run. */
function processes(): string[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && name !== String(process.pid))
    .flatMap((pid) => {
      try {
        const of = (file: string): string => readFileSync(join('/proc', pid, file), 'utf8');
        const isOurs = `${of('environ')}\0${of('cmdline')}`.includes(folder.path);
        const isDead = of('status').includes('State:\tZ');
        return isOurs && !isDead ? [of('cmdline').replaceAll('\0', ' ')] : [];
      } catch {
        return []; // it has ended meanwhile
      }
    });
}

async function running(): Promise<Start> {
  const started = start();
  const over = started.ended.then(() => {
    throw new Error(`It ended: ${started.output()}`);
  });
  const answering = until(
    'it runs',
    () => Promise.resolve(started.output().includes('Amends is running')),
    90_000,
  );
  await Promise.race([answering, over]);
  over.catch(() => undefined);
  return started;
}

it('starts, ends with Ctrl-C leaving no process, and starts again on the same data', async () => {
  for (const _time of ['first', 'second']) {
    const { child, ended, output } = await running();
    expect((await fetch(`http://127.0.0.1:${ports.OPS_PORT}/health/ready`)).status).toBe(200);
    expect((await fetch(`http://127.0.0.1:${ports.WEB_PORT}/`)).status).toBe(200);
    expect(processes().length).toBeGreaterThan(4);
    child.kill('SIGINT');
    expect([await ended, output()]).toEqual([0, expect.not.stringContaining('Error')]);
    await until('every process has ended', () => Promise.resolve(processes().length === 0), 15_000);
  }
}, 180_000);

it('says in one sentence that a port is in use', async () => {
  const other = createServer().listen(Number(ports.API_PORT), '127.0.0.1');
  await once(other, 'listening');
  try {
    const { ended, output } = start();
    expect(await ended).toBe(1);
    expect(output().trim().split('\n')).toEqual([
      expect.stringMatching(new RegExp(`^.*${ports.API_PORT}.*\\.$`)),
    ]);
    expect(processes()).toEqual([]);
  } finally {
    other.close();
  }
}, 60_000);
