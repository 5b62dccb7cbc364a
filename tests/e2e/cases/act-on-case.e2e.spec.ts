import { recordedReports, type CaseBody, type TestApp } from '#testing/test-app';
import { startApi } from '../api.js';
import { rowCounts } from '../everything-stored.js';
import { expectProblem, expectUsualHeaders, faultsOf } from '../problem.js';

let api: TestApp;
let id: string;

beforeAll(async () => {
  api = await startApi();
});
beforeEach(async () => {
  id = (await api.file(recordedReports()[8]!)).caseId;
});
afterAll(() => api.close());

const RECEIPT = { message: 'Thank you; we have it.' };

async function act(action: string, body: object | string | undefined, ifMatch?: string) {
  const call = (await api.login('uk.officer')).post(`/api/v1/cases/${id}/actions/${action}`, body);
  return ifMatch === undefined ? call : call.set('If-Match', ifMatch);
}

describe('GET /api/v1/cases/{id}', () => {
  it('answers the case with its ETag, and every action with what is missing and the schema of its body', async () => {
    const answer = await (await api.login('uk.officer')).get(`/api/v1/cases/${id}`).expect(200);
    expectUsualHeaders(answer);
    expect(answer.headers['etag']).toBe('"1"');
    const { actions, ...seen } = answer.body as CaseBody;
    expect(seen).toMatchObject({
      id,
      stage: 'intake',
      body: { slug: 'uk' },
      outcome: null,
      messages: [],
      remedies: [],
    });
    const offered = Object.fromEntries(actions.map((one) => [one.name, one]));
    expect(offered['acknowledge-receipt']).toMatchObject({ allowed: true, missing: [] });
    expect(offered['accept']).toMatchObject({ allowed: false, missing: [{ code: 'receipt-acknowledged' }] });
    for (const { name, schema } of actions) {
      expect([name, schema]).toEqual([
        name,
        expect.objectContaining({ type: 'object', additionalProperties: false }),
      ]);
    }
  });

  it("never shows a reporter's name or contact", async () => {
    const { text } = await (await api.login('uk.officer')).get(`/api/v1/cases/${id}`);
    expect(text).not.toMatch(/A shopkeeper|0000 000000/);
    expect(text).toContain('shouting at people');
  });

  it('is itself an entry in the log, and leaves the version as it is', async () => {
    const types = async (): Promise<number> =>
      (await api.rows<{ n: number }>('select log_seq as n from cases where id = $1', [id]))[0]!.n;
    const before = await types();
    await api.read('uk.officer', id);
    expect(await types()).toBe(before + 1);
    expect(await api.etag(id)).toBe('"1"');
  });

  it.each(['x', '1', '0192f0c8-0000-7000-8000-000000000000', '0'.repeat(36), '%27%20or%201=1'])(
    'finds nothing at %s',
    async (other) => {
      expectProblem(await (await api.login('uk.officer')).get(`/api/v1/cases/${other}`), 404, 'not-found');
    },
  );
});

