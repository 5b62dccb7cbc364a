import pg from 'pg';
import './node-version.mjs';

/**
 * Run as a program of its own, so that `npm start` need not load the client: says in one sentence why the server at
 * DATABASE_URL cannot be used. PostgreSQL 15 is the first with `unique nulls not distinct`, which the schema uses.
 */
const OLDEST = 15;

const where = (url) => `${url.hostname}:${url.port || '5432'}`;

function words(error, url) {
  switch (error.code) {
    case 'ECONNREFUSED':
      return `No PostgreSQL answers at ${where(url)} (DATABASE_URL): start it, or correct the address.`;
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return `DATABASE_URL names a host that cannot be found: ${url.hostname}.`;
    case '28P01':
    case '28000':
      return `PostgreSQL at ${where(url)} refuses the login in DATABASE_URL (user "${url.username}"): correct its name or password.`;
    case '3D000':
      return `PostgreSQL at ${where(url)} has no database "${url.pathname.slice(1)}" (DATABASE_URL): create it.`;
    default:
      return `The database at ${where(url)} (DATABASE_URL) cannot be used: ${error.message || error.code}.`;
  }
}

async function fault() {
  let url;
  try {
    url = new URL(process.env.DATABASE_URL);
  } catch {
    return 'DATABASE_URL is not an address: it looks like postgresql://user:password@host:5432/database.';
  }
  const client = new pg.Client({ connectionString: url.href, connectionTimeoutMillis: 5000 });
  client.on('error', () => undefined);
  try {
    await client.connect();
    const { rows } = await client.query('show server_version_num');
    const major = Math.floor(Number(rows[0].server_version_num) / 10_000);
    if (major < OLDEST)
      return `DATABASE_URL is PostgreSQL ${major}, and Amends needs ${OLDEST} or newer: upgrade that server.`;
    return null;
  } catch (error) {
    return words(error.errors?.[0] ?? error, url);
  } finally {
    await client.end().catch(() => undefined);
  }
}

const message = await fault();
if (message !== null) {
  process.stdout.write(`${message}\n`);
  process.exitCode = 1;
}
