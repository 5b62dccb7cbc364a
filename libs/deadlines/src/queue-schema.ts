import { Client } from 'pg';

/** Where the queue lives in PostgreSQL, apart from the tables of the product: it may be dropped and made anew at any time. */
export const QUEUE_SCHEMA = 'bullmq';

/** Any constant: one migration of the queue at a time, whoever starts it. */
const LOCK = 724_550_092;

/**
 * Brings the queue's own schema up to date (BullMQ's migrations) and lets the application's role use it, nothing else.
 * Needs the owner of the database, or any role with CREATE on it. Safe to run by several at once and again.
 * CREATE on that one schema is needed because BullMQ makes a sequence per queue when it is first used.
 */
export async function migrateQueue(ownerUrl: string): Promise<void> {
  const { runMigrations } = await import('bullmq');
  const client = new Client({ connectionString: ownerUrl, application_name: 'amends-migrate-queue' });
  await client.connect();
  try {
    // Held until the connection ends: two grants on one table at once fail in PostgreSQL.
    await client.query('select pg_advisory_lock($1)', [LOCK]);
    await runMigrations(client, QUEUE_SCHEMA);
    await client.query(`
      grant usage, create on schema ${QUEUE_SCHEMA} to amends_app;
      grant select, insert, update, delete on all tables in schema ${QUEUE_SCHEMA} to amends_app;
      grant usage, select, update on all sequences in schema ${QUEUE_SCHEMA} to amends_app;
      grant execute on all functions in schema ${QUEUE_SCHEMA} to amends_app;
      revoke all on schema ${QUEUE_SCHEMA} from public;
    `);
  } finally {
    await client.end();
  }
}
