import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const source = (path: string): string => fileURLToPath(new URL(`./src/${path}`, import.meta.url));

export default defineConfig({
  resolve: {
    // Tests import what users import, from the sources.
    alias: [
      { find: /^paradime-integrations$/, replacement: source('index.ts') },
      {
        find: /^paradime-integrations\/(dbt|files|graph|import|opentelemetry|sandbox)$/,
        replacement: source('$1/index.ts'),
      },
      { find: /^paradime-integrations\/icons$/, replacement: source('icons.ts') },
    ],
  },
  test: {
    include: ['test/**/*.test.ts'],
    exclude: ['test/browser/**'],
    globalSetup: 'test/support/build.ts',
    maxWorkers: Math.max(2, availableParallelism() - 1), // Many tests wait for processes that they start.
    testTimeout: 20_000, // Property tests and processes, on a busy machine with two cores.
    coverage: { provider: 'v8', include: ['src/**/*.ts'], exclude: ['src/generated/**'], reporter: ['json'] },
    typecheck: { enabled: true, include: ['test/**/*.test-d.ts'], tsconfig: 'tsconfig.json' },
  },
});
