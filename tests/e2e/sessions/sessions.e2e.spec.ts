import { PASSWORD, recordedReports, type TestApp } from '#testing/test-app';
import { startApi } from '../api.js';
import { everythingStored } from '../everything-stored.js';
import { expectProblem, expectUsualHeaders, faultsOf } from '../problem.js';

let api: TestApp;

beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api.close());

const EMAIL = 'kenya.lead@example.org';
const login = (body: object) => api.anyone.post('/api/v1/sessions', body);

describe('POST /api/v1/sessions', () => {
  it('answers a token, when it ends, and who somebody is where', async () => {
    const answer = await login({ email: EMAIL, password: PASSWORD }).expect(201);
    expectUsualHeaders(answer);
    const kenya = (await api.rows<{ id: string }>(`select id from body where slug = 'kenya'`))[0]?.id;
    expect(answer.body).toEqual({
      token: expect.stringMatching(/^[\w-]{43}$/),
      expiresAt: '2026-11-23T21:00:00.000Z',
      user: {
        id: await api.personId('kenya.lead'),
        name: 'Kenya Coordinator',
        roles: expect.arrayContaining([
          { role: 'supervisor', bodyId: kenya },
          { role: 'decision-maker', bodyId: kenya },
        ]),
      },
    });
  });

  it('keeps the token only as a hash', async () => {
    const { token } = (await login({ email: EMAIL, password: PASSWORD })).body as { token: string };
    const stored = await everythingStored(api);
    const found = stored.filter(
      ({ bytes }) => bytes.includes(token) || bytes.includes(Buffer.from(token, 'base64url')),
    );
    expect(found.map(({ where }) => where)).toEqual([]);
  });

  it('finds an address whatever its case, and a password only as it is', async () => {
    await login({ email: ' Kenya.LEAD@example.org ', password: PASSWORD }).expect(201);
    expectProblem(await login({ email: EMAIL, password: PASSWORD.toUpperCase() }), 401, 'unauthenticated');
  });

  it('answers a wrong password, nobody of that name and somebody who has left in the same words', async () => {
    await api.owner.query(`update person set deactivated_at = now() where email = 'adviser@example.org'`);
    const answers = [
      await login({ email: EMAIL, password: 'wrong' }),
      await login({ email: 'nobody@example.org', password: 'wrong' }),
      await login({ email: 'adviser@example.org', password: PASSWORD }),
      await login({ email: "' or 1=1 --", password: 'wrong' }),
    ];
    for (const answer of answers) expectProblem(answer, 401, 'unauthenticated');
    expect(new Set(answers.map((answer) => answer.text)).size).toBe(1);
  });

  it('names every fault of what was sent', async () => {
    const problem = expectProblem(
      await login({ email: '', password: 7, otp: 'abc', remember: true }),
      422,
      'invalid',
    );
    const paths = faultsOf(problem).map((fault) => fault.split(':')[0]);
    expect([...new Set(paths)]).toEqual(['email', 'otp', 'password', 'remember']);
  });
});

describe('a session', () => {
  it('is over after twelve hours', async () => {
    const { token } = (await login({ email: EMAIL, password: PASSWORD })).body as { token: string };
    api.clock.advance('PT11H59M');
    await api.bearer(token).get('/api/v1/cases').expect(200);
    api.clock.advance('PT2M');
    expectProblem(await api.bearer(token).get('/api/v1/cases'), 401, 'unauthenticated');
  });

  it('is over at once for somebody who leaves, and knows of a role from the moment it is taken away', async () => {
    const caller = await api.login('senegal.officer');
    await caller.get('/api/v1/cases').expect(200);
    const id = await api.personId('senegal.officer');
    await api.owner.query('update role_grant set revoked_at = now() where person_id = $1', [id]);
    const { caseId } = await api.file(recordedReports()[11]!);
    expect((await caller.get(`/api/v1/cases/${caseId}`)).status).toBeGreaterThanOrEqual(403);
    await api.owner.query('update person set deactivated_at = now() where id = $1', [id]);
    expectProblem(await caller.get('/api/v1/cases'), 401, 'unauthenticated');
  });
});

describe('DELETE /api/v1/sessions/current', () => {
  it('ends a session of staff at once, and no other of the same person', async () => {
    const [one, other] = [
      await login({ email: EMAIL, password: PASSWORD }),
      await login({ email: EMAIL, password: PASSWORD }),
    ];
    const [first, second] = [one, other].map((answer) =>
      api.bearer((answer.body as { token: string }).token),
    );
    const ended = await first!.delete('/api/v1/sessions/current').expect(204);
    expect(ended.text).toBe('');
    expectProblem(await first!.get('/api/v1/cases'), 401);
    expectProblem(await first!.delete('/api/v1/sessions/current'), 401);
    await second!.get('/api/v1/cases').expect(200);
  });

  it("ends a reporter's session at once, and their code still opens another", async () => {
    const { accessCode } = await api.file(recordedReports()[0]!);
    const reporter = await api.reporter(accessCode);
    await reporter.delete('/api/v1/sessions/current').expect(204);
    expectProblem(await reporter.get('/api/v1/reporter/case'), 401);
    await (await api.reporter(accessCode)).get('/api/v1/reporter/case').expect(200);
  });
});
