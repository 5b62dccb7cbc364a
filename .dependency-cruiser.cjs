// What may import what: the rules of docs/architecture.md, by their numbers there. tests/architecture/import-rules.spec.ts
// plants a violation of each and looks that it is caught by name.
/** Specs, and what specs of one folder share beside them. */
const SPEC = '\\.spec\\.ts$|/spec-kit/';

/** Pure packages that some domain folders may use beside the kernel. Nothing with a connection, a clock or a framework. */
const PURE = {
  zod: '^libs/cases/src/domain/', // the bodies of actions are described once, for validation and as JSON Schema
};

const package_ = (name) => `(^|/)node_modules/${name}/`;

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    {
      name: 'app-not-to-app',
      comment: 'Rule 1: programs share code through libs.',
      severity: 'error',
      from: { path: '^apps/([^/]+)/' },
      to: { path: '^apps/', pathNot: '^apps/$1/' },
    },
    {
      name: 'lib-not-to-app',
      comment: 'Rule 1: a library does not know the programs that use it.',
      severity: 'error',
      from: { path: '^libs/' },
      to: { path: '^apps/' },
    },
    {
      name: 'kernel-imports-nothing',
      comment: 'Rule 2. uuid is let in: Node itself makes no UUIDv7.',
      severity: 'error',
      from: { path: '^libs/kernel/', pathNot: SPEC },
      to: { pathNot: ['^libs/kernel/', package_('uuid')] },
    },
    {
      name: 'domain-is-pure',
      comment:
        'Rule 3: domain imports the kernel and its own folder; no framework, no database, no validation by decorator.',
      severity: 'error',
      from: { path: '^libs/([^/]+)/src/domain/', pathNot: [SPEC, ...Object.values(PURE)] },
      to: { pathNot: ['^libs/kernel/src/', '^libs/$1/src/domain/'] },
    },
    ...Object.entries(PURE).map(([name, path]) => ({
      name: 'domain-is-pure',
      comment: `Rule 3, where ${name} is let in.`,
      severity: 'error',
      from: { path, pathNot: SPEC },
      to: { pathNot: ['^libs/kernel/src/', path, package_(name)] },
    })),
    {
      name: 'internal-stays-inside',
      comment: "Rule 4: nobody imports another lib's internal/; only the database lists the entities.",
      severity: 'error',
      from: { path: '^(?:apps|libs|tests)/([^/]+)/', pathNot: '^libs/database/src/entities\\.ts$' },
      to: { path: '^libs/[^/]+/src/internal/', pathNot: '^libs/$1/' },
    },
    {
      name: 'cases-uses-its-services',
      comment:
        'Rule 5: cases may use access, audit, deadlines, redaction, vault and notices, and what every lib uses.',
      severity: 'error',
      from: { path: '^libs/cases/', pathNot: SPEC },
      to: {
        path: '^libs/',
        pathNot: '^libs/(cases|access|audit|deadlines|redaction|vault|notices|kernel|config|database)/',
      },
    },
    {
      name: 'services-do-not-know-cases',
      comment: 'Rule 5: none of them knows cases.',
      severity: 'error',
      from: { path: '^libs/(access|audit|deadlines|redaction|vault|notices|kernel|config)/' },
      to: { path: '^libs/cases/' },
    },
    {
      name: 'no-cycles',
      comment: 'Rule 6.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'web-uses-only-client',
      comment:
        'Rule 7: the pages use the client and their own view helpers; config and the vocabulary of the kernel belong to every program (decision 0008).',
      severity: 'error',
      from: { path: '^apps/web/', pathNot: SPEC },
      to: {
        path: ['^libs/', package_('(pg|typeorm|bullmq|ioredis)')],
        pathNot: '^libs/(client|config|kernel)/',
      },
    },
    {
      name: 'programs-without-test-helpers',
      comment: 'Test helpers and specs are for specs and tests.',
      severity: 'error',
      from: { path: '^(apps|libs)/', pathNot: [SPEC, '^libs/testing/'] },
      to: { path: ['^libs/testing/', '^tests/', SPEC] },
    },
    {
      name: 'programs-without-dev-packages',
      comment: 'What a program imports is a dependency, not a devDependency: the images leave those out.',
      severity: 'error',
      from: { path: '^(apps|libs)/', pathNot: [SPEC, '^libs/testing/'] },
      to: { dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown'], dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'no-unused-files',
      comment: 'A file that nothing imports and that imports nothing is left over.',
      severity: 'error',
      from: { orphan: true, path: '^(apps|libs)/', pathNot: [SPEC, '/main\\.ts$', '\\.d\\.ts$'] },
      to: {},
    },
    {
      name: 'all-imports-resolve',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(dist|data|tmp)/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    // as tsconfig's customConditions: #lib/* means the source
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['source', 'import', 'require', 'node', 'default', 'types'],
    },
    cache: { folder: 'node_modules/.cache/dependency-cruiser', strategy: 'content' },
  },
};
