import { defineConfig } from 'vitest/config';
import { default as base } from './vitest.config.js';

// `npm run test:redis`: the example in examples/bullmq, with real workers and a real Redis.
export default defineConfig({
  resolve: base.resolve ?? {},
  test: { include: ['test/redis/*.redis.ts'], testTimeout: 60_000, hookTimeout: 60_000 },
});
