import { Client } from 'pg';
import { recordedReports, type TestApp } from '#testing/test-app';
import { startApi } from '../api.js';
import { expectProblem } from '../problem.js';

let api: TestApp;
/** Somebody who runs the server; not in this database, which is shut. */
let server: Client;

beforeAll(async () => {
  api = await startApi();
  server = new Client({ connectionString: process.env['AMENDS_TEST_SUPERUSER_URL'] });
  await server.connect();
});
afterAll(async () => {
  await api.close();
  await server.end();
});

const name = (): string => new URL(api.database.url).pathname.slice(1);

/** Throws the API's connections out. */
async function cut(): Promise<void> {
  await server.query(
    `select pg_terminate_backend(pid) from pg_stat_activity where datname = $1 and application_name like 'amends-%'`,
    [name()],
  );
}

describe('a database that is gone', () => {
  it('is said so by 503 with when to try again, and nothing of the request is kept', async () => {
    const officer = await api.login('fathers.officer');
    const { caseId } = await api.file(recordedReports()[0]!);
    const before = await api.rows('select count(*)::int as n from report');
    await server.query(`alter database ${name()} allow_connections false`);
    await cut();
    for (const answer of [
      await api.anyone.post('/api/v1/reports', recordedReports()[1]),
      await officer.get('/api/v1/cases'),
      await officer.post(`/api/v1/cases/${caseId}/actions/note`, { text: 'x' }).set('If-Match', '"1"'),
    ]) {
      expectProblem(answer, 503, 'unavailable');
      expect(Number(answer.headers['retry-after'])).toBeGreaterThan(0);
    }
    expect(await api.rows('select count(*)::int as n from report')).toEqual(before);
    await server.query(`alter database ${name()} allow_connections true`);
    await api.file(recordedReports()[1]!);
    await officer.get('/api/v1/cases').expect(200);
  });

  it('in the middle of a request leaves no half of a case, and another try files the whole', async () => {
    const counts = `select (select count(*)::int from cases) as cases, (select count(*)::int from report) as reports,
      (select count(*)::int from audit_entry e join cases c using (case_ref) where e.case_seq = 0) as first_entries,
      (select count(*)::int from data_key where case_id is not null) / 2 as keys`;
    const filing = Promise.all(
      Array.from({ length: 24 }, () => api.anyone.post('/api/v1/reports', recordedReports()[2])),
    );
    for (let times = 0; times < 6; times += 1) await cut();
    const answers = await filing;
    const taken = answers.filter((answer) => answer.status === 201).length;
    for (const answer of answers) if (answer.status !== 201) expectProblem(answer, 503, 'unavailable');
    const [row] = await api.rows<Record<string, number>>(counts);
    expect(new Set(Object.values(row!)).size).toBe(1);
    // One whose answer was lost after its commit counts too: that is what Idempotency-Key is for.
    expect(row!['reports']).toBeGreaterThanOrEqual(taken + 2);
    await api.file(recordedReports()[2]!);
  });
});
