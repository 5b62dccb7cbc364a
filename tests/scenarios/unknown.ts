import type { Walk } from './walk.js';

const NOBODY = '0192f0c8-0000-7000-8000-000000000000';

/** Every way that somebody can ask about a case; asserts that this one's answers are those of a case that never was. */
export async function expectUnknown(walk: Walk, who: string, report: number): Promise<void> {
  const caller = await walk.api.login(who);
  const id = walk.id(report);
  const { reference } = walk.of(report);

  for (const sort of ['dueAt', 'receivedAt', 'updatedAt']) {
    for (const query of [
      '',
      '&overdue=false',
      `&q=${reference}`,
      '&stage=intake',
      '&principle=1',
      '&limit=200',
    ]) {
      const { body } = await caller.get(`/api/v1/cases?sort=${sort}${query}`).expect(200);
      const { items } = body as { items: { id: string; reference: string }[] };
      expect(items.filter((one) => one.id === id || one.reference === reference)).toEqual([]);
    }
  }
  const logs = await caller.get('/api/v1/log/cases?limit=200');
  expect([200, 403]).toContain(logs.status);
  expect(logs.text).not.toContain(id);

  const [known] = await walk.api.rows<{ report_id: string }>(
    'select id as report_id from report where reference = $1',
    [reference],
  );
  for (const path of ['', '/log', '/people', `/reports/${known?.report_id ?? ''}/identity`]) {
    const theirs = await caller.get(`/api/v1/cases/${id}${path}`);
    const never = await caller.get(`/api/v1/cases/${NOBODY}${path}`);
    expect([path, theirs.status, theirs.text]).toEqual([path, 404, never.text]);
  }
  for (const [action, body] of [
    ['note', { text: 'Let me in.' }],
    ['recuse', {}],
    ['declare-conflict', { conflict: 'none' }],
    ['accept-transfer', {}],
    ['hold', { basis: 'Court', until: walk.day(9) }],
    ['note', { nonsense: true }],
  ] as const) {
    const etag = await walk.api.etag(id);
    const theirs = await caller.post(`/api/v1/cases/${id}/actions/${action}`, body).set('If-Match', etag);
    const never = await caller.post(`/api/v1/cases/${NOBODY}/actions/${action}`, body).set('If-Match', etag);
    expect([action, theirs.status, theirs.text]).toEqual([action, 404, never.text]);
  }
  for (const path of ['identity-requests', 'transfer-offers']) {
    expect((await caller.get(`/api/v1/waiting/${path}`)).text).not.toContain(id);
  }
  walk.say(
    `${who} asks for report ${String(report)} in every way there is, and finds what is found of a case that never was`,
  );
}
