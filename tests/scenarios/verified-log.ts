import type { Walk } from './walk.js';

interface LogItem {
  seq: number;
  leaf: string;
  open: { prev_leaf?: string; type?: string; actor_role?: string; recorded_at?: string; actor_ref?: string };
  closed: Record<string, string>;
}

interface LogPage {
  items: LogItem[];
  nextCursor: string | null;
  audience: string;
  caseRef: string;
}

/**
 * Reads a case's log as the auditor, page by page, and checks what an auditor can: no hole, each entry bound to the one before
 * it, and neither narrative nor names in it. Answers the types of the entries in order.
 */
export async function verifiedLog(walk: Walk, report: number): Promise<string[]> {
  const auditor = await walk.api.login('auditor');
  const items: LogItem[] = [];
  let cursor: string | null = null;
  do {
    const after: string = cursor === null ? '' : `&cursor=${cursor}`;
    const answer = await auditor.get(`/api/v1/cases/${walk.id(report)}/log?limit=25${after}`).expect(200);
    const page = answer.body as LogPage;
    expect(page.audience).toBe('auditor');
    expectNothingTold(walk, report, answer.text);
    items.push(...page.items);
    cursor = page.nextCursor;
  } while (cursor !== null);

  let before = '0'.repeat(64);
  for (const [at, item] of items.entries()) {
    expect([item.seq, item.open.prev_leaf]).toEqual([at, before]);
    expect(item.closed).toMatchObject({ actor_ref: 'identity', recorded_at: 'identity' });
    before = item.leaf;
  }
  const [stored] = await walk.api.rows<{ entries: number; leaves: string }>(
    `select count(*)::int as entries, string_agg(encode(e.leaf, 'hex'), ',' order by e.case_seq) as leaves
     from audit_entry e join cases c on c.case_ref = e.case_ref where c.id = $1`,
    [walk.id(report)],
  );
  expect(stored).toEqual({ entries: items.length, leaves: items.map((item) => item.leaf).join(',') });
  walk.say(
    `auditor: the log of report ${String(report)} has ${String(items.length)} entries, none missing, each bound to the one before`,
  );
  return items.map((item) => item.open.type ?? '');
}

function expectNothingTold(walk: Walk, report: number, text: string): void {
  const { narrative, respondents, contact } = walk.reports[report - 1] as {
    narrative: string;
    respondents?: { name: string }[];
    contact?: { name?: string; email?: string; phone?: string };
  };
  const secrets = [
    narrative,
    ...(respondents ?? []).map((one) => one.name),
    contact?.name,
    contact?.email,
    contact?.phone,
  ];
  for (const secret of secrets.filter((one) => one !== undefined)) expect(text).not.toContain(secret);
}
