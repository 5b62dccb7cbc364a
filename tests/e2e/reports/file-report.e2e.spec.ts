import { recordedReports, type Filed, type TestApp } from '#testing/test-app';
import { startApi } from '../api.js';
import { everythingStored, rowCounts } from '../everything-stored.js';
import { expectProblem, expectUsualHeaders, faultsOf } from '../problem.js';

let api: TestApp;

beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api.close());

const LEAST = { reporterRole: 'witness', narrative: 'At the meeting nobody said anything.' };

describe('POST /api/v1/reports', () => {
  it('answers 201 with the reference, the code, the clocks and the entry of the log', async () => {
    const answer = await api.anyone.post('/api/v1/reports', { ...LEAST, bodyId: 'kenya' }).expect(201);
    expectUsualHeaders(answer);
    const filed = answer.body as Filed;
    const promised = ['accessCode', 'caseId', 'clocks', 'entry', 'receivedAt', 'reference'];
    expect(Object.keys(filed)).toEqual(expect.arrayContaining(promised));
    expect(filed.receivedAt).toBe('2026-11-23T09:00:00.000Z');
    // Three working days in Nairobi, to the end of the third; three months from day 7 where nobody acknowledges it.
    const due = Object.fromEntries(filed.clocks.map((clock) => [clock.name, clock.dueAt]));
    expect(Object.keys(due).sort()).toEqual(['feedback', 'receipt-acknowledgement']);
    expect(
      Date.parse(due['receipt-acknowledgement'] ?? '') - Date.parse(filed.receivedAt),
    ).toBeLessThanOrEqual(7 * 86_400_000);
    const rows = await api.rows(
      `select c.stage, c.version, c.log_seq, c.risk, c.principles, r.reporter_role, r.language, r.kind, r.received_via,
         encode(e.leaf, 'hex') as leaf, e.case_seq, b.slug, c.reference = r.reference as same,
         (select count(*)::int from audit_opening o where o.entry_id = e.entry_id) as openings,
         (select count(*)::int from clock k where k.case_id = c.id and k.state = 'running') as clocks
       from cases c join report r on r.case_id = c.id join audit_entry e on e.entry_id = r.entry_id
         join body b on b.id = c.body_id where c.id = $1`,
      [filed.caseId],
    );
    expect(rows).toEqual([
      {
        stage: 'intake',
        version: 1,
        log_seq: 1,
        risk: null,
        principles: [],
        reporter_role: 'witness',
        language: 'en',
        kind: 'complaint',
        received_via: 'api',
        leaf: filed.entry.leafHash,
        case_seq: 0,
        slug: 'kenya',
        same: true,
        openings: 16,
        clocks: 2,
      },
    ]);
  });

  it('keeps nothing that was told, nobody who is named and no code in clear text, in any column of any table', async () => {
    const secrets: string[] = [];
    for (const report of recordedReports()) {
      const { narrative, contact, respondents, keepFrom } = report as {
        narrative: string;
        contact?: { name?: string; email?: string; phone?: string };
        respondents?: { name: string }[];
        keepFrom?: string[];
      };
      const { accessCode } = await api.file(report);
      secrets.push(narrative, narrative.slice(0, 20), accessCode, accessCode.replaceAll(' ', ''));
      secrets.push(...(respondents ?? []).map((one) => one.name), ...(keepFrom ?? []));
      for (const one of [contact?.name, contact?.email, contact?.phone])
        if (one !== undefined) secrets.push(one);
    }
    // Names of bodies and people of the network are the register's own, there before any report.
    const known = await api.rows<{ name: string }>('select name from body union select name from person');
    const own = new Set(known.map((row) => row.name));
    const stored = await everythingStored(api);
    expect(stored.length).toBeGreaterThan(50);
    const leaks = secrets
      .filter((secret) => !own.has(secret))
      .flatMap((secret) =>
        stored
          .filter(({ bytes }) => bytes.includes(secret))
          .map(({ where }) => `${secret.slice(0, 30)} in ${where}`),
      );
    expect(leaks).toEqual([]);
  });

  it('names every fault at once, and writes nothing', async () => {
    const before = await rowCounts(api);
    const answer = await api.anyone.post('/api/v1/reports', {
      reporterRole: 'neighbour',
      narrative: '   ',
      language: 'de',
      bodyId: 'Kenya!',
      principles: [0, 9],
      breachKinds: ['rudeness'],
      respondents: [{ name: '', kind: 'animal', salary: 3 }, 'him'],
      keepFrom: [7],
      occurredOn: '2026-02-30',
      contact: { email: 'not an address', safeToContact: 'yes' },
      survivorConsent: true,
      consents: ['everything'],
      receivedVia: 'pigeon',
      shoeSize: 44,
    });
    const paths = faultsOf(expectProblem(answer, 422, 'invalid')).map((fault) => fault.split(':')[0]);
    expect([...new Set(paths)]).toEqual([
      'bodyId',
      'breachKinds',
      'consents',
      'contact.email',
      'contact.safeToContact',
      'keepFrom',
      'language',
      'narrative',
      'occurredOn',
      'principles',
      'receivedVia',
      'reporterRole',
      'respondents.0.kind',
      'respondents.0.name',
      'respondents.0.salary',
      'respondents.1',
      'respondents',
      'shoeSize',
      'survivorConsent',
    ]);
    expect(await rowCounts(api)).toEqual(before);
  });

  it('names a body that is not one of the network, wherever it stands', async () => {
    const answer = await api.anyone.post('/api/v1/reports', {
      ...LEAST,
      bodyId: 'atlantis',
      respondents: [{ name: 'Somebody', kind: 'person', bodyId: '0192f0c8-0000-7000-8000-000000000000' }],
    });
    expect(faultsOf(expectProblem(answer, 422, 'invalid'))).toEqual([
      'bodyId: unknown-body',
      'respondents.0.bodyId: unknown-body',
    ]);
  });

  it('gives back what was told byte for byte, line breaks and marks of direction and all', async () => {
    const narrative = ' \u2067قالت\u2069 "Ça suffit",\r\n\ttwice. 👩🏽‍⚖️ e\u0301 é ﷺ \u200f ';
    const { caseId } = await api.file({ ...LEAST, bodyId: 'kenya', narrative });
    const seen = await api.read('kenya.officer', caseId);
    expect(Buffer.from(seen.reports[0]!.narrative)).toEqual(Buffer.from(narrative));
  });

  it('files 32 at once, each under a reference and a code of its own', async () => {
    const [before] = await api.rows<{ n: number }>('select count(*)::int as n from report');
    const answers = await Promise.all(
      Array.from({ length: 32 }, (_, at) =>
        api.anyone.post('/api/v1/reports', { ...LEAST, bodyId: 'uk', narrative: `Number ${String(at)}` }),
      ),
    );
    expect(answers.map((answer) => answer.status)).toEqual(Array<number>(32).fill(201));
    const filed = answers.map((answer) => answer.body as Filed);
    expect(new Set(filed.map((one) => one.reference)).size).toBe(32);
    expect(new Set(filed.map((one) => one.accessCode)).size).toBe(32);
    const [after] = await api.rows<{ n: number }>('select count(*)::int as n from report');
    expect((after?.n ?? 0) - (before?.n ?? 0)).toBe(32);
  });
});
