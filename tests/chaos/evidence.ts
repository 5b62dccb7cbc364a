import type { Client } from 'pg';
import { PASSWORD, type Filed } from '#testing/test-app';

/** Cases that lack anything which is written with them, or whose log does not end where the case says. */
const HALF_WRITTEN = `
  select c.id from cases c
  where not exists (select from report r where r.case_id = c.id)
    or (select count(*) from data_key k where k.case_id = c.id) < 2
    or (select count(*) from clock k where k.case_id = c.id) < 2
    or c.log_seq <> (select count(*) from audit_entry e where e.case_ref = c.case_ref)
    or c.log_head is distinct from
      (select e.leaf from audit_entry e where e.case_ref = c.case_ref order by e.case_seq desc limit 1)`;

/** Rows of a case that is not there, entries without their 16 openings, entries that the sequencer would never see. */
const LEFT_OVER = `
  select 'key' as what from data_key k where k.case_id is not null and not exists (select from cases c where c.id = k.case_id)
  union all
  select 'entry' from audit_entry e where not exists (select from cases c where c.case_ref = e.case_ref)
  union all
  select 'openings' from audit_entry e where (select count(*) from audit_opening o where o.entry_id = e.entry_id) <> 16
  union all
  select 'outbox' from audit_entry e
    where (select count(*) from audit_outbox o where o.entry_id = e.entry_id) <> 1`;

/** Nothing half-written, and every report that was answered is there under the reference that was answered. */
export async function expectWhole(db: Client, filed: readonly Filed[]): Promise<void> {
  expect((await db.query(HALF_WRITTEN)).rows).toEqual([]);
  expect((await db.query(LEFT_OVER)).rows).toEqual([]);
  const { rows } = await db.query<{ id: string; reference: string; entry: string }>(
    `select c.id, r.reference, r.entry_id as entry from cases c join report r on r.case_id = c.id
     where c.id = any($1::uuid[]) order by c.id`,
    [filed.map((one) => one.caseId)],
  );
  const answered = filed.map((one) => ({ id: one.caseId, reference: one.reference, entry: one.entry.id }));
  expect(rows).toEqual(answered.sort((one, other) => (one.id < other.id ? -1 : 1)));
}

async function post(url: string, body: object): Promise<{ token: string }> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  expect([url, response.status]).toEqual([url, 201]);
  return (await response.json()) as { token: string };
}

/** The access code that was answered opens its report. */
export async function expectCodesOpen(api: string, filed: readonly Filed[]): Promise<void> {
  for (const { accessCode, reference } of filed) {
    const { token } = await post(`${api}/reporter/sessions`, { accessCode });
    const response = await fetch(`${api}/reporter/case`, { headers: { authorization: `Bearer ${token}` } });
    expect([response.status, ((await response.json()) as { reference: string }).reference]).toEqual([
      200,
      reference,
    ]);
  }
}

interface LogPage {
  items: { open: { type?: string } }[];
  nextCursor: string | null;
}

/**
 * Reads every case's log as the auditor: the API recomputes each leaf and follows the chain, and answers nothing where it does
 * not hold. Answers the number of entries of each type, by case.
 */
export async function readLogs(api: string, db: Client): Promise<Map<string, Map<string, number>>> {
  const { token } = await post(`${api}/sessions`, { email: 'auditor@example.org', password: PASSWORD });
  const { rows } = await db.query<{ id: string }>('select id from cases order by id');
  const logs = new Map<string, Map<string, number>>();
  for (const { id } of rows) {
    const types = new Map<string, number>();
    let cursor: string | null = null;
    do {
      const after: string = cursor === null ? '' : `&cursor=${cursor}`;
      const url = `${api}/cases/${id}/log?limit=100${after}`;
      const response = await patiently(() => fetch(url, { headers: { authorization: `Bearer ${token}` } }));
      expect([url, response.status]).toEqual([url, 200]);
      const page = (await response.json()) as LogPage;
      for (const { open } of page.items) types.set(open.type ?? '', (types.get(open.type ?? '') ?? 0) + 1);
      cursor = page.nextCursor;
    } while (cursor !== null);
    logs.set(id, types);
  }
  return logs;
}

/** Asks again where the answer is "not now": after a crash the pool still holds connections that lead nowhere. */
async function patiently(ask: () => Promise<Response>): Promise<Response> {
  for (let tries = 1; ; tries += 1) {
    const response = await ask();
    if (response.status !== 503 || tries === 10) return response;
    await new Promise((done) => setTimeout(done, 200));
  }
}

const ENTRY_OF: Readonly<Record<string, string>> = {
  remind: 'clock.reminded',
  miss: 'clock.missed',
  escalate: 'clock.escalated',
};

/** Each step that fired is one entry in its case's log, and each such entry one step. Answers how many of each kind. */
export async function expectStepsOnce(
  db: Client,
  logs: ReadonlyMap<string, ReadonlyMap<string, number>>,
): Promise<Record<string, number>> {
  const { rows } = await db.query<{ case_id: string; kind: string; fired: number }>(
    `select c.case_id, s.kind, count(*)::int as fired from clock_step s join clock c on c.id = s.clock_id
     group by c.case_id, s.kind`,
  );
  const total: Record<string, number> = { remind: 0, miss: 0, escalate: 0 };
  const steps = new Map<string, number>();
  for (const { case_id: id, kind, fired } of rows) {
    steps.set(`${id} ${ENTRY_OF[kind] ?? kind}`, fired);
    total[kind] = (total[kind] ?? 0) + fired;
  }
  const entries = new Map<string, number>();
  for (const [id, types] of logs) {
    for (const type of Object.values(ENTRY_OF)) {
      const count = types.get(type);
      if (count !== undefined) entries.set(`${id} ${type}`, count);
    }
  }
  expect(Object.fromEntries([...entries].sort())).toEqual(Object.fromEntries([...steps].sort()));
  return total;
}
