// npm run pictures: starts an instance of its own, files the recorded reports, walks one case on and writes a picture of
// each page to docs/pictures, on a phone and on a wide screen, in English and in Arabic.
import { randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { startInstance } from './lib/instance.mjs';
import { inRoot } from './lib/paths.mjs';

const OUT = inRoot('docs', 'pictures');
const PASSWORD = 'for-the-pictures-only';
const LANGUAGES = ['en', 'ar'];
/** Width and the most height that a picture has, in pixels: a long page ends there. */
const SCREENS = { 390: 1200, 1280: 960 };
const CHROMIUM = [process.env.CHROMIUM_PATH, '/usr/bin/chromium', '/usr/bin/google-chrome-stable'];
const STORY = {
  en: 'At the training he kept asking me to share a room. I said no, and he took me off the team.',
  ar: 'في التدريب ظل يطلب مني أن نتشارك غرفة. قلت لا، فأبعدني عن الفريق.',
};

/** The API, as its callers use it; an answer that is not a success is an error. */
class Calls {
  tokens = new Map();

  constructor(base) {
    this.base = base;
  }

  async call(method, path, { token, body, headers = {} } = {}) {
    const answer = await fetch(`${this.base}${path}`, {
      method,
      headers: {
        ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
        ...(token === undefined ? {} : { Authorization: `Bearer ${token}` }),
        ...headers,
      },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${method} ${path} answered ${answer.status}: ${text}`);
    return { data: text === '' ? null : JSON.parse(text), etag: answer.headers.get('etag') };
  }

  async file(report) {
    const headers = { 'Idempotency-Key': randomUUID() };
    return (await this.call('POST', '/reports', { body: report, headers })).data;
  }

  async token(who) {
    if (!this.tokens.has(who)) {
      const body = { email: `${who}@example.org`, password: PASSWORD };
      this.tokens.set(who, (await this.call('POST', '/sessions', { body })).data.token);
    }
    return this.tokens.get(who);
  }

  async act(who, caseId, action, body = {}) {
    const token = await this.token(who);
    const { etag } = await this.call('GET', `/cases/${caseId}`, { token });
    const path = `/cases/${caseId}/actions/${action}`;
    return (await this.call('POST', path, { token, body, headers: { 'If-Match': etag } })).data;
  }

  async personId(who, caseId, name) {
    const { data } = await this.call('GET', `/cases/${caseId}/people`, { token: await this.token(who) });
    return data.items.find((person) => person.name === name).id;
  }
}

/** All recorded reports, and the first of them as far as its investigation. Answers the cases that the pictures show. */
async function fill(calls) {
  const reports = readFileSync(inRoot('fixtures', 'reports.ndjson'), 'utf8').trim().split('\n');
  const filed = [];
  for (const report of reports) filed.push(await calls.file(JSON.parse(report)));

  const officer = 'fathers.officer';
  const [{ caseId, accessCode }] = filed;
  await calls.act(officer, caseId, 'acknowledge-receipt', {
    message: 'We have read your report and we take it seriously. He will not learn of it from us.',
    language: 'en',
  });
  await calls.act(officer, caseId, 'accept', { aboutConduct: true, concernsNetwork: true });
  await calls.act(officer, caseId, 'set-interim-measure', {
    measure: 'He leads no field trip until this is closed.',
    forWhom: 'The reporter and the field team',
    until: '2027-03-23',
    survivorAsked: 'agreed',
    survivorBurden: 'None: she is back on the team at once.',
  });
  await calls.act(officer, caseId, 'triage', {
    risk: 'high',
    principles: [4, 5],
    breachKinds: ['sexual-harassment', 'retaliation'],
    survivorConsent: 'given',
    earlierCases: 'One complaint about the same man in 2024, never answered.',
    othersUnknown: true,
    safetyPlan: 'A colleague she trusts travels along.',
  });
  for (const [role, name] of [
    ['officer', 'Fathers First Officer'],
    ['investigator', 'Kenya Investigator'],
    ['decision-maker', 'Kenya Coordinator'],
  ]) {
    const personId = await calls.personId(officer, caseId, name);
    await calls.act(officer, caseId, 'assign', { role, personId });
  }
  await calls.act(officer, caseId, 'declare-conflict', { conflict: 'none' });
  await calls.act('kenya.lead', caseId, 'declare-conflict', { conflict: 'none' });
  const token = (await calls.call('POST', '/reporter/sessions', { body: { accessCode } })).data.token;
  await calls.call('POST', '/reporter/messages', {
    token,
    body: { text: 'Thank you. Will I have to see him at the next meeting?' },
    headers: { 'Idempotency-Key': randomUUID() },
  });

  // A case of the same officer that cannot go on yet, with a request to see who its reporter is.
  const second = await calls.file({
    reporterRole: 'witness',
    language: 'en',
    bodyId: 'fathers-first',
    narrative: 'A facilitator shouted at two participants in front of the whole group, for the third time.',
    breachKinds: ['bullying'],
    principles: [3],
    respondents: [{ name: 'A facilitator', kind: 'person' }],
    contact: { name: 'A participant', email: 'participant@example.net', safeToContact: true },
    survivorConsent: 'not-asked',
  });
  await calls.act(officer, second.caseId, 'acknowledge-receipt', { message: 'Thank you for telling us.' });
  await calls.act(officer, second.caseId, 'accept', { aboutConduct: true, concernsNetwork: true });
  const self = await calls.personId(officer, second.caseId, 'Fathers First Officer');
  await calls.act(officer, second.caseId, 'assign', { role: 'officer', personId: self });
  const reader = await calls.token(officer);
  const { data: open } = await calls.call('GET', `/cases/${second.caseId}`, { token: reader });
  await calls.act(officer, second.caseId, 'request-identity', {
    reportId: open.reports[0].id,
    purpose: 'To ask the reporter which of the two participants may be spoken to first.',
    forHours: 4,
  });
  return { caseId, accessCode, second: second.caseId };
}

/** A browser of one size and language that takes pictures. */
class Camera {
  constructor(browser, web, language, width) {
    Object.assign(this, { browser, web, language, width: Number(width) });
  }

  async open() {
    const context = await this.browser.newContext({
      viewport: { width: this.width, height: 844 },
      deviceScaleFactor: 1,
      reducedMotion: 'reduce',
    });
    this.page = await context.newPage();
  }

  go(path) {
    return this.page.goto(`${this.web}/${this.language}${path}`);
  }

  async take(name) {
    const most = SCREENS[this.width];
    await this.page.setViewportSize({ width: this.width, height: 600 });
    const needs = await this.page.evaluate(() => globalThis.document.documentElement.scrollHeight);
    await this.page.setViewportSize({ width: this.width, height: Math.min(most, Math.max(600, needs)) });
    await this.page.screenshot({ path: join(OUT, `${name}-${this.language}-${this.width}.png`) });
  }

  /** As a person would: the visible button. */
  press(go) {
    return this.page.click(`#report button[name=go][value="${go}"]:not(.govuk-visually-hidden)`);
  }

  async logIn(who) {
    await this.page.context().clearCookies();
    await this.go('/staff/login');
    await this.page.fill('#email', `${who}@example.org`);
    await this.page.fill('#password', PASSWORD);
    await this.page.click('main button');
  }
}

async function reporterPictures(camera, { accessCode }) {
  const { page } = camera;
  await camera.go('');
  await camera.take('start');
  await camera.go('/report');
  await page.check('[value=survivor]');
  await camera.press('next');
  await page.fill('#narrative', STORY[camera.language]);
  await camera.take('report-story');
  await camera.press('next');
  for (let step = 0; (await page.locator('[name=step][value=check]').count()) === 0; step += 1) {
    if (step > 12) throw new Error('The form does not come to its end.');
    const where = await page.inputValue('[name=step]');
    if (where === 'kinds') await page.check('[value=sexual-harassment]');
    if (where === 'where') await page.check('[value=fathers-first]');
    await camera.press(['kinds', 'where'].includes(where) ? 'next' : 'skip');
  }
  await camera.take('check');
  await camera.press('send');
  await camera.take('filed');
  await camera.go('/return');
  await camera.take('return');
  await page.fill('#code', accessCode);
  await page.click('main button');
  await page.waitForURL(/my-report/);
  await camera.take('my-report');
}

async function staffPictures(camera, { caseId, second }) {
  const { page } = camera;
  await camera.go('/staff/login');
  await camera.take('login');
  await camera.logIn('fathers.officer');
  await camera.take('queue');
  await camera.go(`/staff/cases/${caseId}`);
  await camera.take('case');
  await camera.go(`/staff/cases/${caseId}/actions/set-interim-measure`);
  await camera.take('action');
  await camera.go(`/staff/cases/${second}/actions/triage`);
  await page.check('[name=risk][value=high]');
  await page.fill('#f-earlierCases', 'None found.');
  await page.check('[name="respondents.0.standing"][value=unknown]');
  await page.click('main .am-buttons button[value=send]');
  await camera.take('refused');
  await camera.logIn('custodian');
  await camera.go('/staff/waiting');
  await camera.take('waiting');
  await camera.logIn('auditor');
  await camera.go(`/staff/cases/${caseId}/log`);
  await camera.take('log');
}

async function takeAll(instance, shown) {
  const executablePath = CHROMIUM.find((path) => path !== undefined && existsSync(path));
  if (executablePath === undefined) throw new Error('There is no Chromium here: set CHROMIUM_PATH.');
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] });
  try {
    const cameras = LANGUAGES.flatMap((language) =>
      Object.keys(SCREENS).map((width) => new Camera(browser, instance.web, language, width)),
    );
    for (const camera of cameras) await camera.open();
    // Staff first: the pictures of reporters file reports.
    for (const camera of cameras) await staffPictures(camera, shown);
    for (const camera of cameras) await reporterPictures(camera, shown);
  } finally {
    await browser.close();
  }
}

rmSync(OUT, { recursive: true, force: true });
mkdirSync(OUT, { recursive: true });
const instance = await startInstance(PASSWORD);
try {
  await takeAll(instance, await fill(new Calls(instance.api)));
} finally {
  await instance.stop();
}
