import { defineConfig } from '@playwright/test';

/** Debian's own chromium; Playwright brings none. Two servers of ours run beside it: one worker at a time leaves them room. */
export default defineConfig({
  testDir: 'tests',
  globalSetup: './tests/setup.ts',
  globalTeardown: './tests/teardown.ts',
  outputDir: 'test-results',
  workers: 1,
  retries: 0,
  timeout: 60_000,
  reporter: [['list'], ['json', { outputFile: 'test-results/results.json' }]],
  // Pictures are committed, and shown in the README. A font or a browser that is a little different must not fail them: a quarter of the pixels may differ.
  snapshotPathTemplate: '../docs/img/{arg}{ext}',
  expect: { timeout: 15_000, toHaveScreenshot: { maxDiffPixelRatio: 0.25, threshold: 0.3, animations: 'disabled' } },
  use: {
    viewport: { width: 1440, height: 1000 },
    launchOptions: {
      executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
        '--no-first-run',
      ],
    },
  },
});
