import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { EmbeddedError, systemCode } from './embedded-error.js';

/** What the embedded database must remember from one start to the next. Kept in a file of mode 0600. */
export interface Settings {
  port?: number;
  /** Passwords of the logins `postgres` (set-up alone), `amends_owner` (migrations) and `amends` (the programs). */
  superuser: string;
  owner: string;
  app: string;
}

function newSettings(): Settings {
  const password = (): string => randomBytes(24).toString('hex');
  return { superuser: password(), owner: password(), app: password() };
}

/**
 * Reads the file, or makes new passwords where there is none (`fresh`).
 * @throws EmbeddedError where it is there but cannot be read
 */
export function readSettings(file: string): { settings: Settings; fresh: boolean } {
  if (!existsSync(file)) return { settings: newSettings(), fresh: true };
  try {
    const found = JSON.parse(readFileSync(file, 'utf8')) as Partial<Settings>;
    if (found.superuser && found.owner && found.app) return { settings: found as Settings, fresh: false };
  } catch (error) {
    if (systemCode(error) !== undefined) {
      throw new EmbeddedError(
        `${file} cannot be read: start Amends as the user who started it first, or allow reading it.`,
      );
    }
  }
  // Half-written or damaged: new passwords are set in the database, which we own.
  return { settings: newSettings(), fresh: true };
}

/** Replaces the file in one step, readable by its owner alone. @throws EmbeddedError where it cannot be written */
export function writeSettings(file: string, settings: Settings): void {
  try {
    writeFileSync(`${file}.half`, JSON.stringify(settings), { mode: 0o600 });
    renameSync(`${file}.half`, file);
  } catch (error) {
    throw new EmbeddedError(
      `${file} cannot be written (${systemCode(error) ?? 'unknown'}): allow it, or set DATA_DIR.`,
    );
  }
}
