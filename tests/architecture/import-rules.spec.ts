import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';

const project = resolve('.');

/** A lawful little project: every import in it is allowed. Path → what it imports. */
const LAWFUL: Record<string, string[]> = {
  'apps/api/src/main.ts': ['#cases/cases.service', '#config/environment'],
  'apps/web/src/main.ts': ['#client/client', './view.js', '#config/environment'],
  'apps/web/src/view.ts': ['node:path', '#kernel/clock'],
  'apps/worker/src/main.ts': ['#cases/cases.service', './job.js'],
  'apps/worker/src/job.ts': ['#kernel/clock'],
  'libs/kernel/src/clock.ts': ['uuid'],
  'libs/client/src/client.ts': ['openapi-fetch'],
  'libs/config/src/environment.ts': ['zod'],
  'libs/vault/src/vault.ts': ['#kernel/clock', 'node:crypto', './internal/key.entity.js'],
  'libs/vault/src/internal/key.entity.ts': ['typeorm'],
  'libs/cases/src/cases.service.ts': [
    './domain/decide.js',
    './internal/case.entity.js',
    '#vault/vault',
    '@nestjs/common',
  ],
  'libs/cases/src/cases.service.spec.ts': ['#testing/factory', 'fast-check', './cases.service.js'],
  'libs/cases/src/domain/decide.ts': ['#kernel/clock', './facts.js', 'zod'],
  'libs/cases/src/domain/facts.ts': ['#kernel/clock'],
  'libs/cases/src/domain/facts.spec.ts': ['./spec-kit/walk.js'],
  'libs/cases/src/domain/spec-kit/walk.ts': ['../decide.js', 'fast-check', '#testing/factory'],
  'libs/cases/src/internal/case.entity.ts': ['typeorm'],
  'libs/deadlines/src/domain/calendar.ts': ['#kernel/clock'],
  'libs/deadlines/src/sweep.ts': ['./domain/calendar.js', '#database/entities'],
  'libs/database/src/entities.ts': ['#cases/internal/case.entity', '#vault/internal/key.entity'],
  'libs/testing/src/factory.ts': ['#kernel/clock', 'fast-check'],
  'tests/e2e/filing.spec.ts': ['#cases/cases.service', '../../apps/api/src/main.js'],
};

/** One import too many, and the rule that must name it. */
const PLANTED: [rule: string, file: string, imports: string][] = [
  ['app-not-to-app', 'apps/api/src/main.ts', '../../worker/src/job.js'],
  ['lib-not-to-app', 'libs/cases/src/cases.service.ts', '../../../apps/worker/src/job.js'],
  ['kernel-imports-nothing', 'libs/kernel/src/clock.ts', 'luxon'],
  ['kernel-imports-nothing', 'libs/kernel/src/clock.ts', 'node:fs'],
  ['kernel-imports-nothing', 'libs/kernel/src/clock.ts', '#config/environment'],
  ['domain-is-pure', 'libs/cases/src/domain/decide.ts', '@nestjs/common'],
  ['domain-is-pure', 'libs/cases/src/domain/decide.ts', 'class-validator'],
  ['domain-is-pure', 'libs/cases/src/domain/decide.ts', '../internal/case.entity.js'],
  ['domain-is-pure', 'libs/cases/src/domain/decide.ts', '#deadlines/domain/calendar'],
  ['domain-is-pure', 'libs/cases/src/domain/decide.ts', 'node:fs'],
  ['domain-is-pure', 'libs/deadlines/src/domain/calendar.ts', 'zod'],
  ['domain-is-pure', 'libs/deadlines/src/domain/calendar.ts', 'typeorm'],
  ['internal-stays-inside', 'libs/cases/src/cases.service.ts', '#vault/internal/key.entity'],
  ['internal-stays-inside', 'apps/api/src/main.ts', '#cases/internal/case.entity'],
  ['internal-stays-inside', 'tests/e2e/filing.spec.ts', '#cases/internal/case.entity'],
  ['cases-uses-its-services', 'libs/cases/src/cases.service.ts', '#client/client'],
  ['services-do-not-know-cases', 'libs/vault/src/vault.ts', '#cases/cases.service'],
  ['services-do-not-know-cases', 'libs/deadlines/src/domain/calendar.ts', '#cases/domain/facts'],
  ['no-cycles', 'libs/cases/src/domain/facts.ts', './decide.js'],
  ['web-uses-only-client', 'apps/web/src/view.ts', '#vault/vault'],
  ['web-uses-only-client', 'apps/web/src/view.ts', '#cases/cases.service'],
  ['web-uses-only-client', 'apps/web/src/view.ts', 'pg'],
  ['programs-without-test-helpers', 'libs/vault/src/vault.ts', '#testing/factory'],
  ['programs-without-test-helpers', 'libs/cases/src/cases.service.ts', './domain/spec-kit/walk.js'],
  ['programs-without-dev-packages', 'libs/vault/src/vault.ts', 'fast-check'],
  ['no-unused-files', 'libs/vault/src/left-over.ts', ''],
  ['all-imports-resolve', 'libs/vault/src/vault.ts', '#vault/nowhere'],
];

