import { recordedReports, type Caller, type Filed, type TestApp } from '#testing/test-app';
import { startApi } from '../api.js';
import { everythingStored, rowCounts } from '../everything-stored.js';
import { expectProblem, expectUsualHeaders, faultsOf } from '../problem.js';

interface Seen {
  reference: string;
  stage: string;
  language: string;
  clocks: { name: string; dueAt: string; state: string }[];
  history: { at: string; what: string }[];
  messages: { from: string; text: string }[];
  actions: { name: string }[];
}

let api: TestApp;
let filed: Filed;
let reporter: Caller;

beforeAll(async () => {
  api = await startApi();
});
beforeEach(async () => {
  filed = await api.file(recordedReports()[11]!);
  reporter = await api.reporter(filed.accessCode);
});
afterAll(() => api.close());

async function seen(): Promise<Seen> {
  return (await reporter.get('/api/v1/reporter/case').expect(200)).body as Seen;
}

describe('POST /api/v1/reporter/sessions', () => {
  const open = (accessCode: unknown) => api.anyone.post('/api/v1/reporter/sessions', { accessCode });

  it('opens with the seven words, however they are written', async () => {
    for (const code of [
      filed.accessCode,
      filed.accessCode.toUpperCase(),
      `  ${filed.accessCode.replaceAll(' ', '\n ')}  `,
      filed.accessCode.replaceAll(' ', '-'),
    ]) {
      const answer = await open(code).expect(201);
      expectUsualHeaders(answer);
      expect(answer.body).toEqual({
        token: expect.stringMatching(/^[\w-]{43}$/),
        expiresAt: expect.any(String),
      });
    }
  });

  it('answers every wrong code alike', async () => {
    const words = filed.accessCode.split(' ');
    const answers = [];
    for (const code of [
      words.toReversed().join(' '),
      words.slice(0, 6).join(' '),
      `${filed.accessCode} extra`,
      filed.reference,
      'x',
      "' or 1=1 --",
    ]) {
      const answer = await open(code);
      expectProblem(answer, 401, 'unauthenticated');
      answers.push(answer.text);
    }
    expect(new Set(answers).size).toBe(1);
  });

  it.each([undefined, '', 7, ['a'], {}, 'x'.repeat(401)])('refuses %j', async (code) => {
    const answer = await open(code);
    expect(
      faultsOf(expectProblem(answer, 422, 'invalid')).every((fault) => fault.startsWith('accessCode: ')),
    ).toBe(true);
  });

  it('is over after an hour, and keeps neither code nor token in the clear', async () => {
    const { token } = (await open(filed.accessCode)).body as { token: string };
    const stored = await everythingStored(api);
    const found = stored.filter(({ bytes }) => bytes.includes(token) || bytes.includes(filed.accessCode));
    expect(found.map(({ where }) => where)).toEqual([]);
    api.clock.advance('PT1H1S');
    expectProblem(await api.bearer(token).get('/api/v1/reporter/case'), 401, 'unauthenticated');
  });
});

describe('GET /api/v1/reporter/case', () => {
  it('tells in their language where it stands and when the next answer is due', async () => {
    const answer = await reporter.get('/api/v1/reporter/case').expect(200);
    expectUsualHeaders(answer);
    const body = answer.body as Seen;
    expect(body).toMatchObject({ reference: filed.reference, stage: 'intake', language: 'fr', messages: [] });
    expect(body.clocks.map((clock) => clock.name).sort()).toEqual(['feedback', 'receipt-acknowledgement']);
    expect(body.history).toEqual([
      { at: filed.receivedAt, what: expect.stringMatching(/[éèàêç]|reçu|signalement/i) },
    ]);
    expect(body.actions.map((one) => one.name)).toEqual(
      expect.arrayContaining(['message', 'withdraw', 'record-consent']),
    );
  });

  it('names nobody of the staff and shows none of their notes', async () => {
    await api.act('senegal.officer', filed.caseId, 'acknowledge-receipt', {
      message: 'Nous avons votre signalement.',
    });
    await api.act('senegal.officer', filed.caseId, 'note', { text: 'Interne: appeler la police?' });
    const { text } = await reporter.get('/api/v1/reporter/case');
    expect(text).toContain('Nous avons votre signalement.');
    expect(text).not.toMatch(/Responsable|Interne/);
    expect(text).not.toContain(await api.personId('senegal.officer'));
    expect(text).not.toContain(filed.caseId);
  });

  it('is not recorded: a log must not tell when somebody looked', async () => {
    const before = await rowCounts(api);
    await seen();
    expect(await rowCounts(api)).toEqual(before);
  });

  it('shows a date as late once it has passed', async () => {
    api.clock.advance('P8D');
    reporter = await api.reporter(filed.accessCode);
    const late = (await seen()).clocks.find((clock) => clock.name === 'receipt-acknowledgement');
    expect(late?.state).toBe('late');
  });
});

