import { randomBytes } from 'node:crypto';
import { Client } from 'pg';
import { migrate } from '#database/migrate';

/** Every test database is a copy of this one, which the first that asks makes by running the migrations. */
const TEMPLATE = 'amends_template';

export interface TestDatabase {
  /** Connection as the programs have it: login `amends`, member of `amends_app`. */
  url: string;
  /** Connection as migrations have it. */
  ownerUrl: string;
  /** Removes the database, whoever is still connected. */
  drop(): Promise<void>;
}

/** An empty, migrated database of one's own on the run's server, in about 50 ms. */
export function freshDatabase(): Promise<TestDatabase> {
  return create(TEMPLATE);
}

/** A database without tables, for tests of the migrations themselves. */
export function emptyDatabase(): Promise<TestDatabase> {
  return create(null);
}

async function create(template: string | null): Promise<TestDatabase> {
  const name = `test_${randomBytes(8).toString('hex')}`;
  if (template !== null) await ensureTemplate(template);
  await asSuperuser((db) =>
    db.query(`create database ${name} owner amends_owner ${template ? `template ${template}` : ''}`),
  );
  return {
    url: address('AMENDS_TEST_APP_URL', name),
    ownerUrl: address('AMENDS_TEST_OWNER_URL', name),
    drop: async () => {
      await asSuperuser((db) => db.query(`drop database if exists ${name} with (force)`));
    },
  };
}

/** Made under a lock of the whole server, so that of several jest workers one makes it and the others wait. */
async function ensureTemplate(name: string): Promise<void> {
  await asSuperuser(async (db) => {
    await db.query(`select pg_advisory_lock(hashtext('${name}'))`);
    const { rowCount } = await db.query(`select from pg_database where datname = '${name}'`);
    if (rowCount === 1) return;
    const half = `${name}_half`;
    await db.query(`drop database if exists ${half} with (force)`);
    await db.query(`create database ${half} owner amends_owner`);
    await migrate(address('AMENDS_TEST_OWNER_URL', half));
    await db.query(`alter database ${half} rename to ${name}`);
  });
}

async function asSuperuser<T>(work: (db: Client) => Promise<T>): Promise<T> {
  const db = new Client({ connectionString: address('AMENDS_TEST_SUPERUSER_URL') });
  await db.connect();
  try {
    return await work(db);
  } finally {
    await db.end();
  }
}

/** That address of the run's server, with another database's name where one is given. */
function address(variable: string, database?: string): string {
  const value = process.env[variable];
  if (value === undefined) {
    throw new Error(
      `${variable} is not set: only test projects with servers (jest.config.mjs) have a database.`,
    );
  }
  const url = new URL(value);
  if (database !== undefined) url.pathname = database;
  return url.href;
}
