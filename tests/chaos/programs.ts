import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import { migrateQueue } from '#deadlines/queue-schema';
import { temporaryFolder } from '#testing/temporary-folder';
import { PASSWORD } from '#testing/test-app';

export type ProgramName = 'api' | 'worker';

const READY_WITHIN_MS = 30_000;

/** A free port of the loopback address. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

/** Waits until `done` says so. Errors on the way (a server that is away) count as not yet. */
export async function until(
  what: string,
  done: () => Promise<boolean>,
  withinMs = READY_WITHIN_MS,
): Promise<void> {
  const since = performance.now();
  while (performance.now() - since < withinMs) {
    if (await done().catch(() => false)) return;
    await sleep(50);
  }
  throw new Error(`Not in time: ${what}.`);
}

export interface Place {
  /** As the programs connect. */
  url: string;
  ownerUrl: string;
}

/**
 * The programs as they are shipped (dist), each a process of its own, on a migrated database into which the demonstration
 * network is put. They can be killed and started again as often as a test likes.
 */
export class Programs {
  readonly owner: Client;
  private readonly folder = temporaryFolder();
  private readonly running = new Map<ProgramName, ChildProcess>();

  private constructor(
    readonly place: Place,
    private readonly env: Record<string, string>,
    readonly api: string,
    readonly ops: string,
  ) {
    this.owner = new Client({ connectionString: place.ownerUrl });
    // A server that is killed ends this connection too; whoever needs it connects anew.
    this.owner.on('error', () => undefined);
  }

  static async on(place: Place, more: Record<string, string> = {}): Promise<Programs> {
    const [apiPort, opsPort] = [String(await freePort()), String(await freePort())];
    const env = {
      API_PORT: apiPort,
      OPS_PORT: opsPort,
      DATABASE_URL: place.url,
      AMENDS_MASTER_KEY: Buffer.alloc(32, 7).toString('base64'),
      AMENDS_DEMO_PASSWORD: PASSWORD,
      NODE_ENV: 'test',
      LOG_LEVEL: 'error',
      RATE_LIMIT: '1000000',
      SWEEP_EVERY_MS: '250',
      ...more,
    };
    const base = `http://127.0.0.1:`;
    const programs = new Programs(place, env, `${base}${apiPort}/api/v1`, `${base}${opsPort}`);
    await migrateQueue(place.ownerUrl);
    const seeding = programs.spawn(['dist', 'apps', 'cli', 'src', 'main.js'], ['seed'], 'seed');
    const [code] = (await once(seeding, 'exit')) as [number | null];
    if (code !== 0) throw new Error(`The network could not be put in: ${programs.said('seed')}`);
    await programs.owner.connect();
    return programs;
  }

  start(name: ProgramName): void {
    this.running.set(name, this.spawn(['dist', 'apps', name, 'src', 'main.js'], [], name));
  }

  async ready(): Promise<void> {
    await until(
      `the API is ready: ${this.said('api')}`,
      async () => (await fetch(`${this.ops}/health/ready`)).ok,
    );
  }

  /** kill -9, and waits until it is gone. */
  async kill(name: ProgramName): Promise<void> {
    const child = this.running.get(name);
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
    const gone = once(child, 'exit');
    child.kill('SIGKILL');
    await gone;
  }

  /** Whether it still runs: a program that ends by itself while its servers are away would be a fault. */
  runs(name: ProgramName): boolean {
    const child = this.running.get(name);
    return child !== undefined && child.exitCode === null && child.signalCode === null;
  }

  /** What a program wrote. */
  said(name: string): string {
    return readFileSync(join(this.folder.path, `${name}.log`), 'utf8');
  }

  /** Moves the clock of all programs. Does not wait for the worker, which may be dead. */
  async advance(by: string): Promise<void> {
    await fetch(`${this.ops}/ops/clock`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ advance: by }),
      signal: AbortSignal.timeout(1_000),
    }).catch(() => undefined);
  }

  async now(): Promise<string> {
    return ((await (await fetch(`${this.ops}/ops/clock`)).json()) as { now: string }).now;
  }

  /** How many clocks have a step that is due and has not fired. */
  async outstanding(): Promise<number> {
    const { rows } = await this.owner.query<{ due: number }>(
      'select count(*)::int as due from clock where wake_at <= $1',
      [await this.now()],
    );
    return rows[0]?.due ?? -1;
  }

  async end(): Promise<void> {
    for (const name of this.running.keys()) await this.kill(name);
    await this.owner.end();
    this.folder.remove();
  }

  private spawn(path: string[], args: string[], name: string): ChildProcess {
    const log = openSync(join(this.folder.path, `${name}.log`), 'a');
    const child = spawn(process.execPath, [join(...path), ...args], {
      env: { ...process.env, NODE_OPTIONS: '', DATA_DIR: this.folder.path, ...this.env },
      stdio: ['ignore', log, log],
    });
    closeSync(log);
    return child;
  }
}
