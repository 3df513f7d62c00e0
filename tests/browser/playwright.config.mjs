// Playwright against the built site. `cargo xtask test browser` builds it first and names the browser.

import { fileURLToPath } from 'node:url';
import { defineConfig } from '@playwright/test';
import { launchOptions } from './chromium.mjs';

const port = Number(process.env.SG_PORT ?? 4173);
const root = fileURLToPath(new URL('../../', import.meta.url));

// What the headless shell lacks or does otherwise: the clipboard in frames, and how long the browser itself takes.
const whole = ['**/embed-origin.spec.mjs', '**/large.spec.mjs'];
const executablePath = process.env.SG_BROWSER || launchOptions.executablePath;

export default defineConfig({
  testDir: '.',
  testMatch: '**/*.spec.mjs',
  outputDir: `${root}test-results`,
  forbidOnly: true,
  fullyParallel: true,
  // One more than a small machine has cores: while one waits, for the browser or by design, two others work.
  workers: 3,
  // A test that passes only the second time has failed.
  retries: 0,
  timeout: 60_000,
  expect: { timeout: 15_000 },
  reporter: [['list']],
  use: {
    baseURL: `http://127.0.0.1:${port}`,
    viewport: { width: 1440, height: 900 },
    // Frames between two states prove nothing and cost a twelfth of the whole time. What is about motion asks for it.
    reducedMotion: 'reduce',
    // A trace of every step takes a fifth of the whole time; `SG_TRACE=1` asks for one of what fails.
    trace: process.env.SG_TRACE ? 'retain-on-failure' : 'off',
    launchOptions,
  },
  projects: [
    { name: 'shell', testIgnore: whole },
    { name: 'browser', testMatch: whole, use: { launchOptions: { ...launchOptions, executablePath } } },
  ],
  webServer: {
    command: `node tests/browser/serve.mjs ${port}`,
    cwd: root,
    url: `http://127.0.0.1:${port}/index.html`,
    reuseExistingServer: false,
    timeout: 60_000,
  },
});
