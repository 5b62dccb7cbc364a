import { join } from 'node:path';
import { Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import nunjucks from 'nunjucks';
import { Environment } from '#config/environment';
import { LANGUAGES, type Language } from '#kernel/vocabulary';
import { directionOf, inLanguage, languageOf, LANGUAGE_NAMES } from '../http/language.js';
import type { FormFault, Page } from '../http/page.js';
import { Catalogues, type MessageValues } from '../i18n/catalogues.js';
import { StyleSheet } from './style-sheet.js';
import { formatDate, formatDay, timeLeft, type DateStyle } from './dates.js';

const VIEWS = join('apps', 'web', 'views');
const GOVUK = join('node_modules', 'govuk-frontend', 'dist');

/** Renders templates of apps/web/views, each compiled when it is first shown, in the language that the address says. */
@Injectable()
export class Views {
  private readonly catalogues = new Catalogues();
  private readonly nunjucks: nunjucks.Environment;

  constructor(
    environment: Environment,
    private readonly sheet: StyleSheet,
  ) {
    this.nunjucks = new nunjucks.Environment(
      new nunjucks.FileSystemLoader([VIEWS, GOVUK], {
        noCache: environment.get('NODE_ENV') === 'development',
      }),
      { autoescape: true, throwOnUndefined: false, trimBlocks: true, lstripBlocks: true },
    );
    this.nunjucks.addFilter('paragraphs', (text: string) => text.split(/\n{2,}/));
  }

  text(language: Language, key: string, values?: MessageValues): string {
    return this.catalogues.text(language, key, values);
  }

  /** A message where there is one; otherwise the words of an identifier (`given-up`, `dueOn`), for what is data. */
  word(language: Language, family: string, name: string): string {
    const key = `${family}.${name}`;
    if (this.catalogues.has(language, key)) return this.catalogues.text(language, key);
    const words = name
      .replace(/([a-z])([A-Z])/g, '$1 $2')
      .replace(/[-._]+/g, ' ')
      .toLowerCase();
    return words.charAt(0).toUpperCase() + words.slice(1);
  }

  /** `sections` are those of the menu, for pages of staff. */
  render(page: Page, request: FastifyRequest, sections: readonly string[] = []): string {
    const language = languageOf(request);
    return this.nunjucks.render(page.template, {
      ...this.context(language, request),
      sections,
      ...page.model,
    });
  }

  private context(language: Language, request: FastifyRequest): Record<string, unknown> {
    const t = (key: string, values?: MessageValues) => this.text(language, key, values);
    // Where the page answers a form, the address takes no GET of its own in another language but the form's own page.
    const address = request.url;
    return {
      t,
      word: (family: string, name: string) => this.word(language, family, name),
      lang: language,
      // What the GOV.UK components take as a field's error; undefined where it has none.
      errorAt: (faults: readonly FormFault[] | undefined, field: string) => {
        const text = faults?.find((fault) => fault.field === field)?.text;
        return text === undefined ? undefined : { text, visuallyHiddenText: t('page.error-prefix') };
      },
      dir: directionOf(language),
      css: `/assets/${this.sheet.name}`,
      path: (rest: string) => `/${language}${rest}`,
      address,
      languages: LANGUAGES.map((code) => ({
        code,
        name: LANGUAGE_NAMES[code],
        href: inLanguage(address, code),
        dir: directionOf(code),
        current: code === language,
      })),
      date: (iso: string, style: DateStyle, timeZone?: string) => formatDate(iso, style, language, timeZone),
      day: (day: string) => formatDay(day, language),
      left: (dueAt: string, now: Date) => {
        const { late, unit, count } = timeLeft(dueAt, now);
        return t(`time.${late ? 'ago' : 'left'}.${unit}`, { count });
      },
    };
  }
}
