// Lint rules: typescript-eslint's strictest, type-aware set, and how long files and functions may be.
import { fileURLToPath } from 'node:url'
import tseslint from 'typescript-eslint'

const root = fileURLToPath(new URL('..', import.meta.url))

export default tseslint.config(
  { basePath: root, ignores: ['dist/**', 'node_modules/**', '.config/eslint.config.js'] },
  {
    basePath: root,
    files: ['**/*.{ts,tsx}'],
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: root } },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      'no-console': 'error',
      '@typescript-eslint/consistent-type-definitions': 'off',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      // node:test's describe and it return promises that the runner awaits.
      '@typescript-eslint/no-floating-promises': [
        'error',
        {
          allowForKnownSafeCalls: [
            { from: 'package', package: 'node:test', name: ['describe', 'it', 'test', 'before', 'after'] },
          ],
        },
      ],
    },
  },
  {
    // A file holds one idea, a function one step: where either grows longer there are two. Components show what they are.
    basePath: root,
    files: ['src/**/*.ts'],
    rules: { 'max-lines': ['error', 200], 'max-lines-per-function': ['error', 60] },
  },
  {
    basePath: root,
    files: ['src/**/*.tsx'],
    rules: { 'max-lines': ['error', 200], 'max-lines-per-function': ['error', 90] },
  },
)
