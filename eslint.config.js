/** What a machine can check of the house rules; the import arrows are those of docs/decisions and the README's map. */
import js from '@eslint/js';
import lit from 'eslint-plugin-lit';
import wc from 'eslint-plugin-wc';
import ts from 'typescript-eslint';

/** One rule per folder: which modules it may not import, and why. */
const imports = (...patterns) => ({
  '@typescript-eslint/no-restricted-imports': [
    'error',
    {
      patterns: patterns.map(([what, message, allowTypeImports = false]) => ({
        ...(what instanceof RegExp ? { regex: what.source } : { group: what }),
        message,
        allowTypeImports,
      })),
    },
  ],
});

const chart = [
  ['chart.js', 'chart.js/*'],
  'Only elements/impact-chart/chart.ts imports Chart.js; it is fetched when seen.',
];
const zod = [['zod', 'zod/*'], 'Only data/schema.ts knows zod, as zod/mini.'];
// Types cost a page nothing, the schemas cost it 14 kB.
const schemas = [['**/schema.ts'], 'A page reads with data/read.ts; schema.ts gives it types only.', true];
const litAnywhere = [['lit', 'lit/*', '@lit/*'], 'This folder knows no Lit.'];
const elements = [['**/elements/**'], 'This folder comes before the elements.'];
const define = [['**/define/**'], 'Only index.ts imports what defines elements.'];
const shared = [['**/shared/**'], 'This folder comes before shared/.'];
const server = [['**/server/**'], 'The library knows nothing of the server.'];

const noSinks = [
  {
    selector: 'MemberExpression[property.name=/^(innerHTML|outerHTML|srcdoc)$/]',
    message: 'Text goes to text nodes and attributes only.',
  },
  {
    selector:
      "CallExpression[callee.property.name=/^(insertAdjacentHTML|write|writeln)$/][callee.object.name!='response']",
    message: 'Text goes to text nodes and attributes only.',
  },
  {
    selector: "CallExpression[callee.property.name='setAttribute'][arguments.0.value='style']",
    message: 'A strict policy refuses style attributes; use style.setProperty.',
  },
];
const noDefine = {
  selector: "CallExpression[callee.object.name='customElements'][callee.property.name='define']",
  message: 'Elements are registered by define() of shared/define.ts, which survives a second copy.',
};
const noEnum = {
  selector: 'TSEnumDeclaration, TSModuleDeclaration[kind!="global"][declare!=true]',
  message: 'No enums, no namespaces.',
};
const litSinks = [
  ['lit/directives/unsafe-*', 'lit/directives/style-map*'],
  'Neither markup from data nor style attributes: both break under a strict policy.',
];

