import { recordedReports, type TestApp } from '#testing/test-app';
import { startApi } from '../api.js';
import { expectProblem, expectUsualHeaders, faultsOf } from '../problem.js';

interface Item {
  seq: number;
  leaf: string;
  open: Record<string, unknown>;
  closed: Record<string, string>;
  payload: { open: object; closed: Record<string, string> };
}
interface Page {
  caseRef: string;
  entries: number;
  audience: string;
  items: Item[];
  nextCursor: string | null;
}

let api: TestApp;
let id: string;

beforeAll(async () => {
  api = await startApi();
  id = (await api.file(recordedReports()[10]!)).caseId;
  await api.act('uk.officer', id, 'acknowledge-receipt', { message: 'We have it, and we are sorry.' });
  await api.act('uk.officer', id, 'note', { text: 'She sounded afraid on the phone.' });
});
afterAll(() => api.close());

async function page(who: string, query = ''): Promise<Page> {
  const answer = await (await api.login(who)).get(`/api/v1/cases/${id}/log${query}`).expect(200);
  expectUsualHeaders(answer);
  return answer.body as Page;
}

describe('GET /api/v1/cases/{id}/log', () => {
  it('shows the auditor every entry, by day and role, and nobody', async () => {
    const { items, audience } = await page('auditor');
    expect(audience).toBe('auditor');
    expect(items.map((one) => one.seq)).toEqual(items.map((_, at) => at));
    expect(items[0]!.open).toMatchObject({
      type: 'report.received',
      recorded_day: '2026-11-23',
      actor_role: 'reporter',
      body_ref: 'uk',
      stage: 'intake',
      prev_leaf: '0'.repeat(64),
    });
    for (const one of items) {
      expect(one.closed).toMatchObject({
        actor_ref: 'identity',
        recorded_at: 'identity',
        entry_id: 'identity',
      });
      expect(Object.keys({ ...one.open, ...one.closed })).toHaveLength(16);
    }
    expect(JSON.stringify(items)).not.toMatch(
      /difficult|former\.staff|Northern Change|sorry|afraid|UK Officer|2026-11-23T/,
    );
  });

  it('shows the officer who did what when, as stand-ins, and still no words', async () => {
    const { items, audience } = await page('uk.officer');
    expect(audience).toBe('officer');
    const acknowledged = items.find((one) => one.open['type'] === 'case.receipt-acknowledged');
    expect(acknowledged?.open).toMatchObject({
      actor_role: 'officer',
      actor_ref: expect.stringMatching(/^[0-9a-f]{32}$/),
      recorded_at: '2026-11-23T09:00:00.000Z',
    });
    expect(JSON.stringify(items)).not.toMatch(/sorry|afraid|former\.staff/);
  });

  it('logs the reading itself, as the last entry of the page that it gave', async () => {
    const first = await page('auditor');
    expect(first.items.at(-1)?.open).toMatchObject({ type: 'log.read', actor_role: 'auditor' });
    expect((await page('auditor')).entries).toBe(first.entries + 1);
  });

  it('comes page by page without loss or repeat', async () => {
    const seqs: number[] = [];
    for (let cursor: string | null = ''; cursor !== null && seqs.length < 100;) {
      const next: Page = await page('auditor', `?limit=200${cursor === '' ? '' : `&cursor=${cursor}`}`);
      seqs.push(...next.items.map((one) => one.seq));
      cursor = next.nextCursor;
    }
    const small = await page('auditor', '?limit=2');
    expect(small.items.map((one) => one.seq)).toEqual([0, 1]);
    const rest = await page('auditor', `?limit=3&cursor=${small.nextCursor ?? ''}`);
    expect(rest.items.map((one) => one.seq)).toEqual([2, 3, 4]);
    expect(rest.items[0]!.open['prev_leaf']).toBe(small.items[1]!.leaf);
    expect(seqs).toEqual(seqs.map((_, at) => at));
  });

  it.each(['limit=0', 'limit=201', 'cursor=x', 'cursor=-1', 'cursor=99999999999999999999', 'after=1'])(
    'refuses %s',
    async (query) => {
      const answer = await (await api.login('auditor')).get(`/api/v1/cases/${id}/log?${query}`);
      expect(faultsOf(expectProblem(answer, 422, 'invalid'))).toHaveLength(1);
    },
  );

  it('is not there for officers elsewhere, nor for supervisors of bodies above', async () => {
    for (const who of ['kenya.officer', 'europe', 'lead', 'admin', 'custodian']) {
      const answer = await (await api.login(who)).get(`/api/v1/cases/${id}/log`);
      expectProblem(answer, answer.status);
      expect([403, 404]).toContain(answer.status);
    }
  });
});

describe('GET /api/v1/log/cases', () => {
  it('lists every case of the network to its auditor, without reference, and page by page', async () => {
    const auditor = await api.login('auditor');
    for (const report of recordedReports()) await api.file(report);
    const seen: string[] = [];
    for (let cursor: string | null = ''; cursor !== null;) {
      const answer = await auditor
        .get(`/api/v1/log/cases?limit=7${cursor === '' ? '' : `&cursor=${cursor}`}`)
        .expect(200);
      const body = answer.body as {
        items: { id: string; caseRef: string; entries: number; body: object }[];
        nextCursor: string | null;
      };
      for (const item of body.items)
        expect(Object.keys(item).sort()).toEqual(['body', 'caseRef', 'entries', 'id']);
      seen.push(...body.items.map((one) => one.id));
      cursor = body.nextCursor;
    }
    const all = await api.rows<{ id: string }>('select id from cases order by id');
    expect(seen).toEqual(all.map((row) => row.id));
  });

  it('lists to those who handle cases the logs of their own body alone, and to administrators none', async () => {
    for (const [who, slug] of [
      ['lead', 'global'],
      ['uk.officer', 'uk'],
    ] as const) {
      const { body } = await (await api.login(who)).get('/api/v1/log/cases?limit=200').expect(200);
      const { items } = body as { items: { body: { slug: string } }[] };
      expect(new Set(items.map((one) => one.body.slug))).toEqual(new Set([slug]));
    }
    expect((await (await api.login('admin')).get('/api/v1/log/cases')).text).not.toContain('caseRef');
  });

  it.each(['cursor=x', `cursor=${'-'.repeat(36)}`, 'limit=0', 'q=1'])('refuses %s', async (query) => {
    expectProblem(await (await api.login('auditor')).get(`/api/v1/log/cases?${query}`), 422, 'invalid');
  });
});
