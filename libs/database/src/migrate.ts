import { DataSource } from 'typeorm';
import { ownerDataSource } from './data-source.js';

/** Oldest PostgreSQL that the schema works on (`nulls not distinct`), as server_version_num. */
const OLDEST_VERSION = 150_000;
/** Any constant: one migration at a time, whoever starts it. */
const LOCK = 724_550_091;

/** The database cannot be used as it is; the message says why in one sentence. */
export class DatabaseUnusable extends Error {}

async function checkVersion(source: DataSource): Promise<void> {
  const rows = await source.query<{ server_version_num: string; server_version: string }[]>(
    `select current_setting('server_version_num') as server_version_num, current_setting('server_version') as server_version`,
  );
  const version = rows[0];
  if (version && Number(version.server_version_num) < OLDEST_VERSION) {
    throw new DatabaseUnusable(
      `PostgreSQL ${version.server_version} is too old for Amends: version 15 or newer is needed.`,
    );
  }
}

/** Applies what is missing of the schema and returns the names applied. Safe to run by several at once. */
export async function migrate(ownerUrl: string): Promise<string[]> {
  const source = ownerDataSource(ownerUrl);
  await source.initialize();
  const lock = source.createQueryRunner();
  try {
    await checkVersion(source);
    await lock.query('select pg_advisory_lock($1)', [LOCK]);
    const done = await source.runMigrations();
    return done.map((migration) => migration.name);
  } finally {
    await lock.query('select pg_advisory_unlock($1)', [LOCK]).catch(() => undefined);
    await lock.release();
    await source.destroy();
  }
}
