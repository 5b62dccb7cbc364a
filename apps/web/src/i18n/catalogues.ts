import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { IntlMessageFormat } from 'intl-messageformat';
import type { Language } from '#kernel/vocabulary';

export type MessageValues = Readonly<Record<string, string | number>>;
export type Catalogue = Readonly<Record<string, string>>;

/** Locales for the formatters. Arabic with Latin digits, so that a date and a reference on one page count alike. */
export const LOCALES: Record<Language, string> = {
  en: 'en-GB',
  fr: 'fr',
  es: 'es',
  pt: 'pt',
  ar: 'ar-u-nu-latn-ca-gregory',
};

/** Folder of the catalogues, seen from the project's root where every program is started. */
const FOLDER = join('apps', 'web', 'locales');

export function readCatalogue(language: Language): Catalogue {
  return JSON.parse(readFileSync(join(FOLDER, `${language}.json`), 'utf8')) as Catalogue;
}

/** The texts of the pages. A catalogue is read when its language is first asked for, a message parsed when first shown. */
export class Catalogues {
  private readonly catalogues = new Map<Language, Catalogue>();
  private readonly formats = new Map<string, IntlMessageFormat>();

  has(language: Language, key: string): boolean {
    return Object.hasOwn(this.catalogue(language), key);
  }

  /** The message of a key. Throws when there is none: catalogues.spec.ts proves that every key in use is there. */
  text(language: Language, key: string, values: MessageValues = {}): string {
    const id = `${language} ${key}`;
    let format = this.formats.get(id);
    if (format === undefined) {
      const message = this.has(language, key) ? this.catalogue(language)[key] : undefined;
      if (message === undefined) throw new Error(`There is no message ${key} in ${language}.`);
      format = new IntlMessageFormat(message, LOCALES[language], undefined, { ignoreTag: true });
      this.formats.set(id, format);
    }
    return String(format.format(values));
  }

  private catalogue(language: Language): Catalogue {
    let catalogue = this.catalogues.get(language);
    if (catalogue === undefined) {
      catalogue = readCatalogue(language);
      this.catalogues.set(language, catalogue);
    }
    return catalogue;
  }
}
