import { existsSync } from 'node:fs';
import { inRoot } from './paths.mjs';
import { runNode } from './run.mjs';

const bin = (path) => inRoot('node_modules', ...path.split('/'));
const CACHE = 'node_modules/.cache';

/** A check that runs one Node program from the project's folder, and passes when it exits with 0. */
const check = (name, title, args, more = {}) => ({
  name,
  group: 'static',
  title,
  run: (env) => runNode(args, { env }),
  ...more,
});

/** A script of the project; not being there is a failure of its own, as it would check something. */
function script(name, title, path, args = [], more = {}) {
  const run = (env) =>
    existsSync(inRoot(path))
      ? runNode([path, ...args], { env })
      : { code: 1, output: `${path} is missing: nothing was checked.` };
  return { ...check(name, title, []), ...more, run };
}

const jest = (name, title, needs = []) => ({ name, group: 'tests', title, jest: name, needs });

/**
 * Everything `npm test` checks, in order. `build` comes first as others use what it makes; static checks run two at a
 * time; the tests then have the machine to themselves. `needs` names servers and programs without which a step is not run.
 */
export const STEPS = [
  script('build', 'programs and assets are built', 'scripts/build.mjs', [], { alone: true }),
  check('lint', 'ESLint', [
    bin('eslint/bin/eslint.js'),
    '.',
    '--max-warnings=0',
    '--cache',
    '--cache-location',
    `${CACHE}/eslint/`,
    '--cache-strategy=content',
  ]),
  check('types', 'types of programs and tests', [
    bin('typescript/bin/tsc'),
    '-p',
    'tsconfig.json',
    '--noEmit',
  ]),
  check('format', 'prettier', [
    bin('prettier/bin/prettier.cjs'),
    '.',
    '--check',
    '--log-level=warn',
    '--cache',
    '--cache-location',
    `${CACHE}/prettier-files`,
    '--cache-strategy=content',
  ]),
  check('imports', 'what may import what', [
    bin('dependency-cruiser/bin/dependency-cruise.mjs'),
    'apps',
    'libs',
    'tests',
  ]),
  script('unused', 'unused exports', 'scripts/unused-exports.mjs'),
  script('docs', 'links between pages', 'scripts/check-docs.mjs'),
  script('lifecycle', 'the drawn lifecycle is the one in the code', 'scripts/generate-lifecycle.mjs', [
    '--check',
  ]),
  script(
    'openapi',
    'OpenAPI document and client are the ones of the code',
    'scripts/openapi.mjs',
    ['--check'],
    { needs: ['servers'] },
  ),
  check(
    'redocly',
    'OpenAPI document is sound',
    [bin('@redocly/cli/bin/cli.js'), 'lint', 'docs/openapi.json', '--max-problems=50'],
    {
      env: { REDOCLY_TELEMETRY: 'off', REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true' },
    },
  ),
  jest('unit', 'pure code'),
  jest('architecture', 'planted violations of the import rules, files'),
  jest('db', 'parts with PostgreSQL and Redis', ['servers']),
  jest('e2e', 'each endpoint', ['servers']),
  jest('scenarios', 'whole cases', ['servers']),
  jest('chaos', 'killed processes, servers gone', ['servers']),
  jest('browser', 'pages in Chromium', ['servers', 'chromium']),
];