describe('POST /api/v1/reporter/messages', () => {
  it('is kept as it was written, answered by 201, and read by the officer', async () => {
    const text = 'Je me souviens encore d’une chose :\nil a crié. 😔';
    const answer = await reporter.post('/api/v1/reporter/messages', { text }).expect(201);
    expectUsualHeaders(answer);
    expect((answer.body as Seen).messages).toMatchObject([{ from: 'you', text }]);
    expect((await seen()).clocks.map((clock) => clock.name)).toContain('message-answer');
    const read = await api.read('senegal.officer', filed.caseId);
    expect(read['messages']).toMatchObject([{ direction: 'from-reporter', author: null, text }]);
    const stored = await everythingStored(api);
    expect(stored.filter(({ bytes }) => bytes.includes('il a crié')).map(({ where }) => where)).toEqual([]);
  });

  it('is an entry in the log, and starts the time for an answer, which the answer stops', async () => {
    const before = await rowCounts(api);
    await reporter.post('/api/v1/reporter/messages', { text: 'Quand ?' }).expect(201);
    const after = await rowCounts(api);
    expect(after['audit_entry']! - before['audit_entry']!).toBe(1);
    await api.act('senegal.officer', filed.caseId, 'message', { text: 'Demain.' });
    expect((await seen()).clocks.map((clock) => clock.name)).not.toContain('message-answer');
    expect((await seen()).messages.map((one) => [one.from, one.text])).toEqual([
      ['you', 'Quand ?'],
      ['us', 'Demain.'],
    ]);
  });

  it.each([
    {},
    { text: '' },
    { text: ' \n ' },
    { text: 7 },
    { text: 'x'.repeat(20_001) },
    { text: 'x', to: 'all' },
  ])('refuses %j, and keeps nothing', async (body) => {
    const before = await rowCounts(api);
    expectProblem(await reporter.post('/api/v1/reporter/messages', body), 422, 'invalid');
    expect(await rowCounts(api)).toEqual(before);
  });
});

describe('POST /api/v1/reporter/withdrawal', () => {
  it('keeps the reason, promises an answer by a day, and is asked once', async () => {
    const reason = 'J’ai peur pour mon poste.';
    const answer = await reporter.post('/api/v1/reporter/withdrawal', { reason }).expect(200);
    const body = answer.body as Seen;
    expect(body.clocks.map((clock) => clock.name)).toContain('withdrawal-decision');
    expect(body.messages[0]).toMatchObject({ from: 'you', text: reason });
    const problem = expectProblem(
      await reporter.post('/api/v1/reporter/withdrawal', {}),
      409,
      'action-refused',
    );
    expect(problem.missing?.map((one) => one.code)).toEqual(['not-withdrawn-yet']);
    await api.act('senegal.officer', filed.caseId, 'acknowledge-receipt', {
      message: 'Nous avons votre signalement.',
    });
    const stop = { decision: 'stop', reason: 'Nobody else is at risk.', message: 'Nous arrêtons ici.' };
    expect((await api.act('senegal.officer', filed.caseId, 'withdraw', stop)).outcome).toBe('withdrawn');
    expect((await seen()).messages.at(-1)).toMatchObject({ from: 'us', text: 'Nous arrêtons ici.' });
  });

  it('needs no reason', async () => {
    await reporter.post('/api/v1/reporter/withdrawal').expect(200);
  });
});

describe('POST /api/v1/reporter/acknowledgement/answer', () => {
  it('is refused while there is nothing to answer', async () => {
    const answer = await reporter.post('/api/v1/reporter/acknowledgement/answer', { answer: 'accepted' });
    expect(expectProblem(answer, 409, 'action-refused').missing?.length).toBeGreaterThan(0);
  });

  it.each([{}, { answer: 'maybe' }, { answer: 'silence' }, { answer: 'accepted', text: 7 }])(
    'refuses %j',
    async (body) => {
      expectProblem(await reporter.post('/api/v1/reporter/acknowledgement/answer', body), 422, 'invalid');
    },
  );
});

describe('POST /api/v1/reporter/actions/{action}', () => {
  it('takes a consent and takes it back, both to be read again', async () => {
    const consent = { kind: 'share', given: true, wordingVersion: '1', language: 'fr', scope: 'Médecin' };
    await reporter.post('/api/v1/reporter/actions/record-consent', consent).expect(200);
    const answer = await reporter
      .post('/api/v1/reporter/actions/record-consent', { ...consent, given: false })
      .expect(200);
    expect((answer.body as { consents: object[] }).consents).toMatchObject([
      { kind: 'share', given: true, scope: 'Médecin' },
      { kind: 'share', given: false },
    ]);
  });

  it.each(['accept', 'answer-expired', 'nothing', 'toString'])('finds no %s', async (action) => {
    expectProblem(await reporter.post(`/api/v1/reporter/actions/${action}`, {}), 404, 'not-found');
  });

  it('names every fault of a body', async () => {
    const answer = await reporter.post('/api/v1/reporter/actions/record-consent', {
      kind: 'everything',
      colour: 'red',
    });
    expect(faultsOf(expectProblem(answer, 422, 'invalid'))).toEqual([
      'colour: unknown-field',
      'given: required',
      'kind: not-one-of',
      'language: required',
      'wordingVersion: required',
    ]);
  });
});
