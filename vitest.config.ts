import { defineConfig } from 'vitest/config'

/** Unit tests stand beside their file; what needs real servers stands in tests/, one project a cost. */
export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          include: ['{core,platform,protocols,store,server,workers,app,messages,scripts}/**/*.test.{ts,tsx}'],
          environment: 'node',
          // Properties over random histories take seconds, and more of them on a machine that is busy.
          testTimeout: 30_000,
        },
      },
      {
        test: {
          name: 'integration',
          include: ['tests/{integration,behaviour,simulation}/**/*.test.ts'],
          globalSetup: [],
          testTimeout: 60_000,
          hookTimeout: 60_000,
          maxWorkers: 2,
        },
      },
      {
        test: {
          name: 'browser',
          include: ['tests/browser/**/*.test.ts'],
          testTimeout: 90_000,
          hookTimeout: 120_000,
          maxWorkers: 2,
        },
      },
      {
        // By a command of its own, `npm run browsers`: it needs more than one browser.
        test: {
          name: 'browsers',
          include: ['tests/browsers/**/*.test.ts'],
          testTimeout: 90_000,
          hookTimeout: 120_000,
          fileParallelism: false,
        },
      },
    ],
  },
})
