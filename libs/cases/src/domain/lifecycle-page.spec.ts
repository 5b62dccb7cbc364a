import { readFileSync } from 'node:fs';
import { STAFF_ACTIONS } from '#kernel/action-name';
import { lifecyclePage } from './lifecycle-page.js';

describe('docs/lifecycle.md', () => {
  it('is what the table says now; else run node scripts/generate-lifecycle.mjs', () => {
    expect(readFileSync('docs/lifecycle.md', 'utf8')).toBe(lifecyclePage());
  });

  it('has a line for every action and a diagram with every stage', () => {
    const page = lifecyclePage();
    for (const action of STAFF_ACTIONS) expect(page).toContain(`| **${action}**<br>`);
    expect(page).toContain('triage --> investigation: plan-investigation');
  });
});
