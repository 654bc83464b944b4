import { defineConfig } from 'oxlint';

import { borders } from './borders.config.ts';

export default defineConfig({
  options: {
    typeAware: true,
  },
  plugins: ['typescript', 'unicorn', 'oxc', 'import', 'node', 'promise', 'vitest'],
  categories: {
    correctness: 'error',
    suspicious: 'error',
    perf: 'error',
  },
  ignorePatterns: ['coverage', 'locales/english.d.ts', 'node_modules'],
  rules: {
    'import/no-cycle': 'error',
    'import/no-default-export': 'error',
    'import/no-unassigned-import': 'off',
    'import/no-named-as-default-member': 'off',
    'typescript/no-misused-spread': 'off',
    complexity: ['error', 14],
    'max-lines': [
      'error',
      {
        max: 300,
        skipBlankLines: false,
        skipComments: false,
      },
    ],
    'max-lines-per-function': [
      'error',
      {
        max: 70,
        skipBlankLines: true,
        skipComments: true,
      },
    ],
    'no-await-in-loop': 'off',
    'no-shadow': 'off',
    'no-underscore-dangle': 'off',
    'typescript/consistent-return': 'off',
    'typescript/no-explicit-any': 'error',
    'typescript/no-misused-promises': 'error',
    'typescript/no-non-null-assertion': 'error',
    'typescript/no-unsafe-type-assertion': 'off',
    'typescript/return-await': 'error',
    'typescript/switch-exhaustiveness-check': [
      'error',
      {
        considerDefaultExhaustiveForUnions: true,
      },
    ],
    'typescript/consistent-type-imports': 'error',
    'unicorn/filename-case': [
      'error',
      {
        case: 'kebabCase',
      },
    ],
    'unicorn/prefer-node-protocol': 'error',
    'unicorn/no-array-sort': 'off',
    'unicorn/consistent-function-scoping': 'off',
    'unicorn/prefer-add-event-listener': 'off',
    'unicorn/require-post-message-target-origin': 'off',
  },
  overrides: [
    {
      files: ['commands/*.ts', '*.config.ts', 'test/second-tries.ts'],
      rules: {
        'import/no-default-export': 'off',
      },
    },
    {
      files: ['test/**', 'bench/**', 'rehearsal/test/**'],
      rules: {
        'max-lines-per-function': 'off',
        'max-lines': 'off',
        'typescript/no-non-null-assertion': 'off',
        'vitest/require-mock-type-parameters': 'off',
      },
    },
    {
      files: ['src/**'],
      excludeFiles: [
        'src/main.js',
        'src/{backup,bot,doctor,get-voices,register,restore,speech-worker,store,voice-node}.ts',
      ],
      rules: {
        'node/no-process-env': 'error',
      },
    },
    {
      // It puts the parts together and does nothing itself: what grows there belongs to a part.
      files: ['src/bot.ts'],
      rules: {
        'max-lines': ['error', { max: 150, skipBlankLines: false, skipComments: false }],
      },
    },
    ...borders,
  ],
});
