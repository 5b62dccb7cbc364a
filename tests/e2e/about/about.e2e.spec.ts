import { readFileSync } from 'node:fs';
import type { TestApp } from '#testing/test-app';
import { startApi } from '../api.js';
import { expectProblem, expectUsualHeaders } from '../problem.js';

let api: TestApp;

beforeAll(async () => {
  api = await startApi({ env: { RATE_LIMIT: '40' } });
});
afterAll(() => api.close());

describe('GET /api/openapi.json', () => {
  it('is the committed document, OpenAPI 3.1', async () => {
    const answer = await api.anyone.get('/api/openapi.json').expect(200);
    expectUsualHeaders(answer);
    expect(answer.type).toBe('application/json');
    expect(answer.text).toBe(readFileSync('docs/openapi.json', 'utf8'));
    expect((answer.body as { openapi: string }).openapi).toMatch(/^3\.1\./);
  });
});

describe('GET /api/v1/bodies', () => {
  it('lists what a report can be about, and not the panel outside', async () => {
    const answer = await api.anyone.get('/api/v1/bodies').expect(200);
    expectUsualHeaders(answer);
    const { items } = answer.body as {
      items: { slug: string; level: string; parentId: string | null; name: string }[];
    };
    expect(items).toHaveLength(18);
    expect(items.find((one) => one.slug === 'mena')?.name).toBe('شبكة الشرق الأوسط وشمال أفريقيا');
    expect(items.filter((one) => one.level === 'external')).toEqual([]);
    expect(items.filter((one) => one.parentId === null).map((one) => one.slug)).toEqual(['global']);
  });
});

describe('every answer', () => {
  it('carries the id that the caller gave, where it is one, and its own otherwise', async () => {
    const given = await api.anyone.get('/api/v1/bodies').set('X-Request-Id', 'hotline-2026-0001');
    expect(given.headers['x-request-id']).toBe('hotline-2026-0001');
    for (const id of ['short', 'x'.repeat(65), 'a b c d e f g h', '<script>alert(1)</script>']) {
      const answer = await api.anyone.get('/api/v1/bodies').set('X-Request-Id', id);
      expect(answer.headers['x-request-id']).toMatch(/^[0-9a-f-]{36}$/);
    }
  });

  it('says nothing of what the program is made of', async () => {
    const { headers } = await api.anyone.get('/api/v1/bodies');
    expect(headers).not.toHaveProperty('x-powered-by');
    expect(headers).not.toHaveProperty('server');
    expect(headers['content-security-policy']).toContain("default-src 'none'");
  });
});

describe('too many requests from one address', () => {
  it('are answered 429 with when to try again', async () => {
    const answers = await Promise.all(Array.from({ length: 60 }, () => api.anyone.get('/api/v1/bodies')));
    const refused = answers.filter((answer) => answer.status !== 200);
    expect(refused.length).toBeGreaterThanOrEqual(20);
    for (const answer of refused) {
      expectProblem(answer, 429, 'too-many-requests');
      expect(Number(answer.headers['retry-after'])).toBeGreaterThan(0);
      expect(answer.headers['retry-after']).toBe(answer.headers['x-ratelimit-reset']);
    }
  });
});
