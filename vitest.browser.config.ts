import { defineConfig, mergeConfig } from 'vitest/config';
import base from './vitest.config.js';

const { resolve } = base;

// Tests of the page, in a real browser: `npm run test:browser`.
export default mergeConfig(defineConfig({ resolve: resolve ?? {} }), {
  test: {
    include: ['test/browser/**/*.test.ts'],
    globalSetup: ['test/support/build.ts', 'test/browser/support/build-page.ts'],
    fileParallelism: false,
    testTimeout: 30_000,
    hookTimeout: 30_000,
    expect: { poll: { timeout: 15_000 } },
  },
});
