import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { IntlMessageFormat } from 'intl-messageformat';
import { LANGUAGES, type Language } from '#kernel/vocabulary';
import { Catalogues, readCatalogue } from './catalogues.js';
import { KEY_FAMILIES, OPEN_FAMILIES } from './spec-kit/key-families.js';

const WEB = join('apps', 'web');

function texts(folder: string, ending: RegExp): string[] {
  return readdirSync(join(WEB, folder), { recursive: true, encoding: 'utf8' })
    .filter((path) => ending.test(path) && !path.endsWith('.spec.ts'))
    .map((path) => readFileSync(join(WEB, folder, path), 'utf8'));
}

/** Keys that templates and code name in full. A key in code is any quoted text that looks like one and is in a catalogue. */
function literalKeys(known: ReadonlySet<string>): Set<string> {
  const keys = new Set<string>();
  const add = (text: string, pattern: RegExp) => {
    for (const [, key] of text.matchAll(pattern)) if (key !== undefined) keys.add(key);
  };
  for (const view of texts('views', /\.njk$/)) {
    add(view, /\bt\('([^']+)'(?!\s*~)/g);
    add(view, /\bcall row\('[^']+', '([^']+)'/g);
  }
  const inCode = new Set<string>();
  for (const code of texts('src', /\.ts$/)) {
    for (const [, key] of code.matchAll(/'([a-z][\w-]*(?:\.[\w-]+)+)'/gi))
      if (key !== undefined) inCode.add(key);
  }
  for (const key of inCode) if (known.has(key)) keys.add(key);
  return keys;
}

/** The arguments that a message takes, by name, with their kind. */
function argumentsOf(message: string): string[] {
  const found = new Set<string>();
  const walk = (parts: ReturnType<IntlMessageFormat['getAst']>): void => {
    for (const part of parts) {
      // Kind 0 is plain text (TYPE.literal of @formatjs/icu-messageformat-parser).
      const kind: number = part.type;
      if ('value' in part && typeof part.value === 'string' && kind !== 0)
        found.add(`${part.value}:${String(kind)}`);
      if ('options' in part) for (const option of Object.values(part.options)) walk(option.value);
    }
  };
  walk(new IntlMessageFormat(message, 'en', undefined, { ignoreTag: true }).getAst());
  return [...found].sort();
}

const english = readCatalogue('en');
const known = new Set(Object.keys(english));
const families = Object.entries(KEY_FAMILIES).flatMap(([family, names]) =>
  names.map((name) => `${family}.${String(name)}`),
);

describe('catalogues', () => {
  it('have a message for every key that a page or a controller names', () => {
    const used = [...literalKeys(known), ...families];
    expect(used.length).toBeGreaterThan(300);
    expect(used.filter((key) => !known.has(key))).toEqual([]);
  });

  it('have no message that nothing uses', () => {
    const used = new Set([...literalKeys(known), ...families]);
    const open = (key: string) => OPEN_FAMILIES.some((family) => key.startsWith(`${family}.`));
    expect([...known].filter((key) => !used.has(key) && !open(key))).toEqual([]);
  });

  it.each(LANGUAGES.filter((language) => language !== 'en'))(
    'say the same in %s, message by message',
    (language: Language) => {
      const catalogue = readCatalogue(language);
      expect(Object.keys(catalogue).sort()).toEqual([...known].sort());
      const different = Object.keys(english).filter(
        (key) => argumentsOf(catalogue[key] ?? '').join() !== argumentsOf(english[key] ?? '').join(),
      );
      expect(different).toEqual([]);
      expect(Object.keys(catalogue).filter((key) => (catalogue[key] ?? '').trim() === '')).toEqual([]);
    },
  );

  it('count as Arabic does', () => {
    const catalogues = new Catalogues();
    const days = (count: number) => catalogues.text('ar', 'time.left.days', { count });
    expect(days(2)).toBe('خلال يومين');
    expect(days(3)).toBe('خلال 3 أيام');
    expect(days(11)).toBe('خلال 11 يومًا');
  });

  it('throw for a key that is not there', () => {
    expect(() => new Catalogues().text('en', 'no.such.key')).toThrow('no.such.key');
  });
});
