import js from '@eslint/js';
import globals from 'globals';

export default [
  { ignores: ['dist/', 'node_modules/'] },
  js.configs.recommended,
  {
    languageOptions: { ecmaVersion: 2023, sourceType: 'module' },
    rules: {
      eqeqeq: 'error',
      'no-var': 'error',
      'prefer-const': 'error',
      'max-lines': ['error', 400],
      'max-lines-per-function': ['error', { max: 60, skipBlankLines: true, skipComments: true }],
      complexity: ['error', 15],
    },
  },
  { files: ['js/**'], languageOptions: { globals: globals.browser } },
  { files: ['browser/**', '*.js', '**/*.test.js'], languageOptions: { globals: { ...globals.node, ...globals.browser } } },
  // A suite of tests is one function around many.
  { files: ['**/*.test.js'], rules: { 'max-lines-per-function': 'off' } },
  // A language is one list, however much the page has to say.
  { files: ['js/words/**'], rules: { 'max-lines': 'off' } },
];
