import { createHash } from 'node:crypto';
import { chmodSync, chownSync, cpSync, existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { canReach, type Account } from './account.js';
import type { Binaries } from './binaries.js';
import { EmbeddedError, systemCode } from './embedded-error.js';

const FALLBACK = '/var/lib/amends';

export interface Placement {
  /** The database's own folder. */
  cluster: string;
  /** Folder of PostgreSQL's programs. */
  home: string;
}

/**
 * Where the database lives: `<dataDir>/postgres`. Only where root runs it below a folder that the user `postgres` cannot
 * enter (a clone under /root), it and a copy of its programs live in /var/lib/amends instead.
 * @throws EmbeddedError where a folder cannot be made or entered
 */
export function place(dataDir: string, binaries: Binaries, account: Account): Placement {
  makeFolder(dataDir);
  const elsewhere = join(FALLBACK, createHash('sha256').update(dataDir).digest('hex').slice(0, 12));
  const reachable = canReach(dataDir, account);
  const base = reachable ? dataDir : elsewhere;
  if (!reachable) makeFolder(base);
  const home = canReach(join(binaries.home, 'bin'), account) ? binaries.home : copyOf(binaries, elsewhere);
  if (!canReach(base, account)) {
    throw new EmbeddedError(
      `The user "postgres" cannot enter ${base}: allow it, run Amends as another user, or set DATABASE_URL.`,
    );
  }
  return { cluster: join(base, 'postgres'), home };
}

/** Makes `folder` for the database's user alone. */
export function makeOwnFolder(folder: string, account: Account): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  if (account) chownSync(folder, account.uid, account.gid);
}

function makeFolder(folder: string): void {
  try {
    if (existsSync(folder)) return;
    mkdirSync(folder, { recursive: true });
    chmodSync(folder, 0o711);
  } catch (error) {
    throw new EmbeddedError(
      `The folder ${folder} cannot be made (${systemCode(error) ?? 'unknown'}): allow it, or set DATA_DIR.`,
    );
  }
}

function copyOf(binaries: Binaries, base: string): string {
  const home = join(base, `native-${binaries.version}`);
  if (existsSync(home)) return home;
  makeFolder(base);
  const half = `${home}.half`;
  rmSync(half, { recursive: true, force: true });
  cpSync(binaries.home, half, { recursive: true, verbatimSymlinks: true });
  renameSync(half, home);
  return home;
}