interface Violation {
  rule: { name: string };
  from: string;
  cycle?: { name: string }[];
}

const trees: string[] = [];

/** Writes the tree with this project's own configuration, and cruises it. */
function cruise(files: Record<string, string[]>): Violation[] {
  const tree = mkdtempSync(join(tmpdir(), 'amends-imports-'));
  trees.push(tree);
  for (const name of ['package.json', 'tsconfig.json', '.dependency-cruiser.cjs'])
    cpSync(join(project, name), join(tree, name));
  symlinkSync(join(project, 'node_modules'), join(tree, 'node_modules'));
  for (const [file, imports] of Object.entries(files)) {
    mkdirSync(join(tree, dirname(file)), { recursive: true });
    const lines = imports.map((from, index) => `import * as x${String(index)} from '${from}';`);
    writeFileSync(
      join(tree, file),
      `${lines.join('\n')}\nexport const used = [${imports.map((_, i) => `x${String(i)}`).join(', ')}];\n`,
    );
  }
  const program = join(project, 'node_modules', 'dependency-cruiser', 'bin', 'dependency-cruise.mjs');
  const args = ['apps', 'libs', 'tests', '--no-cache', '--output-type', 'json'];
  const { stdout, stderr } = spawnSync(process.execPath, [program, ...args], {
    cwd: tree,
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  });
  if (stdout === '') throw new Error(stderr);
  return (JSON.parse(stdout) as { summary: { violations: Violation[] } }).summary.violations;
}

afterAll(() => {
  for (const tree of trees) rmSync(tree, { recursive: true });
});

describe('the import rules', () => {
  it('let lawful imports pass', () => {
    expect(cruise(LAWFUL)).toEqual([]);
  });

  // Planted a few at a time, each in its own file, so that one run shows several.
  const rounds: (typeof PLANTED)[] = [];
  for (const planted of PLANTED) {
    const round = rounds.find((others) => others.every(([, file]) => file !== planted[1]));
    if (round) round.push(planted);
    else rounds.push([planted]);
  }

  it.each(rounds.map((round) => ({ round, names: round.map(([rule]) => rule).join(', ') })))(
    'catch by name: $names',
    ({ round }) => {
      const files = structuredClone(LAWFUL);
      for (const [, file, imports] of round)
        files[file] = [...(files[file] ?? []), ...(imports === '' ? [] : [imports])];
      const found = cruise(files).flatMap(({ rule, from, cycle = [] }) =>
        [from, ...cycle.map(({ name }) => name)].map((file) => `${rule.name}: ${file}`),
      );
      for (const [rule, file] of round) expect(found).toContain(`${rule}: ${file}`);
    },
  );

  it('each have a planted violation here', () => {
    const args = [join(project, '.dependency-cruiser.cjs')];
    const listed = spawnSync(process.execPath, [
      '-p',
      'JSON.stringify(require(process.argv[1]).forbidden.map((r) => r.name))',
      ...args,
    ]);
    const names = new Set(JSON.parse(listed.stdout.toString()) as string[]);
    expect(new Set(PLANTED.map(([rule]) => rule))).toEqual(names);
  });
});
