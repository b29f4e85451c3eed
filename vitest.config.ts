import { defineConfig } from 'vitest/config';

// unit: pure and fast, beside the code. integration: real PostgreSQL and Kafka. e2e: whole processes, HTTP, Chromium.
const shared = {
  resolve: { conditions: ['source', 'node', 'default'] },
  // Without 'import': these also reach Node, which would then hand ES modules to packages that call require.
  ssr: { resolve: { conditions: ['source', 'node', 'default'] } },
  oxc: { decorator: { legacy: true, emitDecoratorMetadata: true } },
};

// How long something awaited may take to come about before it counts as missing. Only a test that fails waits so long.
const patient = { expect: { poll: { timeout: 60_000 } } };

export default defineConfig({
  test: {
    projects: [
      {
        ...shared,
        test: {
          name: 'unit',
          env: { LOG_LEVEL: 'silent' },
          include: ['{apps,libs,packs,test,scripts,bench}/**/*.spec.{ts,tsx}'],
          exclude: ['**/*.integration.spec.ts', '**/*.e2e.spec.ts', '**/node_modules/**', 'dist/**'],
          // Properties take seconds on a quiet machine, and CI machines are not quiet.
          testTimeout: 120_000,
          ...patient,
        },
      },
      {
        ...shared,
        test: {
          name: 'integration',
          env: { LOG_LEVEL: 'silent' },
          include: ['{apps,libs,packs,scripts,test}/**/*.integration.spec.ts'],
          testTimeout: 180_000,
          hookTimeout: 300_000,
          maxWorkers: 2,
          ...patient,
        },
      },
      {
        ...shared,
        test: {
          name: 'e2e',
          include: ['test/**/*.e2e.spec.ts'],
          testTimeout: 300_000,
          hookTimeout: 300_000,
          fileParallelism: false,
          ...patient,
        },
      },
    ],
  },
});
