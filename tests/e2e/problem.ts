import type { Response } from 'supertest';

export interface ProblemBody {
  type: string;
  title: string;
  status: number;
  code: string;
  detail: string;
  errors?: { path: string; code: string; detail: string }[];
  missing?: { code: string; detail: string }[];
}

/** Asserts that an answer is a problem as RFC 9457 and the contract have it, and answers its body. */
export function expectProblem(answer: Response, status: number, code?: string): ProblemBody {
  expect([answer.status, answer.type, answer.text]).toEqual([
    status,
    'application/problem+json',
    expect.any(String),
  ]);
  const body = JSON.parse(answer.text) as ProblemBody;
  expect(body).toMatchObject({
    type: 'about:blank',
    status,
    code: code ?? expect.stringMatching(/^[a-z]+(-[a-z]+)*$/),
  });
  expect(body.title.length).toBeGreaterThan(2);
  expect(body.detail.length).toBeGreaterThan(2);
  expectUsualHeaders(answer);
  return body;
}

/** What every answer carries. */
export function expectUsualHeaders(answer: Response): void {
  expect(answer.headers['x-request-id']).toMatch(/^[\w-]{8,64}$/);
  expect(answer.headers['cache-control']).toBe('no-store');
  expect(answer.headers['x-content-type-options']).toBe('nosniff');
}

/** `path: code` of every fault that a 422 names, sorted. */
export function faultsOf(problem: ProblemBody): string[] {
  return (problem.errors ?? []).map((one) => `${one.path}: ${one.code}`).sort();
}
