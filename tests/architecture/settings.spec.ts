import { readFileSync } from 'node:fs';
import { Environment } from '#config/environment';

/** Variables that npm start reads by itself. */
const OF_NPM_START = ['POSTGRES_PORT'];

const source = readFileSync('libs/config/src/environment.ts', 'utf8');
const known = [...source.matchAll(/^ {2}([A-Z][A-Z_]+):/gm)].map(([, name = '']) => name);

/** `| \`NAME\` | \`standard\` | meaning |`, as docs/operations.md lists the settings. */
const rows = [
  ...readFileSync('docs/operations.md', 'utf8').matchAll(
    /^\| `([A-Z][A-Z_]+)` +\| +(?:`([^`]*)`)? *\| *(.+?) *\|$/gm,
  ),
].map(([, name = '', standard = '', meaning = '']) => ({ name, standard, meaning }));

describe('the settings', () => {
  it('are in docs/operations.md, each once, and no other', () => {
    expect(known.length).toBeGreaterThan(10);
    expect(rows.map(({ name }) => name).sort()).toEqual([...known].sort());
  });

  it('have there the standard that the code has', () => {
    const standards: Record<string, string | number | undefined> = Environment.load({}).values;
    const worked = ['API_URL', 'PUBLIC_URL']; // made of other settings
    for (const { name, standard } of rows.filter((row) => !worked.includes(row.name))) {
      expect(`${name}=${standard}`).toBe(`${name}=${String(standards[name] ?? '')}`);
    }
  });

  it('are in .env.example, switched off', () => {
    const example = [...readFileSync('.env.example', 'utf8').matchAll(/^(#?)([A-Z][A-Z_]+)=/gm)];
    expect(example.map(([, , name]) => name).sort()).toEqual([...known, ...OF_NPM_START].sort());
    expect(example.every(([, off]) => off === '#')).toBe(true);
  });
});
