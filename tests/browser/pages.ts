import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { AxeBuilder } from '@axe-core/playwright';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { Environment } from '#config/environment';
import { openBrowser, visitor } from '#testing/browser';
import type { TestApp } from '#testing/test-app';
import { createWebApp } from '../../apps/web/src/create-app.js';
import { startApi } from '../e2e/api.js';

/** The pages on the real API, each on a port of its own, a browser to look at them, and somewhere neutral to flee to. */
export class Pages {
  private constructor(
    readonly api: TestApp,
    readonly web: NestFastifyApplication,
    readonly base: string,
    readonly neutral: Server,
    readonly neutralUrl: string,
    readonly browser: Browser,
  ) {}

  static async start(): Promise<Pages> {
    const api = await startApi();
    const neutral = createServer((_request, response) => {
      response.writeHead(200, { 'content-type': 'text/html' }).end('<title>Weather</title><h1>Sunny</h1>');
    });
    const neutralUrl = await listening(neutral);
    const { web, base } = await startWeb(api.base, neutralUrl);
    return new Pages(api, web, base, neutral, neutralUrl, await openBrowser());
  }

  /** A page of somebody who was never here. */
  async visit(options: BrowserContextOptions = {}): Promise<Page> {
    return (await visitor(this.browser, options)).newPage();
  }

  async logIn(page: Page, who: string, password: string, language = 'en'): Promise<void> {
    await page.goto(`${this.base}/${language}/staff/login`);
    await page.fill('#email', `${who}@example.org`);
    await page.fill('#password', password);
    await page.click('main button');
  }

  async close(): Promise<void> {
    await this.browser.close();
    await this.web.close();
    this.neutral.close();
    await this.api.close();
  }
}

/** The pages alone, on whatever answers (or does not) at `apiUrl`. */
export async function startWeb(
  apiUrl: string,
  exitUrl: string,
): Promise<{ web: NestFastifyApplication; base: string }> {
  const environment = Environment.load({ NODE_ENV: 'test', API_URL: apiUrl, EXIT_URL: exitUrl });
  const web = await createWebApp(environment, false);
  await web.listen(0, '127.0.0.1');
  const { port } = web.getHttpServer().address() as AddressInfo;
  return { web, base: `http://127.0.0.1:${String(port)}` };
}

async function listening(server: Server): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${String((server.address() as AddressInfo).port)}/`;
}

/** What axe finds wrong by WCAG 2.2 AA, as one line each. */
export async function axeFaults(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'])
    .analyze();
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' | ')}`);
}

/** Presses one of the report form's buttons as a person would: the visible one. */
export function press(page: Page, go: string): Promise<void> {
  return page.click(`#report button[name=go][value="${go}"]:not(.govuk-visually-hidden)`);
}
