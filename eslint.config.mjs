// The linter keeps the dependency rule of ARCHITECTURE.md, not review: a planted import against it fails the build.
import js from '@eslint/js';
import importX from 'eslint-plugin-import-x';
import * as regexp from 'eslint-plugin-regexp';
import globals from 'globals';
import tseslint from 'typescript-eslint';

const core = ['guards', 'knowledge', 'models', 'posture', 'audit'];
const surfaces = ['gateway', 'deployment', 'editor'];

/** base ← guards | knowledge | models | posture | audit ← assistant ← gateway | deployment | editor | cli */
const zones = [
  { target: './src/base', from: './src', except: ['./base'], message: 'base imports nothing of ours.' },
  ...core.map((name) => ({
    target: `./src/${name}`,
    from: './src',
    except: ['./base', `./${name}`],
    message: 'Siblings meet only in assistant, or through an interface that the user of it declares.',
  })),
  ...surfaces.map((name) => ({
    target: `./src/${name}`,
    from: surfaces.filter((other) => other !== name).map((other) => `./src/${other}`),
    message: 'A surface does not import another surface.',
  })),
  {
    target: './src/assistant',
    from: [...surfaces.map((name) => `./src/${name}`), './src/cli.ts', './src/cli', './src/extension.ts'],
    message: 'The assistant does not know who calls it.',
  },
  ...['./src/cli.ts', './src/cli'].map((target) => ({
    target,
    from: './src/editor',
    message: 'The command line runs without an editor.',
  })),
  { target: './src', from: './webview', except: ['./protocol'], message: 'The host shares only webview/protocol.' },
  { target: './webview', from: './src', message: 'A webview imports only webview/protocol from outside itself.' },
];

export default tseslint.config(
  { ignores: ['dist/**', 'coverage/**', 'node_modules/**', 'test/fixtures/**', '.vscode-test/**'] },
  js.configs.recommended,
  {
    files: ['**/*.ts'],
    extends: [...tseslint.configs.strictTypeChecked, ...tseslint.configs.stylisticTypeChecked],
    languageOptions: {
      parserOptions: { project: ['./tsconfig.json', './webview/tsconfig.json'], tsconfigRootDir: import.meta.dirname },
    },
    rules: {
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { ignoreRestSiblings: true }],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
    },
  },
  {
    files: ['**/*.{ts,mjs}'],
    plugins: { 'import-x': importX, regexp },
    settings: { 'import-x/resolver': { node: { extensions: ['.ts', '.mjs', '.js', '.json'] } } },
    languageOptions: { globals: globals.node },
    rules: {
      'no-console': 'error',
      eqeqeq: 'error',
      'regexp/no-super-linear-backtracking': 'error',
      'regexp/no-super-linear-move': 'error',
      'import-x/no-restricted-paths': ['error', { basePath: import.meta.dirname, zones }],
    },
  },
  {
    files: ['src/**/*.ts'],
    ignores: ['src/editor/**', 'src/extension.ts'],
    rules: {
      'no-restricted-imports': [
        'error',
        {
          paths: [{ name: 'vscode', message: 'vscode is imported only under src/editor and in src/extension.ts.' }],
          patterns: [
            {
              group: ['@lancedb/*', 'apache-arrow', '@huggingface/*', 'onnxruntime-*'],
              message:
                'LanceDB lives only in the index process, transformers.js only in its embedder process, ONNX Runtime there and in the classifier process.',
            },
          ],
        },
      ],
    },
  },
  {
    // The index process and the classifier process: where native modules may be loaded.
    files: ['src/knowledge/store/**/*.ts', 'src/knowledge/embedding/**/*.ts', 'src/guards/classifier/model.ts'],
    rules: { 'no-restricted-imports': ['error', { paths: ['vscode'] }] },
  },
  {
    // By its own name zod brings its messages in fifty languages, 350 kB of them; as a namespace what is used.
    files: ['src/**/*.ts', 'webview/**/*.ts', 'webview/**/*.tsx'],
    rules: {
      'no-restricted-syntax': [
        'error',
        { selector: "ImportDeclaration[source.value='zod'] > ImportSpecifier", message: "import * as z from 'zod'" },
      ],
    },
  },
  {
    // Names of files and keys of a policy stand in messages, and VS Code makes links that run commands of what looks like one.
    files: ['src/**/*.ts'],
    ignores: ['src/editor/messages.ts'],
    rules: {
      'no-restricted-properties': [
        'error',
        ...['showInformationMessage', 'showWarningMessage', 'showErrorMessage', 'withProgress'].map((property) => ({
          property,
          message: 'Messages go through src/editor/messages.ts, which lets no link through.',
        })),
      ],
    },
  },
  { files: ['src/cli.ts', 'src/cli/**', 'scripts/**', 'test/**'], rules: { 'no-console': 'off' } },
  {
    // Tests assert on shapes that they made themselves.
    files: ['test/**/*.ts'],
    rules: { '@typescript-eslint/no-non-null-assertion': 'off', '@typescript-eslint/no-unused-expressions': 'off' },
  },
  {
    // The runner of node:test waits for its tests itself.
    files: ['test/e2e/**/*.ts'],
    rules: {
      '@typescript-eslint/no-floating-promises': [
        'error',
        {
          allowForKnownSafeCalls: [
            { from: 'package', package: 'node:test', name: ['test', 'describe', 'it', 'suite'] },
          ],
        },
      ],
    },
  },
);
