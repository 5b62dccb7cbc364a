import type { ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { databaseAccount } from './account.js';
import { locateBinaries } from './binaries.js';
import { clusterExists, createCluster, DATABASE, setLogins } from './cluster.js';
import { clearLeftover, endProcess } from './leftover.js';
import { place } from './placement.js';
import { choosePort, isFree } from './port.js';
import { launch, PortTaken, STOP_WITHIN_MS } from './server.js';
import { readSettings, writeSettings, type Settings } from './settings.js';

const ATTEMPTS = 5;

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
  // remembered before they are set, so that a start which is broken off has not lost them
  if (fresh && !existsSync(cluster)) writeSettings(file, settings);

  if (clusterExists(cluster, binaries.major, account)) {
    await clearLeftover(cluster);
    if (fresh) setLogins(cluster, home, account, settings);
  } else {
    options.onCreate?.();
    createCluster(cluster, home, account, settings, options.durable !== false);
  }
  const log = join(dataDir, 'logs', 'postgres.log');
  for (let attempt = 1; ; attempt += 1) {
    const port = await portFor(options, settings);
    writeSettings(file, { ...settings, port });
    const args = serverArguments(cluster, port, options);
    try {
      return handle(
        await launch({ home, cluster, account, log, args, onSpawn: options.onSpawn }),
        settings,
        port,
      );
    } catch (error) {
      // somebody took the port between our look and PostgreSQL's
      if (!(error instanceof PortTaken) || attempt === ATTEMPTS) throw error;
    }
  }
}

async function portFor(options: EmbeddedOptions, settings: Settings): Promise<number> {
  if (options.port === undefined) return choosePort(settings.port);
  if (await isFree(options.port)) return options.port;
  throw new PortTaken(
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
