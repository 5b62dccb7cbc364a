import type { Page } from 'playwright-core';
import { PASSWORD } from '#testing/test-app';
import { axeFaults, Pages, press, startWeb } from './pages.js';

const STORY = 'At the meeting he said: "stay quiet" & <nobody> moved.\n\nقالت لا، ولم يتحرك أحد.';

let pages: Pages;

beforeAll(async () => {
  pages = await Pages.start();
}, 120_000);

afterAll(() => pages.close());

/** Answers the form up to the last look, looking at each page on the way. */
async function fillIn(page: Page, language: string, look: (step: string) => Promise<void>): Promise<void> {
  await page.goto(`${pages.base}/${language}`);
  await look('start');
  await page.goto(`${pages.base}/${language}/report`);
  await look('who');
  await page.check('[value=witness]');
  await press(page, 'next');
  await look('consent');
  await press(page, 'skip');
  await look('story');
  await page.fill('#narrative', STORY);
  await press(page, 'next');
  await look('aim');
  await page.check('[value=complaint]');
  await press(page, 'next');
  await look('when');
  await page.fill('#day', '2');
  await page.fill('#month', '9');
  await page.fill('#year', '2026');
  await press(page, 'next');
  await look('where');
  await page.check('[value=kenya]');
  await press(page, 'next');
  await look('kinds');
  await page.check('[value=bullying]');
  await press(page, 'next');
  await look('principles');
  await press(page, 'skip');
  await look('people');
  await page.fill('#respondentName-1', 'The driver');
  await press(page, 'add');
  await page.fill('#respondentName-2', 'Nobody after all');
  await press(page, 'remove-2');
  await press(page, 'next');
  await look('keep-from');
  await page.fill('#keepFrom-1', 'Somebody at the office');
  await press(page, 'next');
  await look('contact');
  await page.fill('#email', 'partner@example.net');
  await page.check('[value=yes]');
  await press(page, 'next');
  await look('check');
}

async function wordsOf(page: Page): Promise<string> {
  return (await page.locator('.am-code li').allTextContents()).join(' ');
}

