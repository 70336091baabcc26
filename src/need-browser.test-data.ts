import { existsSync } from 'node:fs';
import { need, type Skippable } from './need.test-data.ts';
import { CHROMIUM } from './report/html/browser.test-data.ts';

/** Skips a test where there is no browser; fails it where every test must run. */
export const needBrowser = (context: Skippable): void =>
  need(
    context,
    existsSync(CHROMIUM),
    `${CHROMIUM}: expected Chromium, got no such file; install it (apt-get install chromium), or name it in NBWSS_CHROMIUM.`,
  );
