import { recordedReports, type Caller, type Filed, type TestApp } from '#testing/test-app';
import { startApi } from '../api.js';
import { expectProblem, expectUsualHeaders, faultsOf } from '../problem.js';

interface Summary {
  id: string;
  reference: string;
  stage: string;
  risk: string | null;
  body: { slug: string };
  assignee: { id: string; name: string } | null;
  principles: number[];
  receivedAt: string;
  updatedAt: string;
  nextClock: { name: string; dueAt: string; state: string } | null;
}
interface List {
  items: Summary[];
  nextCursor: string | null;
}

let api: TestApp;
let officer: Caller;
const filed: Filed[] = [];

/** 23 cases of one body: one triaged high and assigned, one closed, the others as they came, some at the same moment. */
beforeAll(async () => {
  api = await startApi();
  for (let at = 0; at < 23; at += 1) {
    filed.push(await api.file({ ...recordedReports()[8], principles: [1 + (at % 8)] }));
    if (at % 3 === 0) api.clock.advance('PT1H');
  }
  const first = filed[0]!.caseId;
  const officerId = await api.personId('uk.officer');
  await api.act('uk.officer', first, 'acknowledge-receipt', { message: 'We have it.' });
  await api.act('uk.officer', first, 'accept', { aboutConduct: true, concernsNetwork: true });
  await api.act('uk.officer', first, 'assign', { role: 'officer', personId: officerId });
  await api.act('uk.officer', first, 'triage', {
    risk: 'high',
    principles: [4],
    breachKinds: ['violence'],
    survivorConsent: 'not-asked',
    earlierCases: 'None.',
    safetyPlan: 'The shop stays closed.',
    noMeasureBecause: 'He is not ours.',
  });
  await api.act('uk.officer', filed[1]!.caseId, 'acknowledge-receipt', { message: 'We have it.' });
  api.clock.advance('PT1M');
  const learnt = { why: 'No conduct.', learnt: 'Nothing.', message: 'Thank you.' };
  await api.act('uk.officer', filed[1]!.caseId, 'record-feedback', learnt);
  await api.file(recordedReports()[0]!);
  officer = await api.login('uk.officer');
});
afterAll(() => api.close());

async function list(query = ''): Promise<List> {
  return (await officer.get(`/api/v1/cases${query}`).expect(200)).body as List;
}

async function all(query: string): Promise<Summary[]> {
  const items: Summary[] = [];
  for (let cursor: string | null = ''; cursor !== null;) {
    const page: List = await list(`?${query}${cursor === '' ? '' : `&cursor=${encodeURIComponent(cursor)}`}`);
    items.push(...page.items);
    cursor = page.nextCursor;
  }
  return items;
}

const ids = (items: readonly Summary[]): string[] => items.map((one) => one.id).sort();
const filedIds = (): string[] => filed.map((one) => one.caseId).sort();

