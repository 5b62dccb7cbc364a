import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';

const LONGEST = 300;

function filesUnder(folder: string, extension: RegExp): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && extension.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => !path.includes('node_modules'))
    .sort();
}

const sources = [...filesUnder('apps', /\.ts$/), ...filesUnder('libs', /\.ts$/)].filter(
  (path) => !path.includes('.generated.'),
);
const all = [...sources, ...filesUnder('tests', /\.ts$/), ...filesUnder('scripts', /\.mjs$/)];
const linesOf = (path: string): number => readFileSync(path, 'utf8').trimEnd().split('\n').length;

// Generated files and word lists (data/) are as long as they are; a spec is as long as the list of what it proves.
describe('the sources', () => {
  it('are found', () => {
    expect(sources.length).toBeGreaterThan(50);
  });

  it(`have no file over ${String(LONGEST)} lines`, () => {
    const long = all
      .filter((path) => !path.includes('/data/') && !path.endsWith('.spec.ts') && linesOf(path) > LONGEST)
      .map((path) => `${path}: ${String(linesOf(path))} lines`);
    expect(long).toEqual([]);
  });

  it('are under 200 lines in nine of ten files', () => {
    const short = sources.filter((path) => linesOf(path) <= 200);
    expect(short.length / sources.length).toBeGreaterThanOrEqual(0.9);
  });

  it('have kebab-case names', () => {
    expect(all.filter((path) => !/^[a-z0-9-]+(\.[a-z0-9-]+)*$/.test(basename(path)))).toEqual([]);
  });

  it('have no barrel files', () => {
    const barrels = sources.filter(
      (path) => basename(path) === 'index.ts' || /^export \* from/m.test(readFileSync(path, 'utf8')),
    );
    expect(barrels).toEqual([]);
  });

  it('leave nothing for later and switch no check off', () => {
    // put together, so that this file does not find itself
    const marks = new RegExp(
      ['TO' + 'DO', 'FIX' + 'ME', 'eslint-' + 'disable', '@ts-' + '(ignore|expect-error|nocheck)'].join('|'),
    );
    const found = all.flatMap((path) =>
      readFileSync(path, 'utf8')
        .split('\n')
        .flatMap((line, index) => (marks.test(line) ? [`${path}:${String(index + 1)}`] : [])),
    );
    expect(found).toEqual([]);
  });

  it('skip no test and single none out', () => {
    const marks = /\b(it|test|describe)\.(only|skip|todo)\b|\b(xit|fit|xdescribe|fdescribe)\(/;
    const specs = all.filter((path) => path.endsWith('.spec.ts') && marks.test(readFileSync(path, 'utf8')));
    expect(specs.filter((path) => basename(path) !== 'files.spec.ts')).toEqual([]);
  });
});

describe('package.json', () => {
  const { dependencies, devDependencies, imports } = JSON.parse(
    readFileSync('package.json', 'utf8'),
  ) as Record<'dependencies' | 'devDependencies' | 'imports', Record<string, unknown>>;

  /** Used by other packages or by name of a command, not by an import. */
  const UNIMPORTED: Record<string, string> = {
    rxjs: 'peer of @nestjs/common',
    'class-transformer': 'loaded by ValidationPipe of @nestjs/common',
    '@nestjs/cli': 'the command nest',
    '@types/jest': 'types',
    '@types/node': 'types',
    '@types/luxon': 'types',
    '@types/nodemailer': 'types',
    '@types/nunjucks': 'types',
    '@types/pg': 'types',
    '@types/smtp-server': 'types',
    '@types/supertest': 'types',
    '@types/autocannon': 'types',
  };

  it('names no package that nothing uses', () => {
    const places = [...all, ...filesUnder('.github', /\.yml$/), ...filesUnder('apps', /\.(njk|scss)$/)];
    const configs = [
      'package.json',
      'jest.config.mjs',
      'eslint.config.mjs',
      'lefthook.yml',
      '.dependency-cruiser.cjs',
    ];
    const scripts = (JSON.parse(readFileSync('package.json', 'utf8')) as { scripts: unknown }).scripts;
    const text =
      [...places, ...configs.slice(1)].map((path) => readFileSync(path, 'utf8')).join('\n') +
      JSON.stringify(scripts);
    const named = [...Object.keys(dependencies), ...Object.keys(devDependencies)];
    expect(named.filter((name) => !(name in UNIMPORTED) && !text.includes(name))).toEqual([]);
  });

  it('has a #name for every library, and no other', () => {
    const libraries = readdirSync('libs').map((name) => `#${name}/*`);
    expect(Object.keys(imports).filter((name) => !libraries.includes(name))).toEqual([]);
    expect(libraries.filter((name) => !(name in imports))).toEqual([]);
  });
});
