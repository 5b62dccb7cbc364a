import { pathToFileURL } from 'node:url';
import pg from 'pg';
import { inRoot } from '../../scripts/lib/paths.mjs';

const load = (path) => import(pathToFileURL(inRoot('dist', ...path.split('/'))).href);

/** The very statement that the API runs for the first page of somebody's queue, with its values. */
export async function queueStatement(user) {
  const { CaseQueueReadModel } = await load('libs/cases/src/case-queue.read-model.js');
  const { caseScope } = await load('libs/access/src/case-scope.js');
  const { SystemClock } = await load('libs/kernel/src/clock.js');
  let seen = null;
  const reader = {
    query: (sql, values) => {
      seen = { sql, values };
      return Promise.resolve([]);
    },
  };
  const scope = caseScope({ kind: 'staff', personId: user.id, name: user.name, grants: user.roles });
  await new CaseQueueReadModel({ reader }, new SystemClock()).page(scope, { sort: 'dueAt', limit: 50 });
  return seen;
}

/** Its plan, as PostgreSQL carried it out. */
export async function explainQueue(url, user) {
  const { sql, values } = await queueStatement(user);
  const db = new pg.Client({ connectionString: url });
  await db.connect();
  try {
    const explain = `explain (analyze, buffers) ${sql}`;
    await db.query(explain, values);
    const { rows } = await db.query(explain, values);
    const text = rows.map((line) => line['QUERY PLAN']).join('\n');
    return {
      text,
      scansCases: /Seq Scan on cases/.test(text),
      ms: /Execution Time: ([\d.]+)/.exec(text)?.[1] ?? '?',
    };
  } finally {
    await db.end();
  }
}
