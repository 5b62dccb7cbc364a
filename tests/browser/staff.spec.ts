import type { Page } from 'playwright-core';
import { PASSWORD } from '#testing/test-app';
import { axeFaults, Pages } from './pages.js';

let pages: Pages;

beforeAll(async () => {
  pages = await Pages.start();
}, 120_000);

afterAll(() => pages.close());

async function aCase(): Promise<{ caseId: string; reference: string; address: string }> {
  const { caseId } = await pages.api.file({
    reporterRole: 'survivor',
    narrative: 'He asked me to share a room.\n\nI said no.',
    bodyId: 'kenya',
    breachKinds: ['sexual-harassment'],
    principles: [4],
    respondents: [{ name: 'The driver', kind: 'person' }],
    contact: { email: 'me@example.net', safeToContact: false },
  });
  const { reference } = await pages.api.read('kenya.officer', caseId);
  return { caseId, reference, address: `${pages.base}/en/staff/cases/${caseId}` };
}

function submit(page: Page): Promise<void> {
  return page.click('.am-buttons button[value=send]');
}

describe('an officer', () => {
  it.each([
    ['en', 1280],
    ['ar', 390],
  ])(
    'finds a case in the queue and takes it on, in %s at %i px',
    async (language, width) => {
      const { reference } = await aCase();
      const page = await pages.visit({ viewport: { width, height: 900 } });
      const faults: string[] = [];
      const look = async (where: string) => {
        faults.push(...(await axeFaults(page)).map((fault) => `${where}: ${fault}`));
        const overflow = await page.locator('html').evaluate((html) => html.scrollWidth - html.clientWidth);
        if (overflow > 0) faults.push(`${where}: wider than the screen by ${String(overflow)} px`);
      };
      await page.goto(`${pages.base}/${language}/staff`);
      await look('login');
      await pages.logIn(page, 'kenya.officer', PASSWORD, language);
      await look('queue');
      await page.fill('#q', reference);
      await page.click('.am-filter button');
      expect(await page.locator('tbody tr').count()).toBe(1);
      await page.click('tbody a');
      await look('case');
      expect(await page.locator('.am-quote').first().textContent()).toBe(
        'He asked me to share a room.\n\nI said no.',
      );
      await page.click('a[href$=acknowledge-receipt]');
      await look('action');
      await page.fill('#f-message', 'Thank you for telling us.');
      await submit(page);
      await page.click('.am-card a[href$="actions/accept"]');
      await page.check('#f-aboutConduct');
      await page.check('#f-concernsNetwork');
      await submit(page);
      await look('case after');
      await page.click('.am-card--open a[href$="actions/triage"]');
      await look('triage');
      expect(await page.isChecked('[name=breachKinds][value=sexual-harassment]')).toBe(true);
      await page.goto(`${pages.base}/${language}/staff/waiting`);
      await look('waiting');
      expect(faults).toEqual([]);
      await page.context().close();
    },
    120_000,
  );

  it('is shown everything that is missing when a step is refused, with what was typed still there', async () => {
    const { caseId, address } = await aCase();
    await pages.api.act('kenya.officer', caseId, 'acknowledge-receipt', { message: 'Thank you.' });
    await pages.api.act('kenya.officer', caseId, 'accept', { aboutConduct: true, concernsNetwork: true });
    const page = await pages.visit({ javaScriptEnabled: false });
    await pages.logIn(page, 'kenya.officer', PASSWORD);
    await page.goto(`${address}/actions/triage`);
    await submit(page);
    expect(await page.locator('.govuk-error-summary li').count()).toBeGreaterThan(1);
    await page.check('[name=risk][value=high]');
    await page.fill('#f-earlierCases', 'None found.');
    await page.check('[name="respondents.0.standing"][value=unknown]');
    await submit(page);
    const summary = (await page.locator('.govuk-error-summary').textContent()) ?? '';
    expect(summary).toContain('safety plan');
    expect(summary).toContain('interim measure');
    expect(await page.inputValue('#f-earlierCases')).toBe('None found.');
    await page.fill('#f-safetyPlan', 'She stays with her sister.');
    await page.fill('#f-noMeasureBecause', 'She asked for none.');
    await submit(page);
    await page.waitForURL(/done=triage/);
    expect((await pages.api.read('kenya.officer', caseId)).risk).toBe('high');
  }, 60_000);

  it('keeps the text when the case has changed meanwhile, and is told what changed', async () => {
    const { caseId, address } = await aCase();
    const page = await pages.visit({ javaScriptEnabled: false });
    await pages.logIn(page, 'kenya.officer', PASSWORD);
    await page.goto(`${address}/actions/note`);
    pages.api.clock.advance('PT5M');
    await pages.api.act('kenya.officer', caseId, 'acknowledge-receipt', { message: 'Thank you.' });
    await page.fill('#f-text', 'Spoke to the venue.');
    await submit(page);
    expect(await page.inputValue('#f-text')).toBe('Spoke to the venue.');
    expect(await page.locator('.am-note').textContent()).toContain('Receipt acknowledged');
    await submit(page);
    await page.waitForURL(/done=note/);
  }, 60_000);

  it('keeps the text when the session has ended meanwhile', async () => {
    const { address } = await aCase();
    const page = await pages.visit({ javaScriptEnabled: false });
    await pages.logIn(page, 'kenya.officer', PASSWORD);
    await page.goto(`${address}/actions/note`);
    await page.fill('#f-text', 'Written before the session ended.');
    await page.context().clearCookies();
    await submit(page);
    await page.fill('#email', 'kenya.officer@example.org');
    await page.fill('#password', PASSWORD);
    await page.click('main button');
    expect(await page.locator('.am-quote').textContent()).toBe('Written before the session ended.');
    await page.click('main button');
    expect(await page.inputValue('#f-text')).toBe('Written before the session ended.');
    await submit(page);
    await page.waitForURL(/done=note/);
  }, 60_000);

  it('leaves a case by declaring a conflict and finds nothing there afterwards', async () => {
    const { address } = await aCase();
    const page = await pages.visit({ javaScriptEnabled: false });
    await pages.logIn(page, 'kenya.officer', PASSWORD);
    await page.goto(`${address}/actions/declare-conflict`);
    await page.check('[name=conflict][value=friendship]');
    await submit(page);
    await page.waitForURL(/staff\/cases\?done=/);
    expect((await page.goto(address))?.status()).toBe(404);
  }, 60_000);
});