describe('GET /api/v1/cases', () => {
  it("answers summaries of one's own cases, none of another body's and nothing of what was told", async () => {
    const answer = await officer.get('/api/v1/cases').expect(200);
    expectUsualHeaders(answer);
    const { items, nextCursor } = answer.body as List;
    expect(nextCursor).toBeNull();
    expect(ids(items)).toEqual(filedIds());
    expect(answer.text).not.toContain('shouting');
    const triaged = items.find((one) => one.id === filed[0]!.caseId);
    expect(triaged).toEqual({
      id: filed[0]!.caseId,
      reference: filed[0]!.reference,
      stage: 'triage',
      risk: 'high',
      body: { id: expect.any(String), slug: 'uk', name: 'UK Network' },
      assignee: { id: await api.personId('uk.officer'), name: 'UK Officer' },
      principles: [4],
      receivedAt: filed[0]!.receivedAt,
      updatedAt: expect.any(String),
      nextClock: { name: 'triage', dueAt: expect.any(String), state: 'soon' },
    });
  });

  it.each([1, 2, 5, 22, 23, 24, 200])('pages by %i without loss or repeat, in each order', async (limit) => {
    for (const sort of ['dueAt', 'receivedAt', 'updatedAt']) {
      const items = await all(`sort=${sort}&limit=${String(limit)}`);
      expect(items).toHaveLength(23);
      expect(ids(items)).toEqual(filedIds());
    }
  });

  it('orders by what is due next, newest first by the times', async () => {
    const due = (await list('?sort=dueAt')).items.map((one) => one.nextClock?.dueAt ?? '9999');
    expect(due).toEqual([...due].sort());
    for (const sort of ['receivedAt', 'updatedAt'] as const) {
      const times = (await list(`?sort=${sort}`)).items.map((one) => one[sort]);
      expect(times).toEqual([...times].sort().reverse());
    }
    expect((await list('?sort=updatedAt')).items[0]!.id).toBe(filed[1]!.caseId);
  });

  it('keeps its place while cases come in between two pages', async () => {
    const first = await list('?sort=receivedAt&limit=10');
    await api.file({ ...recordedReports()[8], keepFrom: ['uk officer'] });
    const rest = await list(`?sort=receivedAt&limit=200&cursor=${first.nextCursor ?? ''}`);
    expect(ids([...first.items, ...rest.items])).toEqual(filedIds());
  });

  it('filters by stage, risk, assignee, body, principle and reference', async () => {
    const officerId = await api.personId('uk.officer');
    const triaged = [filed[0]!.caseId];
    expect(ids((await list('?stage=triage')).items)).toEqual(triaged);
    expect(ids((await list('?stage=closed')).items)).toEqual([filed[1]!.caseId]);
    expect(ids((await list('?risk=high')).items)).toEqual(triaged);
    expect((await list('?risk=low')).items).toEqual([]);
    expect(ids((await list(`?assigneeId=${officerId}`)).items)).toEqual(triaged);
    expect((await list('?bodyId=uk')).items).toHaveLength(23);
    expect((await list('?bodyId=kenya')).items).toEqual([]);
    expect((await list('?bodyId=atlantis')).items).toEqual([]);
    expect((await list('?principle=8')).items.every((one) => one.principles.includes(8))).toBe(true);
    expect((await list('?principle=8')).items.length).toBeGreaterThan(1);
    const { reference } = filed[7]!;
    expect(ids((await list(`?q=${reference}`)).items)).toEqual([filed[7]!.caseId]);
    expect(ids((await list(`?q=${reference.toLowerCase().slice(0, -1)}`)).items)).toContain(filed[7]!.caseId);
    expect((await list('?q=%25')).items).toEqual([]);
    expect((await list('?stage=intake&principle=4&risk=high')).items).toEqual([]);
  });

  it('filters by what is due, and a day later more is late', async () => {
    expect((await list('?overdue=true')).items).toEqual([]);
    expect((await list('?overdue=false')).items).toHaveLength(23);
    const middle = (await list('?sort=dueAt')).items[11]!.nextClock!.dueAt;
    const before = (await list(`?dueBefore=${encodeURIComponent(middle)}`)).items;
    expect(before.every((one) => (one.nextClock?.dueAt ?? '9999') < middle)).toBe(true);
    api.clock.advance('P2D');
    const late = (await (await api.login('uk.officer')).get('/api/v1/cases?overdue=true')).body as List;
    expect(late.items.map((one) => one.id)).toContain(filed[0]!.caseId);
    expect(late.items[0]!.nextClock!.state).toBe('late');
    officer = await api.login('uk.officer');
  });

  it('finds nothing for those who are in office without cases', async () => {
    for (const who of ['adviser', 'admin', 'custodian', 'auditor']) {
      const answer = await (await api.login(who)).get('/api/v1/cases');
      expect([who, answer.status, answer.body]).toEqual([who, 200, { items: [], nextCursor: null }]);
    }
  });

  it('names every fault of its parameters at once', async () => {
    const answer = await officer.get(
      '/api/v1/cases?limit=201&stage=open&risk=5&assigneeId=me&principle=9&overdue=maybe&dueBefore=soon&sort=name&colour=red',
    );
    const paths = faultsOf(expectProblem(answer, 422, 'invalid')).map((fault) => fault.split(':')[0]);
    expect([...new Set(paths)]).toEqual([
      'assigneeId',
      'colour',
      'dueBefore',
      'limit',
      'overdue',
      'principle',
      'risk',
      'sort',
      'stage',
    ]);
  });

  it.each([
    'limit=0',
    'limit=-1',
    'limit=1.5',
    'limit=ten',
    'limit=1e9',
    'limit=5&limit=6',
    'stage[]=intake',
    'q=a&q=b',
  ])('refuses %s', async (query) => {
    expectProblem(await officer.get(`/api/v1/cases?${query}`), 422, 'invalid');
  });

  it.each([
    'x',
    Buffer.from('dueAt 2026-01-01 nobody').toString('base64url'),
    Buffer.from(`dueAt not-a-time ${'0'.repeat(36)}`).toString('base64url'),
    Buffer.from(`dueAt 2026-01-01 ${'-'.repeat(36)}`).toString('base64url'),
    Buffer.from(`dueAt 2026-02-31 09:00:00+00 0192f0c8-0000-7000-8000-000000000000`).toString('base64url'),
    Buffer.from(`dueAt 2026-02-28 25:00:00+00 0192f0c8-0000-7000-8000-000000000000`).toString('base64url'),
    Buffer.from(`dueAt 1 0192f0c8-0000-7000-8000-000000000000`).toString('base64url'),
    Buffer.from(`dueAt 99999999-01-01 0192f0c8-0000-7000-8000-000000000000`).toString('base64url'),
    Buffer.from(`receivedAt 2026-01-01 0192f0c8-0000-7000-8000-000000000000`).toString('base64url'),
  ])('refuses the cursor %s', async (cursor) => {
    const problem = expectProblem(await officer.get(`/api/v1/cases?cursor=${cursor}`), 422, 'invalid');
    expect(faultsOf(problem)).toEqual(['cursor: cursor']);
  });
});
