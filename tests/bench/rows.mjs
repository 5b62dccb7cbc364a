import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';

const TABLES = ['cases', 'data_key', 'report', 'clock', 'audit_entry', 'audit_opening', 'audit_outbox'];

async function counts(db) {
  const sums = TABLES.map((table) => `(select count(*)::int from ${table}) as ${table}`);
  const { rows } = await db.query(`select ${sums.join(', ')}`);
  return rows[0];
}

/** Files one report with the API and one with the floor, and compares how many rows of each table that made. */
export async function rowsWritten(it, report, post) {
  const db = new pg.Client({ connectionString: it.ownerUrl });
  await db.connect();
  try {
    const made = [];
    // Of a load that was broken off, the last requests are still being answered.
    await sleep(2_000);
    for (const url of [`${it.api}/reports`, `${it.floor}/reports`]) {
      const before = await counts(db);
      await post(url, report);
      const after = await counts(db);
      made.push(TABLES.map((table) => `${table} ${after[table] - before[table]}`).join(', '));
    }
    return { equal: made[0] === made[1], seen: made[0] === made[1] ? made[0] : made.join(' against ') };
  } finally {
    await db.end();
  }
}