describe('POST /api/v1/cases/{id}/actions/{action}', () => {
  it('answers 200 with the case as it then is, its new ETag, and writes what follows from it', async () => {
    const before = await rowCounts(api);
    const answer = await act('acknowledge-receipt', RECEIPT, '"1"');
    expect([answer.status, answer.headers['etag']]).toEqual([200, '"2"']);
    expectUsualHeaders(answer);
    expect(answer.body).toMatchObject({
      id,
      stage: 'intake',
      messages: [{ text: RECEIPT.message, direction: 'to-reporter' }],
    });
    const after = await rowCounts(api);
    expect(after['audit_entry']! - before['audit_entry']!).toBe(1);
    expect(after['message']! - before['message']!).toBe(1);
    const clocks = await api.rows(
      `select name, state from clock where case_id = $1 and name = 'receipt-acknowledgement'`,
      [id],
    );
    expect(clocks).toEqual([{ name: 'receipt-acknowledgement', state: 'met' }]);
    expect(await api.rows('select version from cases where id = $1', [id])).toEqual([{ version: 2 }]);
  });

  it('asks for If-Match, and does nothing without', async () => {
    const before = await rowCounts(api);
    for (const given of [undefined, ''])
      expectProblem(await act('acknowledge-receipt', RECEIPT, given), 428, 'if-match-required');
    expect(await rowCounts(api)).toEqual(before);
  });

  it.each(['"0"', '"2"', '1', '"x"', '*', '"1", "2"', '"99999999999999999999"'])(
    'takes %s for stale, and does nothing',
    async (given) => {
      const before = await rowCounts(api);
      expectProblem(await act('acknowledge-receipt', RECEIPT, given), 412, 'stale');
      expect(await rowCounts(api)).toEqual(before);
    },
  );

  it('lets one of two through that act on what they saw at once', async () => {
    for (let round = 0; round < 5; round += 1) {
      const etag = await api.etag(id);
      const answers = await Promise.all([1, 2].map((n) => act('note', { text: `Note ${String(n)}` }, etag)));
      expect(answers.map((answer) => answer.status).sort()).toEqual([200, 412]);
    }
    expect((await api.read('uk.officer', id))['notes']).toHaveLength(5);
  });

  it('refuses with everything that is missing, in words, and does nothing', async () => {
    await act('acknowledge-receipt', RECEIPT, '"1"');
    await act('accept', { aboutConduct: true, concernsNetwork: true }, '"2"');
    const before = await rowCounts(api);
    const triage = {
      principles: [4],
      breachKinds: ['violence'],
      survivorConsent: 'not-asked',
      earlierCases: 'None.',
    };
    const problem = expectProblem(
      await act('triage', { risk: 'imminent', ...triage }, '"3"'),
      409,
      'action-refused',
    );
    expect(problem.missing?.map((one) => one.code)).toEqual(['safety-plan', 'interim-measures']);
    for (const { detail } of problem.missing ?? []) expect(problem.detail).toContain(detail);
    expect(await rowCounts(api)).toEqual(before);
  });

  it('refuses what does not belong to the stage', async () => {
    const closing = { message: 'Bye.', lessons: 'None.', retention: 'standard' };
    const problem = expectProblem(await act('close', closing, '"1"'), 409, 'action-refused');
    expect(problem.missing?.length).toBeGreaterThan(0);
  });

  it('names every fault of the body at once, unknown fields and those left out', async () => {
    await act('acknowledge-receipt', RECEIPT, '"1"');
    const body = { to: '', why: 7, basis: 'whim', staysOpen: 'yes', followUpOn: '2026-02-31', colour: 'red' };
    expect(faultsOf(expectProblem(await act('refer-out', body, '"2"'), 422, 'invalid'))).toEqual([
      'basis: not-one-of',
      'colour: unknown-field',
      'followUpOn: wrong-format',
      'handover: required',
      'message: required',
      'staysOpen: wrong-type',
      'to: too-short',
      'why: wrong-type',
    ]);
  });

  it.each([
    ['an unknown action', 'destroy'],
    ['an action of reporters', 'answer-acknowledgement'],
    ['an action of the system', 'answer-expired'],
    ['a key of the prototype', 'constructor'],
  ])('finds no %s', async (_what, action) => {
    expectProblem(await act(action, {}, '"1"'), 404, 'not-found');
  });

  it.each([
    ['an array', '[]'],
    ['a number', '7'],
    ['null', 'null'],
    ['text', '"note"'],
  ])('refuses %s for a body', async (_what, text) => {
    const answer = await (
      await api.login('uk.officer')
    )
      .post(`/api/v1/cases/${id}/actions/note`, text)
      .set('Content-Type', 'application/json')
      .set('If-Match', '"1"');
    expect([400, 422]).toContain(answer.status);
    expectProblem(answer, answer.status);
  });

  it('refuses words that cannot be kept, and takes those that can as they are', async () => {
    for (const text of ['a\0b', '\ud800', 'a\u202eb']) {
      expect(expectProblem(await act('note', { text }, '"1"'), 422).errors).toMatchObject([{ path: 'text' }]);
    }
    expectProblem(await act('note', { text: 'x'.repeat(20_001) }, '"1"'), 422);
    await act('note', { text: 'قالت «نعم» 👩🏽‍⚖️' }, '"1"');
    expect((await api.read('uk.officer', id))['notes']).toMatchObject([{ text: 'قالت «نعم» 👩🏽‍⚖️' }]);
  });

  it('ends the access of whoever recuses themselves, and says no more than that', async () => {
    const answer = await act('recuse', { reason: 'My neighbour.' }, '"1"');
    expect([answer.status, answer.body]).toEqual([200, { id, accessible: false }]);
    expectProblem(await (await api.login('uk.officer')).get(`/api/v1/cases/${id}`), 404);
    // Nobody else is in office there: the next body up holds it now.
    expect((await api.read('europe', id)).body.slug).toBe('europe');
  });
});
