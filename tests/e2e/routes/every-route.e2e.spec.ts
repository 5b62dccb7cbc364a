import { readFileSync } from 'node:fs';
import type { Response } from 'supertest';
import { recordedReports, type Caller, type Filed, type TestApp } from '#testing/test-app';
import { startApi } from '../api.js';
import { rowCounts } from '../everything-stored.js';
import { expectProblem } from '../problem.js';

interface Route {
  method: 'get' | 'post' | 'delete';
  path: string;
  isPublic: boolean;
}

interface Operation {
  security?: unknown[];
}

/** Every route of the committed document. */
const ROUTES: Route[] = Object.entries(
  (
    JSON.parse(readFileSync('docs/openapi.json', 'utf8')) as {
      paths: Record<string, Record<string, Operation>>;
    }
  ).paths,
).flatMap(([path, operations]) =>
  Object.entries(operations).map(([method, { security }]) => ({
    method: method as Route['method'],
    path,
    isPublic: security === undefined || security.length === 0,
  })),
);

/** Somebody in each role at a body that has nothing to do with the case that is asked about. */
const STRANGERS: Record<string, string> = {
  admin: 'admin',
  supervisor: 'europe',
  officer: 'uk.officer',
  investigator: 'panel.investigator',
  'decision-maker': 'panel.decision',
  custodian: 'panel.custodian',
  adviser: 'adviser',
};

const NOBODY = '0192f0c8-0000-7000-8000-000000000000';

let api: TestApp;
let theirs: Filed;
let reportId: string;

beforeAll(async () => {
  api = await startApi();
  theirs = await api.file(recordedReports()[1]!);
  const [row] = await api.rows<{ id: string }>('select id from report where case_id = $1', [theirs.caseId]);
  reportId = row?.id ?? '';
});
afterAll(() => api.close());

function addressOf(path: string, caseId: string): string {
  return path
    .replace('{id}', caseId)
    .replace('{reportId}', reportId)
    .replace('{action}', path.includes('/reporter/') ? 'withdraw' : 'note');
}

function call(caller: Caller, { method, path }: Route, caseId = theirs.caseId): Promise<Response> {
  const address = addressOf(path, caseId);
  if (method === 'get') return caller.get(address);
  if (method === 'delete') return caller.delete(address);
  return caller.post(address, {}).set('If-Match', '"1"');
}

describe('every route of the OpenAPI document', () => {
  it('is found there', () => {
    expect(ROUTES.length).toBeGreaterThan(15);
    expect(
      ROUTES.filter((route) => route.isPublic)
        .map((route) => `${route.method} ${route.path}`)
        .sort(),
    ).toEqual([
      'get /api/openapi.json',
      'get /api/v1/bodies',
      'post /api/v1/reporter/sessions',
      'post /api/v1/reports',
      'post /api/v1/sessions',
    ]);
  });

  it.each(ROUTES.filter((route) => !route.isPublic))('asks who is there: $method $path', async (route) => {
    for (const caller of [api.anyone, api.bearer('x'.repeat(43)), api.bearer('')]) {
      const answer = await call(caller, route);
      expectProblem(answer, 401, 'unauthenticated');
      expect(answer.headers['www-authenticate']).toBe('Bearer');
    }
  });

  it.each(ROUTES.filter((route) => route.isPublic))('asks nobody: $method $path', async (route) => {
    const { status } = await call(api.anyone, route);
    expect([200, 201, 422]).toContain(status);
  });

  it.each(Object.keys(STRANGERS))(
    'answers %s of another body nothing about a case of theirs',
    async (role) => {
      const before = await rowCounts(api);
      const caller = await api.login(STRANGERS[role]!);
      for (const route of ROUTES.filter((one) => one.path.includes('{id}'))) {
        const answer = await call(caller, route);
        expect([
          route.path,
          [403, 404].includes(answer.status),
          answer.text.includes(theirs.reference),
        ]).toEqual([route.path, true, false]);
        const never = await call(caller, route, NOBODY);
        expect([answer.status, answer.text]).toEqual([never.status, never.text]);
      }
      expect({ ...(await rowCounts(api)), staff_session: 0 }).toEqual({ ...before, staff_session: 0 });
    },
  );

  it.each([...Object.values(STRANGERS), 'auditor', 'fathers.director'])('never fails for %s', async (who) => {
    for (const route of ROUTES.filter((one) => one.method !== 'delete')) {
      const answer = await call(await api.login(who), route);
      expect([route.path, answer.status < 500]).toEqual([route.path, true]);
      if (answer.status >= 400) expectProblem(answer, answer.status);
    }
  });

  it('answers somebody who is named in the case what it answers about a case that never was', async () => {
    const director = await api.login('fathers.director');
    for (const route of ROUTES.filter((one) => one.path.includes('{id}'))) {
      const answer = await call(director, route);
      const never = await call(director, route, NOBODY);
      expect([route.path, answer.status, answer.text]).toEqual([route.path, 404, never.text]);
      expect(headersOf(answer)).toEqual(headersOf(never));
    }
  });

  it('takes a token of staff for none on the routes of reporters, and the other way about', async () => {
    const staff = await api.login('kenya.officer');
    const reporter = await api.reporter(theirs.accessCode);
    for (const route of ROUTES.filter((one) => !one.isPublic && one.method !== 'delete')) {
      const ofReporters = route.path.startsWith('/api/v1/reporter/');
      expectProblem(await call(ofReporters ? staff : reporter, route), 401, 'unauthenticated');
    }
  });
});

/** Headers that a comparison could tell something by. */
function headersOf(answer: Response): object {
  const { 'x-request-id': _id, date: _date, ...rest } = answer.headers as Record<string, unknown>;
  return Object.fromEntries(Object.entries(rest).filter(([name]) => !name.startsWith('x-ratelimit')));
}