describe('a report by the form', () => {
  it.each([
    ['en', 390, false],
    ['ar', 1280, false],
    ['en', 1280, true],
  ])(
    'goes in whole in %s at %i px, script %s, and its words open it',
    async (language, width, javaScriptEnabled) => {
      const page = await pages.visit({ javaScriptEnabled, viewport: { width, height: 844 } });
      const requests: string[] = [];
      page.on('request', (request) => requests.push(request.url()));
      const faults: string[] = [];
      const look = async (step: string) => {
        if (javaScriptEnabled) faults.push(...(await axeFaults(page)).map((fault) => `${step}: ${fault}`));
        const overflow = await page.locator('html').evaluate((html) => html.scrollWidth - html.clientWidth);
        if (overflow > 0) faults.push(`${step}: wider than the screen by ${String(overflow)} px`);
      };
      await fillIn(page, language, look);
      await press(page, 'send');
      await look('filed');
      const words = await wordsOf(page);
      expect(words.split(' ')).toHaveLength(7);

      await page.goto(`${pages.base}/${language}/return`);
      await look('return');
      await page.fill('#code', words);
      await page.keyboard.press('Enter');
      await page.waitForURL(/my-report/);
      await look('my-report');
      expect(faults).toEqual([]);
      expect(requests.filter((url) => !url.startsWith(pages.base) && !url.startsWith('data:'))).toEqual([]);
      expect(
        (await page.context().cookies()).map(({ name, httpOnly, sameSite, expires }) => ({
          name,
          httpOnly,
          sameSite,
          expires,
        })),
      ).toEqual([{ name: 'report', httpOnly: true, sameSite: 'Strict', expires: -1 }]);

      const [row] = await pages.api.rows<{
        case_id: string;
        reporter_role: string;
        language: string;
        received_via: string;
      }>(
        'select case_id, reporter_role, language, received_via from report order by received_at desc, id desc limit 1',
      );
      expect(row).toMatchObject({ reporter_role: 'witness', language, received_via: 'web' });
      const seen = await pages.api.read('kenya.officer', row?.case_id ?? '');
      expect(seen.reports[0]?.narrative).toBe(STORY);
      expect(seen.respondents.map(({ name }) => name)).toEqual(['The driver']);
      await page.context().close();
    },
    120_000,
  );

  it('is filed once, however often it is sent, and shows the same words again', async () => {
    const page = await pages.visit({ javaScriptEnabled: false });
    await fillIn(page, 'en', () => Promise.resolve());
    const [before] = await pages.api.rows<{ count: string }>('select count(*) from report');
    await press(page, 'send');
    const words = await wordsOf(page);
    await page.reload();
    expect(await wordsOf(page)).toBe(words);
    const [after] = await pages.api.rows<{ count: string }>('select count(*) from report');
    expect(Number(after?.count)).toBe(Number(before?.count) + 1);
  }, 60_000);

  it('keeps everything typed through faults, back, a change and another language', async () => {
    const page = await pages.visit({ javaScriptEnabled: false });
    await page.goto(`${pages.base}/en/report`);
    await page.check('[value=survivor]');
    await press(page, 'next');
    await press(page, 'next');
    expect(await page.locator('.govuk-error-summary li').allTextContents()).toHaveLength(1);
    await page.fill('#narrative', STORY);
    await press(page, 'back');
    expect(await page.isChecked('[value=survivor]')).toBe(true);
    await press(page, 'next');
    expect(await page.inputValue('#narrative')).toBe(STORY);
    await page.click('.am-languages button[lang=ar]');
    expect(await page.getAttribute('html', 'dir')).toBe('rtl');
    expect(await page.inputValue('#narrative')).toBe(STORY);
    for (let left = 9; left > 0; left -= 1) await press(page, 'next');
    await press(page, 'to-story');
    await page.fill('#narrative', `${STORY} 2`);
    await press(page, 'next');
    expect(await page.locator('.am-prose').textContent()).toBe(`${STORY} 2`);
  }, 60_000);

  it('names every fault of a page at once and keeps what was typed', async () => {
    const page = await pages.visit({ javaScriptEnabled: false });
    await page.goto(`${pages.base}/en/report`);
    await page.check('[value=survivor]');
    await press(page, 'next');
    await page.fill('#narrative', STORY);
    for (let left = 8; left > 0; left -= 1) await press(page, 'next');
    await page.fill('#email', 'nonsense');
    await press(page, 'next');
    expect(await page.locator('.govuk-error-summary li').allTextContents()).toHaveLength(2);
    expect(await page.inputValue('#email')).toBe('nonsense');
  }, 60_000);

  it('stays on the page when our side fails, and can be sent again', async () => {
    const { web, base } = await startWeb('http://127.0.0.1:9', pages.neutralUrl);
    const page = await pages.visit({ javaScriptEnabled: false });
    await page.goto(`${base}/en/report`);
    await page.check('[value=survivor]');
    await press(page, 'next');
    await page.fill('#narrative', STORY);
    for (const go of ['next', 'next']) await press(page, go);
    const [answer] = await Promise.all([
      page.waitForResponse((one) => one.request().method() === 'POST'),
      press(page, 'next'),
    ]);
    expect(answer.status()).toBe(503);
    expect(answer.headers()['retry-after']).toBeDefined();
    expect(await page.locator('.am-quote').textContent()).toBe(STORY);
    expect(await page.locator('form [name=draft]').inputValue()).toContain('stay quiet');
    await web.close();
  }, 60_000);
});

