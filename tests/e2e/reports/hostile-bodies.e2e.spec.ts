import { request as rawRequest } from 'node:http';
import type { TestApp } from '#testing/test-app';
import { startApi } from '../api.js';
import { rowCounts } from '../everything-stored.js';
import { expectProblem, faultsOf } from '../problem.js';

let api: TestApp;
let before: Record<string, number>;

beforeAll(async () => {
  api = await startApi();
});
beforeEach(async () => {
  before = await rowCounts(api);
});
afterEach(async () => {
  expect(await rowCounts(api)).toEqual(before);
});
afterAll(() => api.close());

const LEAST = { reporterRole: 'witness', narrative: 'At the meeting nobody said anything.' };

function post(text: string, type = 'application/json') {
  return api.anyone.post('/api/v1/reports', text).set('Content-Type', type);
}

/** Bytes as they are, whatever they are. */
function postBytes(
  bytes: Buffer,
  headers: Record<string, string>,
): Promise<{ status: number; type: string; text: string }> {
  return new Promise((resolve, reject) => {
    const call = rawRequest(`${api.base}/api/v1/reports`, { method: 'POST', headers }, (answer) => {
      let text = '';
      answer.setEncoding('utf8').on('data', (part: string) => (text += part));
      answer.on('end', () => {
        resolve({ status: answer.statusCode ?? 0, type: answer.headers['content-type'] ?? '', text });
      });
    });
    call.on('error', reject);
    call.end(bytes);
  });
}

describe('a body that is not a report', () => {
  it.each([
    ['nothing', ''],
    ['white space', '   '],
    ['no JSON', 'reporterRole=witness'],
    ['half of one', '{"reporterRole": "wit'],
    ['two of them', '{}{}'],
    ['a NaN', '{"reporterRole": NaN}'],
    ['a byte order mark and rubbish', '\ufeff{]'],
  ])('is refused: %s', async (_what, text) => {
    const problem = expectProblem(await post(text), 400);
    expect(problem.code).toBe('malformed');
    expect(problem.detail).not.toMatch(/at .*\.js|node_modules/);
  });

  it.each(['null', '[]', '[{}]', '"report"', '7', 'true'])('is refused: %s', async (text) => {
    const answer = await post(text);
    expect([400, 422]).toContain(answer.status);
    expectProblem(answer, answer.status);
  });

  it.each([
    'text/plain',
    'application/xml',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
  ])('is refused as %s', async (type) => {
    expectProblem(await post(JSON.stringify(LEAST), type), 415, 'not-json');
  });

  it('is refused where it says that it is compressed', async () => {
    const answer = await post(JSON.stringify(LEAST)).set('Content-Encoding', 'gzip');
    expect([400, 415]).toContain(answer.status);
    expectProblem(answer, answer.status);
  });

  it('is refused where it is no UTF-8, rather than taken with question marks in it', async () => {
    const bytes = Buffer.concat([
      Buffer.from('{"reporterRole":"witness","narrative":"caf'),
      Buffer.from([0xe9, 0xff, 0xfe]),
      Buffer.from('"}'),
    ]);
    const answer = await postBytes(bytes, {
      'Content-Type': 'application/json',
      'Content-Length': String(bytes.length),
    });
    expect([answer.status, answer.type.split(';')[0]]).toEqual([400, 'application/problem+json']);
  });
});

