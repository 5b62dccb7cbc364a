import js from '@eslint/js';
import tseslint from 'typescript-eslint';

/** Time comes from the Clock, so that tests and demonstrations can move it (libs/kernel/src/clock.ts). */
const ONLY_THE_CLOCK_KNOWS_THE_TIME = [
  {
    selector: "NewExpression[callee.name='Date'][arguments.length=0]",
    message: 'Ask the injected Clock for the time (#kernel/clock).',
  },
  {
    selector: "CallExpression[callee.object.name='Date'][callee.property.name='now']",
    message: 'Ask the injected Clock for the time (#kernel/clock).',
  },
];

const NEVER = [
  {
    selector: "Identifier[name='forwardRef']",
    message: 'A cycle of modules: move what both need into a third one.',
  },
  {
    selector: 'TSEnumDeclaration',
    message: 'Write a constant list and the union of its members (libs/kernel/src/vocabulary.ts).',
  },
];

const NODE_GLOBALS = Object.fromEntries(
  [
    ...[
      'process',
      'console',
      'Buffer',
      'URL',
      'URLSearchParams',
      'setTimeout',
      'clearTimeout',
      'setInterval',
      'clearInterval',
    ],
    ...[
      'setImmediate',
      'performance',
      'fetch',
      'AbortController',
      'AbortSignal',
      'TextEncoder',
      'TextDecoder',
      'structuredClone',
    ],
    'globalThis',
  ].map((name) => [name, 'readonly']),
);

export default tseslint.config(
  { ignores: ['dist/', 'data/', 'tmp/', 'coverage/', 'screenshots/', 'node_modules/', '**/*.generated.ts'] },
  { linterOptions: { reportUnusedDisableDirectives: 'error', noInlineConfig: true } },
  {
    files: ['apps/**/*.ts', 'libs/**/*.ts', 'tests/**/*.ts'],
    extends: [js.configs.recommended, tseslint.configs.strictTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      'no-restricted-syntax': ['error', ...NEVER, ...ONLY_THE_CLOCK_KNOWS_THE_TIME],
      'no-console': 'error',
      eqeqeq: 'error',
      '@typescript-eslint/consistent-type-imports': [
        'error',
        { fixStyle: 'separate-type-imports', disallowTypeAnnotations: true },
      ],
      // Nest finds modules and controllers by class; a module's class is empty.
      '@typescript-eslint/no-extraneous-class': ['error', { allowWithDecorator: true }],
      // `{ a, ...rest }` is how a field is left out.
      '@typescript-eslint/no-unused-vars': [
        'error',
        { ignoreRestSiblings: true, argsIgnorePattern: '^_', varsIgnorePattern: '^_' },
      ],
      // The lifecycle's tables and the log's encoding check what cannot happen by the types alone: data comes from outside.
      '@typescript-eslint/no-unnecessary-condition': [
        'error',
        { allowConstantLoopConditions: 'only-allowed-literals' },
      ],
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
    },
  },
  {
    // consistent-type-imports cannot know which parameter types Nest reads from the emitted decorator metadata.
    files: ['apps/**/*.ts', 'libs/**/*.ts'],
    rules: {
      '@typescript-eslint/consistent-type-imports': 'off',
      // Nest declares the options that it takes as literals as classes.
      '@typescript-eslint/no-unsafe-class-instance-assignment': 'off',
    },
  },
  {
    files: ['libs/kernel/src/clock.ts'],
    rules: { 'no-restricted-syntax': ['error', ...NEVER] },
  },
  {
    // The command line speaks to a terminal.
    files: ['apps/cli/**/*.ts'],
    rules: { 'no-console': 'off' },
  },
  {
    files: ['**/*.spec.ts', '**/spec-kit/**/*.ts', 'tests/**/*.ts', 'libs/testing/**/*.ts'],
    rules: {
      // Real programs run beside a test, by the real time.
      'no-restricted-syntax': ['error', ...NEVER],
      // A test that finds nothing there fails by it.
      '@typescript-eslint/no-non-null-assertion': 'off',
      // jest's matchers (expect.objectContaining …) and supertest's bodies are typed any.
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-argument': 'off',
      // expect(object.method) hands a method over without calling it.
      '@typescript-eslint/unbound-method': 'off',
    },
  },
  {
    files: ['**/*.mjs', '**/*.cjs'],
    extends: [js.configs.recommended],
    languageOptions: { globals: NODE_GLOBALS },
    rules: {
      eqeqeq: 'error',
      'no-unused-vars': [
        'error',
        { ignoreRestSiblings: true, argsIgnorePattern: '^_', varsIgnorePattern: '^_' },
      ],
    },
  },
  {
    files: ['**/*.cjs'],
    languageOptions: { sourceType: 'commonjs', globals: { module: 'writable', require: 'readonly' } },
  },
);