export default ts.config(
  {
    ignores: [
      'dist',
      'cdn',
      'types',
      'site',
      '.site.*',
      '.dist.*',
      '.cdn.*',
      'server/dist',
      'storybook-static',
      'node_modules',
      'data',
      'coverage',
      'bench/results',
    ],
  },
  js.configs.recommended,
  {
    files: ['**/*.ts'],
    extends: [ts.configs.recommended],
    languageOptions: {
      parserOptions: {
        projectService: { allowDefaultProject: ['*.ts', 'server/*.ts'] },
        tsconfigRootDir: import.meta.dirname,
      },
    },
    rules: {
      '@typescript-eslint/consistent-type-imports': [
        'error',
        { fixStyle: 'inline-type-imports', disallowTypeAnnotations: false },
      ],
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      'no-control-regex': 'off',
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'no-console': 'off',
    },
  },

  // The library: what runs in other people's pages.
  {
    files: ['src/**/*.ts'],
    plugins: { lit, wc },
    rules: {
      ...lit.configs['flat/recommended'].rules,
      ...wc.configs['flat/best-practice'].rules,
      // Lit's base class answers these itself; calling super without a guard is right there.
      'wc/guard-super-call': 'off',
      // A file may hold the small parts of one element.
      'wc/max-elements-per-file': 'off',
      'wc/file-name-matches-element': 'off',
      'no-restricted-syntax': ['error', ...noSinks, noDefine, noEnum],
      'no-restricted-globals': ['error', 'localStorage', 'event', 'name', 'status', 'top'],
      'no-eval': 'error',
      'no-implied-eval': 'error',
      'no-new-func': 'error',
      'no-console': ['error', { allow: ['warn', 'error'] }],
    },
  },
  // Everything the library says goes through here.
  { files: ['src/data/report.ts'], rules: { 'no-console': 'off' } },
  // What a visitor sent away, or could not send, is remembered where the page's author asked for it.
  {
    files: ['src/elements/mission-banner/memory.ts', 'src/elements/contribution-form/{kept,waiting}.ts'],
    rules: { 'no-restricted-globals': 'off' },
  },
  { files: ['src/shared/define.ts'], rules: { 'no-restricted-syntax': ['error', ...noSinks, noEnum] } },
  { files: ['src/data/**/*.ts'], rules: imports(chart, zod, schemas, litAnywhere, shared, elements, define, server) },
  {
    files: ['src/data/schema.ts'],
    rules: imports(
      chart,
      [/^zod(?!\/mini$)/, 'zod/mini: the full zod is three times as large and trips strict policies.'],
      litAnywhere,
      shared,
      elements,
      define,
      server,
    ),
  },
  {
    files: ['src/i18n/**/*.ts'],
    rules: imports(chart, zod, schemas, litAnywhere, shared, elements, define, server, [
      ['**/data/**'],
      'Words know no data.',
    ]),
  },
  { files: ['src/shared/**/*.ts'], rules: imports(chart, zod, schemas, litSinks, elements, define, server) },
  {
    files: ['src/elements/**/*.ts'],
    rules: imports(chart, zod, schemas, litSinks, define, server, [
      [
        '../campaign/**',
        '../mission-banner/**',
        '../progress-thermometer/**',
        '../contribution-form/**',
        '../member-spotlight/**',
        '../impact-chart/**',
      ],
      'Elements never import each other; what two share lives in shared/.',
    ]),
  },
  { files: ['src/elements/impact-chart/chart.ts'], rules: imports(zod, schemas, litSinks, define, server) },
  { files: ['src/define/**/*.ts', 'src/index.ts'], rules: imports(chart, zod, schemas, litAnywhere, server) },

  // The server shares the schemas of the wire, and nothing else of the library.
  { files: ['server/src/**/*.ts'], rules: imports(chart, litAnywhere, shared, elements, define) },

  {
    files: ['test/**/*.ts', 'server/test/**/*.ts', 'stories/**/*.ts', 'bench/**/*.ts'],
    rules: {
      '@typescript-eslint/no-unused-expressions': 'off',
      'no-restricted-syntax': [
        'error',
        {
          selector: 'MemberExpression[object.name=/^(describe|it|test|suite)$/][property.name=/^(only|skip)$/]',
          message: 'A focused or skipped test hides the others; say with skipIf(…) why a test cannot run here.',
        },
      ],
    },
  },
  // Skips what needs PostgreSQL where there is none, and says so; with CI set there has to be one.
  { files: ['server/test/helpers.ts'], rules: { 'no-restricted-syntax': 'off' } },
  {
    files: ['**/*.mjs', '**/*.js'],
    languageOptions: {
      globals: Object.fromEntries(
        [
          'process',
          'console',
          'URL',
          'URLSearchParams',
          'fetch',
          'performance',
          'Buffer',
          'setTimeout',
          'clearTimeout',
          'setInterval',
          'clearInterval',
          'AbortController',
          'AbortSignal',
          'TextDecoder',
          'TextEncoder',
          'structuredClone',
          'crypto',
          'Response',
          'Request',
          'WebSocket',
          'window',
          'document',
          'customElements',
          'location',
          'navigator',
          'HTMLElement',
          'CustomEvent',
          'Event',
          'requestAnimationFrame',
          'getComputedStyle',
          'localStorage',
          'PerformanceObserver',
          'globalThis',
          'queueMicrotask',
          'setImmediate',
          'matchMedia',
          'history',
          'DOMParser',
          'Blob',
          'EventSource',
          'MutationObserver',
          'CSS',
          'Element',
          'Node',
          'FontFace',
          'Image',
          'ImageData',
          'OffscreenCanvas',
          'createImageBitmap',
          'innerWidth',
          'btoa',
          'Option',
          'getSelection',
          'addEventListener',
          'parent',
          'ResizeObserver',
        ].map((name) => [name, 'readonly']),
      ),
    },
  },
  { files: ['tools/start.mjs', 'tools/install.mjs'], rules: { 'no-var': 'off', 'prefer-spread': 'off' } },
);
