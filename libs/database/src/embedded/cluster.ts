import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, renameSync, rmSync, statSync, writeFileSync, chownSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { Account } from './account.js';
import { programs } from './binaries.js';
import { EmbeddedError, systemCode } from './embedded-error.js';
import { makeOwnFolder } from './placement.js';
import type { Settings } from './settings.js';

export const DATABASE = 'amends';

/** Passwords only, loopback only; there is no socket file. */
const HBA = 'host all all 127.0.0.1/32 scram-sha-256\n';

/**
 * Makes the database's files where there are none: initdb, then logins and the empty database by single-user mode, so
 * that no server ever runs without passwords. Done beside its place and moved there when whole: killed half-way, the
 * next start begins anew.
 */
export function createCluster(
  cluster: string,
  home: string,
  account: Account,
  settings: Settings,
  durable: boolean,
): void {
  const half = `${cluster}.half`;
  rmSync(half, { recursive: true, force: true });
  makeOwnFolder(half, account);
  run(programs(home).initdb, account, half, [
    ...[
      '--pgdata',
      half,
      '--username',
      'postgres',
      '--auth',
      'trust',
      '--no-instructions',
      ...(durable ? [] : ['--no-sync']),
    ],
    // the same order of text on every machine, whatever its locales
    ...['--encoding', 'UTF8', '--no-locale', '--locale-provider', 'builtin', '--builtin-locale', 'C.UTF-8'],
  ]);
  const hba = join(half, 'pg_hba.conf');
  writeFileSync(hba, HBA);
  if (account) chownSync(hba, account.uid, account.gid);
  setLogins(half, home, account, settings);
  single(half, home, account, [`create database ${DATABASE} owner amends_owner`]);
  renameSync(half, cluster);
}

/** Sets the passwords of the logins in a database that is not running; makes the logins where they are missing. */
export function setLogins(cluster: string, home: string, account: Account, settings: Settings): void {
  const role = (name: string, what: string): string =>
    `do $$ begin if not exists (select from pg_roles where rolname = '${name}') then create role ${name} ${what}; end if; end $$`;
  single(cluster, home, account, [
    role('amends_app', 'nologin'),
    role('amends_owner', 'login'),
    role('amends', 'login in role amends_app'),
    `alter role postgres password '${settings.superuser}'`,
    `alter role amends_owner password '${settings.owner}'`,
    `alter role amends password '${settings.app}'`,
  ]);
}

/**
 * Whether the database's files are there, and are the user's who is to run them.
 * @throws EmbeddedError where another major version made them, or another user owns them
 */
export function clusterExists(cluster: string, major: string, account: Account): boolean {
  if (!existsSync(cluster)) return false;
  if (account && statSync(cluster).uid !== account.uid) throw anotherUsers(cluster);
  const made = majorOf(cluster);
  if (made === major) return true;
  throw new EmbeddedError(
    `${cluster} was made by PostgreSQL ${made}, and Amends now brings PostgreSQL ${major}: move that folder away to begin afresh, or carry it over with pg_upgrade (docs/operations.md).`,
  );
}

function majorOf(cluster: string): string {
  try {
    return readFileSync(join(cluster, 'PG_VERSION'), 'utf8').trim();
  } catch (error) {
    if (systemCode(error) === 'EACCES') throw anotherUsers(cluster);
    throw new EmbeddedError(`${cluster} is not a PostgreSQL data folder: move it away, or set DATA_DIR.`);
  }
}

function anotherUsers(cluster: string): EmbeddedError {
  return new EmbeddedError(
    `${cluster} belongs to another user: start Amends as the user who started it first, or set DATA_DIR.`,
  );
}

function single(cluster: string, home: string, account: Account, statements: readonly string[]): void {
  const args = [
    '--single',
    '-D',
    cluster,
    '-c',
    'exit_on_error=on',
    '-c',
    'log_min_messages=fatal',
    'postgres',
  ];
  run(programs(home).postgres, account, cluster, args, `${statements.join('\n')}\n`);
}

function run(program: string, account: Account, cwd: string, args: readonly string[], input = ''): void {
  const env = { PATH: process.env['PATH'] ?? '', LC_ALL: 'C', TZ: 'UTC' };
  const done = spawnSync(program, args, { ...account, cwd, env, input, encoding: 'utf8' });
  if (done.status === 0) return;
  const said = (done.error?.message ?? done.stderr).trim().split('\n').at(-1) ?? '';
  throw new EmbeddedError(`${basename(program)} could not prepare the database in ${dirname(cwd)}: ${said}`);
}
