import { recordedReports, type Filed, type TestApp } from '#testing/test-app';
import { startApi } from '../api.js';
import { expectProblem } from '../problem.js';

let api: TestApp;
let filed: Filed;
let reportId: string;

beforeAll(async () => {
  api = await startApi();
});
beforeEach(async () => {
  filed = await api.file(recordedReports()[6]!);
  reportId = (await api.rows<{ id: string }>('select id from report where case_id = $1', [filed.caseId]))[0]!
    .id;
});
afterAll(() => api.close());

interface Waiting {
  items: { id: string; caseId: string; etag: string; purpose?: string; reference: string }[];
}

async function waiting(who: string, what: string): Promise<Waiting['items']> {
  const answer = await (await api.login(who)).get(`/api/v1/waiting/${what}`).expect(200);
  return (answer.body as Waiting).items.filter((one) => one.caseId === filed.caseId);
}

async function identity(who: string) {
  return (await api.login(who)).get(`/api/v1/cases/${filed.caseId}/reports/${reportId}/identity`);
}

/** A report about the national network: its body above holds it. */
const HOLDER = 'africa';

describe("a reporter's identity", () => {
  it('is shown to the one who asked, once a custodian approved, for as long as was asked; and the reporter sees who', async () => {
    expectProblem(await identity(HOLDER), 404);
    await api.act(HOLDER, filed.caseId, 'assign', { role: 'officer', personId: await api.personId(HOLDER) });
    await api.act(HOLDER, filed.caseId, 'request-identity', { purpose: 'To call her back.', forHours: 2 });
    expectProblem(await identity(HOLDER), 404);

    const [request] = await waiting('custodian', 'identity-requests');
    expect(request).toMatchObject({ purpose: 'To call her back.', reference: filed.reference, forHours: 2 });
    const custodian = await api.login('custodian');
    expectProblem(await custodian.get(`/api/v1/cases/${filed.caseId}`), 404);
    const path = `/api/v1/cases/${filed.caseId}/actions/approve-identity`;
    expectProblem(await custodian.post(path, { requestId: request!.id }), 428);
    const answer = await custodian.post(path, { requestId: request!.id }).set('If-Match', request!.etag);
    expect([answer.status, answer.body]).toEqual([200, { id: filed.caseId, accessible: false }]);
    expect(await waiting('custodian', 'identity-requests')).toEqual([]);

    const seen = await identity(HOLDER);
    expect([seen.status, seen.body]).toEqual([
      200,
      {
        name: "A women's rights organisation",
        email: 'wro@example.net',
        phone: null,
        safeToContact: true,
        until: '2026-11-23T11:00:00.000Z',
      },
    ]);
    expectProblem(await identity('custodian'), 404);
    const reporter = await api.reporter(filed.accessCode);
    const { body } = await reporter.get('/api/v1/reporter/case').expect(200);
    expect((body as { disclosures: object[] }).disclosures).toMatchObject([
      { who: 'Africa Focal Point', why: 'To call her back.', until: '2026-11-23T11:00:00.000Z' },
    ]);
    api.clock.advance('PT2H1S');
    expectProblem(await identity(HOLDER), 404);
  });

  it('is asked of the custodians of the body alone', async () => {
    await api.act(HOLDER, filed.caseId, 'assign', { role: 'officer', personId: await api.personId(HOLDER) });
    await api.act(HOLDER, filed.caseId, 'request-identity', { purpose: 'To call her back.' });
    expect(await waiting('panel.custodian', 'identity-requests')).toEqual([]);
    for (const who of ['admin', HOLDER, 'uk.officer']) {
      const answer = await (await api.login(who)).get('/api/v1/waiting/identity-requests');
      expect(answer.text).not.toContain('To call her back.');
    }
  });
});

describe('a transfer', () => {
  it('is offered, seen by the receiver as no more than that, and moves the case when it is accepted', async () => {
    await api.act(HOLDER, filed.caseId, 'transfer', {
      toBodyId: 'europe',
      reason: 'competence',
      why: 'They know how.',
    });
    expect(await waiting('uk.officer', 'transfer-offers').catch(() => [])).toEqual([]);
    const [offer] = await waiting('europe', 'transfer-offers');
    expect(offer).toMatchObject({ reference: filed.reference });
    const receiver = await api.login('europe');
    expectProblem(await receiver.get(`/api/v1/cases/${filed.caseId}`), 404);
    const path = `/api/v1/cases/${filed.caseId}/actions/accept-transfer`;
    const faulty = expectProblem(
      await receiver.post(path, { accept: 'yes' }).set('If-Match', offer!.etag),
      422,
      'invalid',
    );
    expect(JSON.stringify(faulty)).not.toContain('They know how.');
    await receiver.post(path, {}).set('If-Match', offer!.etag).expect(200);
    expect((await api.read('europe', filed.caseId)).body.slug).toBe('europe');
    expectProblem(await (await api.login(HOLDER)).get(`/api/v1/cases/${filed.caseId}`), 404);
  });

  it('cannot be accepted by anybody else', async () => {
    await api.act(HOLDER, filed.caseId, 'transfer', {
      toBodyId: 'europe',
      reason: 'competence',
      why: 'They know how.',
    });
    for (const who of ['mena', 'uk.officer', 'lead', 'auditor']) {
      const answer = await (
        await api.login(who)
      )
        .post(`/api/v1/cases/${filed.caseId}/actions/accept-transfer`, {})
        .set('If-Match', await api.etag(filed.caseId));
      expect([403, 404]).toContain(answer.status);
    }
  });
});
