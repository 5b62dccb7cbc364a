import { spawn, type ChildProcess } from 'node:child_process';
import { closeSync, mkdirSync, openSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { databaseAccount, type Account } from './account.js';
import { locateBinaries, programs } from './binaries.js';
import { clusterExists, createCluster, DATABASE, setLogins } from './cluster.js';
import { EmbeddedError } from './embedded-error.js';
import { clearLeftover, endProcess, readPidFile } from './leftover.js';
import { place } from './placement.js';
import { choosePort, isFree } from './port.js';
import { readSettings, writeSettings, type Settings } from './settings.js';

/** Recovery after a crash can take this long. Milliseconds. */
const READY_WITHIN_MS = 120_000;
/** Parts of a killed server may hold its files for this long. Milliseconds. */
const RETRY_FOR_MS = 10_000;
const STOP_WITHIN_MS = 20_000;

export interface EmbeddedOptions {
  /** Folder that keeps everything: the database in `postgres`, its passwords in `postgres.json`, its log in `logs`. */
  dataDir: string;
  /** A port that must be used. Without it a free one is chosen and remembered. */
  port?: number | undefined;
  /** False for tests alone: a crash of the machine may then lose data. */
  durable?: boolean;
  maxConnections?: number;
  /** Called before the slow first making of the database. */
  onCreate?: () => void;
  /** Called as soon as there is a process, long before it takes connections. */
  onSpawn?: (pid: number) => void;
}

export interface EmbeddedPostgres {
  pid: number;
  port: number;
  /** Connection of the programs: login `amends`, member of `amends_app`. */
  appUrl: string;
  /** Connection of the owner of the tables, for migrations. */
  ownerUrl: string;
  /** Connection of the superuser to the database `postgres`, for tests. */
  superuserUrl: string;
  /** Resolves when the server is gone, for whatever reason. */
  exited: Promise<void>;
  /** Shuts it down; ends when it is gone. */
  stop(): Promise<void>;
}

/**
 * Starts a PostgreSQL of our own on the loopback address: makes it where it is not there yet, clears away what a killed
 * start left behind, and ends when it takes connections. Runs in its own process group, so that Ctrl-C in a terminal
 * reaches it only through `stop()`.
 * @throws EmbeddedError with one clear sentence for everything that a person can put right
 */
export async function startEmbeddedPostgres(options: EmbeddedOptions): Promise<EmbeddedPostgres> {
  const dataDir = resolve(options.dataDir);
  const binaries = locateBinaries();
  const account = databaseAccount();
  const { cluster, home } = place(dataDir, binaries, account);
  const file = join(dataDir, 'postgres.json');
  const { settings, fresh } = readSettings(file);

  if (clusterExists(cluster, binaries.major, account)) {
    await clearLeftover(cluster);
    if (fresh) setLogins(cluster, home, account, settings);
    settings.port = await portFor(options, settings);
    writeSettings(file, settings);
  } else {
    options.onCreate?.();
    settings.port = await portFor(options, settings);
    writeSettings(file, settings);
    createCluster(cluster, home, account, settings, options.durable !== false);
  }
  const log = join(dataDir, 'logs', 'postgres.log');
  const child = await launch({
    home,
    cluster,
    account,
    log,
    args: serverArguments(cluster, settings.port, options),
    onSpawn: options.onSpawn,
  });
  return handle(child, settings, settings.port);
}

async function portFor(options: EmbeddedOptions, settings: Settings): Promise<number> {
  if (options.port === undefined) return choosePort(settings.port);
  if (await isFree(options.port)) return options.port;
  throw new EmbeddedError(
    `Port ${String(options.port)} is in use: set POSTGRES_PORT to a free one for the embedded database.`,
  );
}

function serverArguments(cluster: string, port: number, options: EmbeddedOptions): string[] {
  const values: Record<string, string> = {
    port: String(port),
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    password_encryption: 'scram-sha-256',
    max_connections: String(options.maxConnections ?? 100),
    shared_buffers: '64MB',
    jit: 'off',
    timezone: 'UTC',
    log_timezone: 'UTC',
    // no values of rows and no parameters in the log: they may be somebody's name
    log_error_verbosity: 'terse',
    log_parameter_max_length_on_error: '0',
    ...(options.durable === false
      ? { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' }
      : {}),
  };
  return ['-D', cluster, ...Object.entries(values).flatMap(([name, value]) => ['-c', `${name}=${value}`])];
}

interface Launch {
  home: string;
  cluster: string;
  account: Account;
  log: string;
  args: readonly string[];
  onSpawn: EmbeddedOptions['onSpawn'] | undefined;
}

async function launch(what: Launch): Promise<ChildProcess & { pid: number }> {
  const retryUntil = performance.now() + RETRY_FOR_MS;
  for (;;) {
    const child = spawnServer(what);
    what.onSpawn?.(child.pid);
    if (await becomesReady(child, what.cluster)) return child;
    const said = lastFatal(what.log);
    const passing = /lock file|shared memory block/.test(said);
    if (passing && performance.now() < retryUntil) {
      await sleep(200);
      continue;
    }
    throw new EmbeddedError(`The embedded PostgreSQL did not start: ${said || `see ${what.log}.`}`);
  }
}

function spawnServer({ home, cluster, account, log, args }: Launch): ChildProcess & { pid: number } {
  mkdirSync(join(log, '..'), { recursive: true });
  const output = openSync(log, 'w', 0o600);
  try {
    const child = spawn(programs(home).postgres, args, {
      ...account,
      cwd: cluster,
      detached: true,
      stdio: ['ignore', output, output],
      env: { PATH: process.env['PATH'] ?? '', LC_ALL: 'C', TZ: 'UTC', ...runMark() },
    });
    child.once('error', () => undefined);
    if (child.pid === undefined)
      throw new EmbeddedError(`${programs(home).postgres} cannot be run on this machine.`);
    return Object.assign(child, { pid: child.pid });
  } finally {
    closeSync(output);
  }
}

/** Lets scripts/test.mjs find what a run of the tests left behind. */
function runMark(): Record<string, string> {
  const mark = process.env['AMENDS_TEST_RUN'];
  return mark === undefined ? {} : { AMENDS_TEST_RUN: mark };
}

async function becomesReady(child: ChildProcess & { pid: number }, cluster: string): Promise<boolean> {
  for (const since = performance.now(); performance.now() - since < READY_WITHIN_MS;) {
    if (child.exitCode !== null || child.signalCode !== null) return false;
    const state = readPidFile(cluster);
    if (state?.pid === child.pid && state.ready) return true;
    await sleep(15);
  }
  await endProcess(child.pid, ['SIGQUIT', 'SIGKILL'], STOP_WITHIN_MS);
  return false;
}

function lastFatal(log: string): string {
  const lines = readFileSync(log, 'utf8').split('\n');
  const fatal =
    lines.findLast((line) => /FATAL|PANIC|could not/.test(line)) ?? lines.findLast((line) => line !== '');
  return fatal?.replace(/^.*?(FATAL|PANIC|LOG):\s*/, '') ?? '';
}

function handle(child: ChildProcess & { pid: number }, settings: Settings, port: number): EmbeddedPostgres {
  const exited = new Promise<void>((done) => {
    if (child.exitCode !== null || child.signalCode !== null) done();
    child.once('exit', () => {
      done();
    });
  });
  const url = (login: string, password: string, database: string): string =>
    `postgresql://${login}:${password}@127.0.0.1:${String(port)}/${database}`;
  return {
    pid: child.pid,
    port,
    appUrl: url('amends', settings.app, DATABASE),
    ownerUrl: url('amends_owner', settings.owner, DATABASE),
    superuserUrl: url('postgres', settings.superuser, 'postgres'),
    exited,
    // fast shutdown (open transactions are rolled back), then immediate, which recovers at the next start
    stop: async () => {
      await endProcess(child.pid, ['SIGINT', 'SIGQUIT', 'SIGKILL'], STOP_WITHIN_MS);
      await exited;
    },
  };
}