describe('an auditor', () => {
  it('reads a redacted log as a ledger and no case', async () => {
    const { caseId } = await aCase();
    const page = await pages.visit();
    await pages.logIn(page, 'auditor', PASSWORD);
    await page.waitForURL(/staff\/logs/);
    expect(await axeFaults(page)).toEqual([]);
    await page.goto(`${pages.base}/en/staff/cases/${caseId}/log`);
    expect(await axeFaults(page)).toEqual([]);
    const ledger = (await page.locator('table').textContent()) ?? '';
    expect(ledger).toContain('Report received');
    expect(ledger).toContain('Identity');
    expect(ledger).not.toContain('share a room');
    expect((await page.goto(`${pages.base}/en/staff/cases/${caseId}`))?.status()).toBe(404);
  }, 60_000);
});

describe('the Director who was named', () => {
  it('finds neither the case nor a hint of it', async () => {
    const { caseId } = await pages.api.file({
      reporterRole: 'witness',
      narrative: 'The Director shouted.',
      bodyId: 'fathers-first',
      respondents: [{ name: 'Fathers First Director', kind: 'person' }],
      keepFrom: ['Fathers First Director'],
    });
    const [director] = await pages.api.rows<{ email: string }>(
      "select email from person where name = 'Fathers First Director'",
    );
    const page = await pages.visit({ javaScriptEnabled: false });
    await pages.logIn(page, (director?.email ?? '').replace('@example.org', ''), PASSWORD);
    expect(await page.locator(`a[href*="${caseId}"]`).count()).toBe(0);
    expect((await page.goto(`${pages.base}/en/staff/cases/${caseId}`))?.status()).toBe(404);
  }, 60_000);
});