describe('a report that means harm', () => {
  it('of 10 megabytes is refused before it is read', async () => {
    const answer = await api.anyone.post('/api/v1/reports', { ...LEAST, narrative: 'x'.repeat(10_000_000) });
    expectProblem(answer, 413, 'too-large');
  });

  it('with a narrative beyond the limit says what the limit is', async () => {
    const answer = await api.anyone.post('/api/v1/reports', { ...LEAST, narrative: 'x'.repeat(100_001) });
    expect(faultsOf(expectProblem(answer, 422))).toEqual(['narrative: max-length']);
  });

  it.each([
    ['objects', '{"a":'.repeat(50_000) + '1' + '}'.repeat(50_000)],
    [
      'arrays',
      `{"reporterRole":"witness","narrative":"x","principles":${'['.repeat(50_000)}${']'.repeat(50_000)}}`,
    ],
  ])('nested 50 thousand deep in %s is refused', async (_what, text) => {
    const answer = await post(text);
    expect([400, 422]).toContain(answer.status);
    expectProblem(answer, answer.status);
  });

  it.each([
    ['10 thousand principles', { principles: Array.from({ length: 10_000 }, (_, at) => at) }],
    [
      '10 thousand respondents',
      { respondents: Array.from({ length: 10_000 }, () => ({ name: 'x', kind: 'person' })) },
    ],
    ['10 thousand people to keep out', { keepFrom: Array.from({ length: 10_000 }, () => 'x') }],
    [
      '10 thousand unknown fields',
      Object.fromEntries(Array.from({ length: 10_000 }, (_, at) => [`f${String(at)}`, 1])),
    ],
  ])('with %s is refused soon and in few words', async (_what, more) => {
    const since = performance.now();
    const answer = await api.anyone.post('/api/v1/reports', { ...LEAST, ...more });
    expectProblem(answer, 422, 'invalid');
    expect(performance.now() - since).toBeLessThan(2_000);
    expect(answer.text.length).toBeLessThan(200_000);
  });

  it.each([
    ['NUL', 'a\0b', 'control-character'],
    ['an escape', 'a\u001b[31mb', 'control-character'],
    ['a C1 control', 'a\u009bb', 'control-character'],
    ['a lone surrogate', 'a\ud800b', 'malformed-text'],
    ['the other half', '\udc00', 'malformed-text'],
    ['an override of direction', 'a\u202egpj.exe', 'direction-override'],
  ])('with %s in it is refused, wherever it stands', async (_what, text, code) => {
    for (const [path, more] of [
      ['narrative', { narrative: text }],
      ['contact.name', { contact: { name: text, safeToContact: true } }],
      ['respondents.0.name', { respondents: [{ name: text, kind: 'person' }] }],
      ['keepFrom.0', { keepFrom: [text] }],
    ] as const) {
      const answer = await post(JSON.stringify({ ...LEAST, ...more }));
      expect(faultsOf(expectProblem(answer, 422, 'invalid'))).toEqual([`${path}: ${code}`]);
    }
  });

  it.each([
    '{"reporterRole":"witness","narrative":"x","__proto__":{"admin":true}}',
    '{"reporterRole":"witness","narrative":"x","constructor":{"prototype":{"admin":true}}}',
    '{"reporterRole":"witness","narrative":"x","contact":{"safeToContact":true,"__proto__":{"name":"x"}}}',
    '{"__proto__":{"reporterRole":"witness","narrative":"x"}}',
  ])('with keys of the prototype is refused: %s', async (text) => {
    const answer = await post(text);
    expect([400, 422]).toContain(answer.status);
    expectProblem(answer, answer.status);
    expect(({} as { admin?: unknown }).admin).toBeUndefined();
  });

  it.each([
    { narrative: ['a', 'b'] },
    { narrative: { toString: 'x' } },
    { narrative: 7 },
    { narrative: null },
    { reporterRole: ['witness'] },
    { language: ['en'] },
    { bodyId: { $ne: null } },
    { bodyId: ['kenya'] },
    { principles: '1' },
    { principles: { 0: 1, length: 1 } },
    { principles: [1, 1] },
    { principles: [1.5] },
    { respondents: { name: 'x', kind: 'person' } },
    { respondents: [[]] },
    { respondents: [null] },
    { contact: [] },
    { contact: 'me' },
    { contact: { safeToContact: 1 } },
    { keepFrom: 'everybody' },
    { occurredOn: 20260101 },
    { occurredOn: '2026-13-01' },
    { occurredOn: "2026-01-01'; drop table report; --" },
  ])('of the wrong type is refused: %j', async (more) => {
    expectProblem(await api.anyone.post('/api/v1/reports', { ...LEAST, ...more }), 422, 'invalid');
  });

  it('is refused by words, and never by what the program is made of', async () => {
    const answer = await post('{"reporterRole":"witness","narrative":{"__proto__":null}}');
    expect(answer.status).toBeLessThan(500);
    expect(answer.text).not.toMatch(/node_modules|at \w+ \(|typeorm|postgres/i);
  });
});

describe('an address that is not one of ours', () => {
  it.each([
    '/',
    '/api',
    '/api/v1',
    '/api/v1/report',
    '/api/v1/reports/',
    '/api/v2/reports',
    '/.env',
    '/api/v1/../../etc/passwd',
    '/api/v1/%00',
  ])('is not found: %s', async (path) => {
    const answer = await api.anyone.get(path);
    expectProblem(answer, 404, 'not-found');
  });

  it('with half an escape in it is refused', async () => {
    const answer = await api.anyone.get('/api/v1/cases/%E0%A4%A');
    expect([400, 404]).toContain(answer.status);
    expectProblem(answer, answer.status);
  });
});
