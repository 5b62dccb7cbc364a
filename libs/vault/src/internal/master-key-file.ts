import { randomBytes } from 'node:crypto';
import {
  closeSync,
  fstatSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  readFileSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { MasterKeyError } from '../master-key-error.js';

const PERMISSIONS = 0o077;

/** Path of the key file in a data folder. */
export function masterKeyPath(dataDir: string): string {
  return join(dataDir, 'keys', 'master.key');
}

/**
 * The key file's content, made on first use with 32 random bytes, readable by its owner alone. Programs that start at the
 * same moment agree: the file appears whole under its name or not at all, and whoever comes second reads the first one's.
 */
export function readOrMakeMasterKeyFile(dataDir: string): string {
  const path = masterKeyPath(dataDir);
  return readKeyFile(path) ?? makeKeyFile(path);
}

function readKeyFile(path: string): string | null {
  let file: number;
  try {
    file = openSync(path, 'r');
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return null;
    throw new MasterKeyError(`The master key file ${path} cannot be read (${codeOf(error)}).`, {
      cause: error,
    });
  }
  try {
    if (process.platform !== 'win32' && (fstatSync(file).mode & PERMISSIONS) !== 0) {
      throw new MasterKeyError(`The master key file ${path} can be read by others: run chmod 600 on it.`);
    }
    return readFileSync(file, 'utf8');
  } finally {
    closeSync(file);
  }
}

function makeKeyFile(path: string): string {
  const draft = `${path}.${randomBytes(8).toString('hex')}`;
  try {
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    writeDurably(draft, `${randomBytes(32).toString('base64')}\n`);
    linkUnlessThere(draft, path);
  } catch (error) {
    throw new MasterKeyError(`The master key file ${path} cannot be written (${codeOf(error)}).`, {
      cause: error,
    });
  } finally {
    rmSync(draft, { force: true });
  }
  const made = readKeyFile(path);
  if (made === null)
    throw new MasterKeyError(`The master key file ${path} vanished while it was being made.`);
  return made;
}

function writeDurably(path: string, content: string): void {
  const file = openSync(path, 'wx', 0o600);
  try {
    writeSync(file, content);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

function linkUnlessThere(draft: string, path: string): void {
  try {
    linkSync(draft, path);
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') throw error;
    return;
  }
  if (process.platform === 'win32') return; // folders cannot be flushed there
  const folder = openSync(dirname(path), 'r');
  try {
    fsyncSync(folder);
  } finally {
    closeSync(folder);
  }
}

function codeOf(error: unknown): string {
  // Not instanceof: under jest Node's own errors are of another realm.
  return typeof error === 'object' && error !== null && 'code' in error
    ? String(error.code)
    : 'unknown fault';
}
