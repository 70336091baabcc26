import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import { type Browser, chromium, type Page } from 'playwright-core';

/** Where Debian's package puts it. */
export const CHROMIUM = process.env['NBWSS_CHROMIUM'] ?? '/usr/bin/chromium';

/** Starts Chromium, or gives null where there is none. */
export async function startBrowser(): Promise<Browser | null> {
  if (!existsSync(CHROMIUM)) return null;
  // Its sandbox refuses root, as which containers run; what is opened is a page of our own.
  return chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox', '--disable-dev-shm-usage'] });
}

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** What axe-core finds serious or critical in a page, each as `rule: element`. */
export async function seriousFaults(page: Page): Promise<readonly string[]> {
  await page.evaluate(axe);
  return page.evaluate(async () => {
    interface Found {
      readonly violations: readonly {
        readonly id: string;
        readonly impact: string;
        readonly nodes: readonly { readonly html: string; readonly failureSummary: string }[];
      }[];
    }
    const { axe: loaded } = globalThis as unknown as { axe: { run: (context: unknown, options: unknown) => Promise<Found> } };
    const { violations } = await loaded.run('html', { resultTypes: ['violations'], preload: false });
    return violations
      .filter(({ impact }) => impact === 'serious' || impact === 'critical')
      .flatMap(({ id, nodes }) => nodes.slice(0, 3).map((node) => `${id}: ${node.html.slice(0, 200)}: ${node.failureSummary}`));
  });
}

/** Widths of a phone and of a desk. */
export const NARROW = 390;
export const WIDE = 1440;

/** How a page is looked at. */
export interface Looking {
  readonly width?: number;
  readonly scheme?: 'light' | 'dark';
  readonly scripts?: boolean;
  readonly hash?: string;
}

export interface OpenedPage {
  readonly page: Page;
  /** What was asked of a network, and what the page complained of. */
  readonly asked: readonly string[];
  readonly complaints: readonly string[];
}

/** Opens a file in a context of its own. */
export async function openPage(
  browser: Browser | null,
  file: string,
  { width = WIDE, scheme = 'light', scripts = true, hash = '' }: Looking = {},
): Promise<OpenedPage> {
  if (browser === null) throw new Error('expected a browser, got none');
  const context = await browser.newContext({
    viewport: { width, height: 1000 },
    colorScheme: scheme,
    javaScriptEnabled: scripts,
    reducedMotion: 'reduce',
  });
  const page = await context.newPage();
  const [asked, complaints]: [string[], string[]] = [[], []];
  page.on('request', (request) => asked.push(request.url()));
  page.on('pageerror', ({ message }) => complaints.push(message));
  page.on('console', (message) => complaints.push(message.text()));
  await page.goto(pathToFileURL(file).href + hash);
  return { page, asked, complaints };
}
