import { defineConfig } from '@playwright/test';
import { MORNING } from './morning.ts';

export default defineConfig({
  testDir: '.',
  outputDir: 'test-results',
  forbidOnly: !!process.env['CI'],
  fullyParallel: true,
  workers: 3,
  // A browser on a busy machine may miss its moment; `tests/run` names what passed at the second try only.
  retries: process.env['CI'] ? 1 : 0,
  timeout: 300_000,
  expect: { timeout: 15_000 },
  reporter: 'line',
  use: {
    browserName: 'chromium',
    locale: 'fr-FR',
    timezoneId: MORNING,
    // It costs each step a picture of the page.
    trace: process.env['CI'] ? 'on-first-retry' : 'retain-on-failure',
    actionTimeout: 15_000,
    launchOptions: {
      executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-dev-shm-usage',
        // A name that is not this machine's own makes the page as insecure as on a phone in the room.
        '--host-resolver-rules=MAP salle.test 127.0.0.1',
      ],
    },
  },
});
