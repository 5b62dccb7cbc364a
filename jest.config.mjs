import { spawnSync } from 'node:child_process';
import vm from 'node:vm';

// ESM under jest: swc compiles, Node's own module loader runs it, behind a flag. `npx jest` by hand has it set here.
if (vm.SourceTextModule === undefined) {
  const flags = `${process.env.NODE_OPTIONS ?? ''} --experimental-vm-modules --disable-warning=ExperimentalWarning`;
  const env = { ...process.env, NODE_OPTIONS: flags.trim() };
  process.exit(spawnSync(process.execPath, process.argv.slice(1), { stdio: 'inherit', env }).status ?? 1);
}

// `source` makes #lib/* imports resolve to TypeScript; 'import' must stay out or jest-circus breaks.
const shared = {
  testEnvironment: 'node',
  testEnvironmentOptions: { customExportConditions: ['source', 'node', 'node-addons'] },
  extensionsToTreatAsEsm: ['.ts'],
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
  modulePathIgnorePatterns: ['<rootDir>/dist/', '<rootDir>/data/', '<rootDir>/tmp/'],
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      {
        jsc: {
          parser: { syntax: 'typescript', decorators: true },
          transform: { legacyDecorator: true, decoratorMetadata: true },
          target: 'es2022',
        },
        module: { type: 'es6' },
      },
    ],
  },
};

// PostgreSQL and Redis of their own: npm test starts them, and run by hand jest does (scripts/jest).
const withServers = {
  ...shared,
  globalSetup: '<rootDir>/scripts/jest/global-setup.mjs',
  globalTeardown: '<rootDir>/scripts/jest/global-teardown.mjs',
};

const project = (base, displayName, testMatch, more = {}) => ({
  ...base,
  displayName,
  testMatch: testMatch.map((pattern) => `<rootDir>/${pattern}`),
  ...more,
});

export default {
  testTimeout: 30_000,
  workerIdleMemoryLimit: '1GB', // modules loaded by vm are not freed between files
  projects: [
    project(shared, 'unit', ['{apps,libs}/**/*.spec.ts'], {
      testPathIgnorePatterns: ['\\.db\\.spec\\.ts$', '/node_modules/'],
    }),
    project(shared, 'architecture', ['tests/architecture/**/*.spec.ts']),
    project(withServers, 'db', ['{apps,libs}/**/*.db.spec.ts', 'tests/integration/**/*.spec.ts']),
    project(withServers, 'e2e', ['tests/e2e/**/*.spec.ts']),
    project(withServers, 'scenarios', ['tests/scenarios/**/*.spec.ts']),
    project(withServers, 'chaos', ['tests/chaos/**/*.spec.ts']),
    project(withServers, 'browser', ['tests/browser/**/*.spec.ts']),
  ],
};
