import type { Filed, TestApp } from '#testing/test-app';
import { startApi } from '../api.js';
import { everythingStored } from '../everything-stored.js';
import { expectProblem } from '../problem.js';

let api: TestApp;

beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api.close());

const REPORT = { reporterRole: 'witness', narrative: 'Filed twice by a nervous thumb.', bodyId: 'kenya' };

const file = (key: string, body: object | string = REPORT) =>
  api.anyone.post('/api/v1/reports', body).set('Idempotency-Key', key);

async function reports(): Promise<number> {
  return (await api.rows<{ n: number }>('select count(*)::int as n from report'))[0]?.n ?? 0;
}

describe('an Idempotency-Key', () => {
  it('gets the first answer again, access code and all, for the same body', async () => {
    const before = await reports();
    const first = await file('thumb-1').expect(201);
    api.clock.advance('PT23H');
    const again = await file('thumb-1').expect(201);
    expect(again.text).toBe(first.text);
    expect(await reports()).toBe(before + 1);
    await api.reporter((again.body as Filed).accessCode);
  });

  it('is the same body whatever the order and space it is written in', async () => {
    const first = await file('thumb-2').expect(201);
    const { reporterRole, narrative, bodyId } = REPORT;
    const text = JSON.stringify({ bodyId, narrative, reporterRole }, null, 2);
    const again = await file('thumb-2', text).set('Content-Type', 'application/json').expect(201);
    expect(again.text).toBe(first.text);
  });

  it('files one report when ten come at once, and answers all ten', async () => {
    const before = await reports();
    const answers = await Promise.all(Array.from({ length: 10 }, () => file('thumb-3')));
    expect(answers.map((answer) => answer.status)).toEqual(Array<number>(10).fill(201));
    expect(new Set(answers.map((answer) => answer.text)).size).toBe(1);
    expect(await reports()).toBe(before + 1);
  });

  it('is refused with another body, which is told nothing of the first', async () => {
    const first = (await file('thumb-4').expect(201)).body as Filed;
    const before = await reports();
    const answer = await file('thumb-4', { ...REPORT, narrative: 'Something else.' });
    expectProblem(answer, 409, 'idempotency-conflict');
    expect(answer.text).not.toContain(first.reference);
    expect(await reports()).toBe(before);
  });

  it('is forgotten after a day', async () => {
    const first = (await file('thumb-5').expect(201)).body as Filed;
    api.clock.advance('P1DT1S');
    const next = (await file('thumb-5').expect(201)).body as Filed;
    expect(next.reference).not.toBe(first.reference);
  });

  it('is not kept as it is, nor is the answer', async () => {
    const { accessCode } = (await file('a-key-to-look-for').expect(201)).body as Filed;
    const stored = await everythingStored(api);
    const found = stored.filter(
      ({ bytes }) => bytes.includes('a-key-to-look-for') || bytes.includes(accessCode),
    );
    expect(found.map(({ where }) => where)).toEqual([]);
  });

  it.each(['', ' ', 'a b', 'x'.repeat(201), 'schlüssel'])('cannot be %j', async (key) => {
    const answer = await file(encodeURI(key) === key ? key : Buffer.from(key).toString('latin1'));
    // An empty header is no key to a client that sends it by mistake: it is said, not taken for none.
    expectProblem(answer, 422, 'invalid');
  });

  it('of a refused report is free for the corrected one', async () => {
    expectProblem(await file('thumb-6', { ...REPORT, narrative: '' }), 422);
    await file('thumb-6').expect(201);
  });
});
