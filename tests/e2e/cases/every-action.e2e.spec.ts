import { STAFF_ACTIONS } from '#kernel/action-name';
import { recordedReports, type TestApp } from '#testing/test-app';
import { startApi } from '../api.js';
import { rowCounts } from '../everything-stored.js';
import { expectProblem, type ProblemBody } from '../problem.js';

interface Schema {
  type?: string;
  properties?: Record<string, Schema>;
  required?: string[];
}

let api: TestApp;
let id: string;

beforeAll(async () => {
  api = await startApi();
  id = (await api.file(recordedReports()[0]!)).caseId;
});
afterAll(() => api.close());

const WHO = 'fathers.officer';

async function act(action: string, body: object) {
  return (await api.login(WHO)).post(`/api/v1/cases/${id}/actions/${action}`, body).set('If-Match', '"1"');
}

describe.each([...STAFF_ACTIONS])('%s', (action) => {
  it('changes nothing for a body that does not fit, and names every fault of it or all that is missing before', async () => {
    const offered = (await api.read(WHO, id)).actions.find((one) => one.name === action);
    const schema: Schema = offered?.schema ?? {};
    const before = await rowCounts(api);
    const unfit = await act(action, { colour: 'red', shape: { deep: [1] } });
    const required = schema.required ?? [];
    if (offered?.allowed === true) {
      const named = (expectProblem(unfit, 422, 'invalid').errors ?? []).map(
        (one) => `${one.path}: ${one.code}`,
      );
      expect(named.sort()).toEqual(
        [
          ...required.map((name) => `${name}: required`),
          'colour: unknown-field',
          'shape: unknown-field',
        ].sort(),
      );
    } else {
      const { missing = [] } = expectProblem(unfit, 409, 'action-refused');
      const unmet = (offered?.missing ?? []).map((one) => one.code);
      expect(missing.map((one) => one.code)).toEqual(expect.arrayContaining(unmet));
      if (offered) expect(missing.filter((one) => one.code === 'field')).toHaveLength(required.length);
    }
    const fields = Object.keys(schema.properties ?? {});
    const wrong = await act(
      action,
      Object.fromEntries([...fields, 'colour'].map((name) => [name, { $ne: [null] }])),
    );
    expectProblem(wrong, offered?.allowed === true ? 422 : 409);
    const faulty = new Set(
      (JSON.parse(wrong.text) as ProblemBody).errors?.map((one) => one.path.split('.')[0]),
    );
    if (offered?.allowed === true) expect([...faulty].sort()).toEqual([...fields, 'colour'].sort());
    expect(await rowCounts(api)).toEqual(before);
  });
});

describe('what is lawful', () => {
  const LAWFUL: [action: string, body: () => object | Promise<object>, entries: string[]][] = [
    ['note', () => ({ text: 'A note.' }), ['note.added']],
    ['message', () => ({ text: 'A message.' }), ['message.sent']],
    ['acknowledge-receipt', () => ({ message: 'We have it.' }), ['case.receipt-acknowledged']],
    [
      'record-consent',
      () => ({ kind: 'share', given: true, wordingVersion: '1', language: 'en' }),
      ['consent.given'],
    ],
    [
      'record-consent',
      () => ({ kind: 'share', given: false, wordingVersion: '1', language: 'en' }),
      ['consent.withdrawn'],
    ],
    ['accept', () => ({ aboutConduct: true, concernsNetwork: true }), ['case.accepted']],
    ['assign', async () => ({ role: 'officer', personId: await api.personId(WHO) }), ['case.assigned']],
    ['declare-conflict', () => ({ conflict: 'none' }), ['conflict.declared']],
    ['request-identity', () => ({ purpose: 'To call her.' }), ['identity.requested']],
    ['add-allegation', () => ({ what: 'He followed her.', principle: 4 }), ['allegation.added']],
    ['add-evidence', () => ({ kind: 'message', description: 'March.', source: 'Her' }), ['evidence.added']],
    [
      'pause-clock',
      () => ({ clock: 'triage', reason: 'survivor-asked', until: '2026-12-20', message: 'We wait.' }),
      ['clock.paused'],
    ],
    ['resume-clock', () => ({ clock: 'triage' }), ['clock.resumed']],
    ['recuse', () => ({}), ['person.recused', 'case.rerouted']],
  ];

  it.each(LAWFUL)(
    '%s adds exactly its own entries, and the version goes up by one',
    async (action, body, expected) => {
      const [before] = await api.rows<{ seq: number; version: number }>(
        'select log_seq as seq, version from cases where id = $1',
        [id],
      );
      const answer = await (
        await api.login(WHO)
      )
        .post(`/api/v1/cases/${id}/actions/${action}`, await body())
        .set('If-Match', await api.etag(id));
      expect([action, answer.status, answer.status === 200 ? '' : answer.text]).toEqual([action, 200, '']);
      const [after] = await api.rows<{ seq: number; version: number }>(
        'select log_seq as seq, version from cases where id = $1',
        [id],
      );
      const added = after!.seq - before!.seq;
      const log = await (
        await api.login('auditor')
      ).get(`/api/v1/cases/${id}/log?limit=${String(added)}&cursor=${String(before!.seq - 1)}`);
      const { items } = log.body as { items: { open: { type: string } }[] };
      expect(items.map((one) => one.open.type).sort()).toEqual([...expected].sort());
      expect(after!.version - before!.version).toBe(expected.includes('case.rerouted') ? 2 : 1);
    },
  );
});
