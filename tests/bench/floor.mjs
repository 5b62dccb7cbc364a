import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import pg from 'pg';
import { POOL } from './instance.mjs';
import { fileReport, openCase, queuePage, takeNote } from './floor-sql.mjs';

// The bare floor: node:http and pg, the statements of the real thing and nothing else. No framework, no validation, no
// cryptography (random bytes made beforehand stand for sealed values, digests and keys), no access rules, no lifecycle.
const pool = new pg.Pool({
  connectionString: process.env.DATABASE_URL,
  max: POOL,
  pipeline: true,
  options: '-c role=amends_app -c statement_timeout=30000 -c timezone=UTC',
});

async function transaction(work) {
  const db = await pool.connect();
  try {
    await db.query('start transaction');
    const result = await work(db);
    await db.query('commit');
    return result;
  } catch (error) {
    await db.query('rollback');
    throw error;
  } finally {
    db.release();
  }
}

async function bodyOf(request) {
  const parts = [];
  for await (const part of request) parts.push(part);
  return parts.length === 0 ? {} : JSON.parse(Buffer.concat(parts).toString('utf8'));
}

const ROUTES = {
  'POST /reports': async (body) => [201, await transaction((db) => fileReport(db, body))],
  'POST /queue': async (body) => [200, await queuePage(pool, body)],
  'POST /open': async (body) => [200, await openCase(pool, transaction, body)],
  'POST /note': async (body) => [200, await takeNote(pool, transaction, body)],
};

createServer((request, response) => {
  const route = ROUTES[`${request.method} ${request.url}`];
  const answer = route === undefined ? Promise.resolve([200, {}]) : bodyOf(request).then(route);
  answer.then(
    ([status, content]) => {
      response.writeHead(status, { 'content-type': 'application/json', 'x-request-id': randomUUID() });
      response.end(JSON.stringify(content));
    },
    (error) => {
      process.stderr.write(`${error.stack}\n`);
      response.writeHead(500).end();
    },
  );
}).listen(Number(process.env.PORT), '127.0.0.1');

process.on('SIGTERM', () => process.exit(0));