describe('the reporter comes back', () => {
  it('is told nothing by a wrong code, and finds no page without one', async () => {
    const page = await pages.visit({ javaScriptEnabled: false });
    const answer = await page.goto(`${pages.base}/en/my-report`);
    expect(answer?.status()).toBe(401);
    await page.fill('#code', 'seven words that open nothing at all');
    await page.keyboard.press('Enter');
    await page.waitForSelector('.govuk-error-summary');
    expect(await page.inputValue('#code')).toBe('');
  });

  it('writes, is answered, and asks to stop', async () => {
    const { accessCode, caseId } = await pages.api.file({
      reporterRole: 'survivor',
      narrative: 'He took me off the team.',
      bodyId: 'kenya',
    });
    const page = await pages.visit({ javaScriptEnabled: true });
    await page.goto(`${pages.base}/en/return`);
    await page.fill('#code', accessCode);
    await page.keyboard.press('Enter');
    await page.waitForURL(/my-report/);
    await page.fill('#text', 'He asked where I live.');
    await page.click('form[action$=messages] button');
    expect(await page.locator('.am-message--mine').allTextContents()).toEqual([
      expect.stringContaining('He asked where I live.'),
    ]);
    await pages.api.act('kenya.officer', caseId, 'acknowledge-receipt', {
      message: 'Thank you for telling us.',
    });
    await page.reload();
    expect(await page.locator('#messages').textContent()).toContain('Thank you for telling us.');
    await page.click('a[href$=withdraw]');
    expect(await axeFaults(page)).toEqual([]);
    await page.fill('#reason', 'I need rest.');
    await page.click('main form button');
    await page.waitForURL(/done=withdrawal/);
    const log = await pages.api.rows<{ count: string }>('select count(*) from audit_entry');
    expect(Number(log[0]?.count)).toBeGreaterThan(3);
    await page.click('form[action$=end] button');
    expect((await page.goto(`${pages.base}/en/my-report`))?.status()).toBe(401);
  }, 60_000);
});

describe('quick exit', () => {
  it.each([true, false])(
    'leaves nothing behind Back, script %s',
    async (javaScriptEnabled) => {
      const { accessCode } = await pages.api.file({
        reporterRole: 'survivor',
        narrative: 'It happened.',
        bodyId: 'kenya',
      });
      const page = await pages.visit({ javaScriptEnabled });
      await page.goto(`${pages.base}/en/return`);
      await page.fill('#code', accessCode);
      await page.keyboard.press('Enter');
      await page.waitForURL(/my-report/);
      await page.click('.am-exit');
      expect(await page.title()).toBe('Weather');
      expect((await page.context().cookies()).map(({ name }) => name)).toEqual(['left']);
      await page.goBack();
      expect(await page.title()).toBe('Weather');
    },
    60_000,
  );
});

describe('every page', () => {
  it('is small, is not kept, runs no script and is framed by nobody', async () => {
    for (const path of ['/en', '/ar/report', '/pt/return', '/fr/staff/login', '/es/nothing']) {
      const answer = await fetch(`${pages.base}${path}`);
      const html = await answer.text();
      const [, css] = /href="(\/assets\/[^"]+)"/.exec(html) ?? [];
      const style = await fetch(`${pages.base}${css ?? ''}`, { headers: { 'accept-encoding': 'br' } });
      const size = Number(style.headers.get('content-length')) + Buffer.byteLength(html);
      expect(style.status).toBe(200);
      expect(style.headers.get('cache-control')).toContain('immutable');
      expect(size).toBeLessThan(60_000);
      expect(answer.headers.get('cache-control')).toBe('no-store');
      expect(answer.headers.get('content-security-policy')).toContain("default-src 'none'");
      expect(answer.headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
      expect(html).not.toMatch(/<script|style="|\son[a-z]+="/);
    }
  });

  it('takes no form from another site', async () => {
    const answer = await fetch(`${pages.base}/en/staff/login`, {
      method: 'POST',
      headers: { 'sec-fetch-site': 'cross-site', 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams({ email: 'kenya.officer@example.org', password: PASSWORD }),
    });
    expect(answer.status).toBe(403);
    expect(answer.headers.get('set-cookie')).toBeNull();
  });

  it('speaks the language that the browser asks for', async () => {
    const answer = await fetch(pages.base, {
      redirect: 'manual',
      headers: { 'accept-language': 'ar,en;q=0.5' },
    });
    expect([answer.status, answer.headers.get('location')]).toEqual([302, '/ar']);
  });
});
