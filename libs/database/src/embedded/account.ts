import { spawnSync } from 'node:child_process';
import { EmbeddedError } from './embedded-error.js';

const NAME = 'postgres';

/** The system user that PostgreSQL runs as. Null: whoever runs this program. */
export type Account = { uid: number; gid: number } | null;

/**
 * PostgreSQL refuses to run as root, so that root runs it as the system user `postgres`, made where it is missing.
 * @throws EmbeddedError where it cannot be made
 */
export function databaseAccount(): Account {
  if (process.getuid?.() !== 0) return null;
  const found = lookUp();
  if (found) return found;
  const shell = '/usr/sbin/nologin';
  const attempts: [string, string[]][] = [
    ['useradd', ['--system', '--user-group', '--no-create-home', '--shell', shell, NAME]],
    ['adduser', ['-S', '-D', '-H', '-s', '/sbin/nologin', NAME]],
  ];
  for (const [command, args] of attempts) {
    spawnSync(command, args, { stdio: 'ignore' });
    const made = lookUp();
    if (made) return made;
  }
  throw new EmbeddedError(
    'PostgreSQL does not run as root and a system user "postgres" could not be made: run Amends as another user, or set DATABASE_URL.',
  );
}

function lookUp(): Account {
  const uid = idOf('-u');
  const gid = idOf('-g');
  return uid === null || gid === null ? null : { uid, gid };
}

function idOf(flag: string): number | null {
  const { status, stdout } = spawnSync('id', [flag, NAME], { encoding: 'utf8' });
  return status === 0 ? Number.parseInt(stdout, 10) : null;
}

/** Whether `account` can reach that folder through all of its parents. */
export function canReach(folder: string, account: Account): boolean {
  if (account === null) return true;
  return (
    spawnSync('/bin/sh', ['-c', 'cd "$1"', 'sh', folder], { ...account, cwd: '/', stdio: 'ignore' })
      .status === 0
  );
}
