import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import acknowledgesTwice from '../../fixtures/faults/endpoint/acknowledges-twice.ts';
import countsMilliseconds from '../../fixtures/faults/endpoint/counts-milliseconds.ts';
import { needBrowser } from '../need-browser.test-data.ts';
import { startEndpointGroup } from '../reference/endpoint/endpoint-group.ts';
import type { SeamWrap } from '../reference/endpoint/seams.ts';
import { type Looking, NARROW, openPage, seriousFaults, startBrowser, WIDE } from '../report/html/browser.test-data.ts';
import { binary } from './binary.test-data.ts';

const cwd = mkdtempSync(join(tmpdir(), 'nbwss-compare-'));
/** Where a person can look at what the tests have seen. */
const pictures = fileURLToPath(new URL('../../reports/screenshots/', import.meta.url));
const MUCH = 3_000_000;
/** What a folder and a name may hold, and an address must not. */
const ODD = 'gamma #1 50%';
const hostile = '</pre><script>document.title="stolen"</script><img src=x onerror="document.title=1">" onfocus="1 \u202e\ufeff';
const selected = ['registration/*', 'handshake/*', 'ack-timeouts/acknowledges', 'batching/all-states'];

interface Candidate {
  readonly folder: string;
  readonly wraps: readonly SeamWrap[];
  readonly flags: readonly string[];
  readonly code: number;
}

const candidates: readonly Candidate[] = [
  { folder: 'acme', wraps: [], flags: ['--name', 'Acme Gateway', '--build', '7.2', '--reporter', 'html'], code: 0 },
  { folder: 'beta', wraps: [], flags: ['--name', 'Beta Cloud', '--edition', '8.0'], code: 0 },
  {
    folder: ODD,
    wraps: [countsMilliseconds.wrap],
    flags: ['--name', 'Gamma', '--build', 'nightly', '--reporter', 'html'],
    code: 1,
  },
  { folder: 'delta', wraps: [acknowledgesTwice.wrap], flags: ['--name', hostile, '--build', hostile], code: 1 },
];
const folders = candidates.map(({ folder }) => folder);

async function drive({ folder, wraps, flags, code }: Candidate): Promise<void> {
  const group = await startEndpointGroup({ wraps: [...wraps] });
  try {
    const [descriptor, ca] = [join(cwd, `${folder}.json`), join(cwd, `${folder}.pem`)];
    writeFileSync(descriptor, group.texts[0] ?? '');
    writeFileSync(ca, group.ca);
    const globs = selected.flatMap((glob) => ['--select', glob]);
    const ended = await binary(['run', 'endpoint', descriptor, '--ca', ca, ...globs, '--output', folder, ...flags], {
      cwd,
    });
    expect(ended.code, ended.stdout + ended.stderr).toBe(code);
  } finally {
    await group.stop();
  }
}

let browser: Browser | null = null;

beforeAll(async () => {
  mkdirSync(pictures, { recursive: true });
  mkdirSync(join(cwd, 'pages'));
  await Promise.all(candidates.map(drive));
  browser = await startBrowser();
  const { code, stdout, stderr } = await binary(['compare', ...folders, '--reporter', 'html=pages/compare.html'], { cwd });
  expect({ code, stdout, stderr }).toEqual({ code: 0, stdout: '', stderr: 'pages/compare.html written\n' });
}, 90_000);
afterAll(async () => {
  await browser?.close();
  rmSync(cwd, { recursive: true, force: true });
});

const opened = ({ file = 'compare.html', ...how }: Looking & { readonly file?: string } = {}) =>
  openPage(browser, join(cwd, 'pages', file), how);

const picture = (page: Page, name: string, isFull = false) =>
  page.screenshot({ path: join(pictures, `compare-${name}.png`), fullPage: isFull });
const cell = (page: Page, requirement: string, number: number) => page.locator(`a.cell[href="#${requirement}.${number}"]`);
const evidence = (page: Page, requirement: string, number: number) => page.locator(`[id="${requirement}.${number}"]`);

describe('compare.html in a browser', () => {
  beforeEach((context) => needBrowser(context));

  test.each([
    ['light', WIDE],
    ['dark', WIDE],
    ['light', NARROW],
    ['dark', NARROW],
  ] as const)('%s, %d pixels wide: asks no network, has no serious fault, does not overflow', async (scheme, width) => {
    const { page, asked, complaints } = await opened({ scheme, width });
    expect(asked.filter((url) => !url.startsWith('file:'))).toEqual([]);
    await picture(page, `${scheme}-${width}`);
    await picture(page, `${scheme}-${width}-whole`, true);
    await page.getByLabel('Differences only').check();
    await cell(page, 'MSG-011', 3).click();
    await cell(page, 'MSG-011', 1).click();
    await page.locator('.matrix').scrollIntoViewIfNeeded();
    await picture(page, `${scheme}-${width}-evidence`);
    expect(await seriousFaults(page)).toEqual([]);
    expect(await page.evaluate('document.documentElement.scrollWidth - innerWidth')).toBeLessThanOrEqual(0);
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  test('looks as README shows it', async () => {
    const shown = ['acme', 'beta', ODD, '--differences', '--reporter', 'html=pages/readme.html'];
    expect((await binary(['compare', ...shown], { cwd })).code).toBe(0);
    const { page } = await opened({ file: 'readme.html' });
    await cell(page, 'MSG-011', 3).click();
    expect(await evidence(page, 'MSG-011', 3).textContent()).toContain('timeStamp is not in seconds');
    await picture(page, 'readme', true);
    await page.context().close();
  });

  test.each([true, false])('shows differences only on demand, with scripts: %s', async (scripts) => {
    const { page } = await opened({ scripts });
    const rows = page.locator('tr.row:visible');
    const all = await rows.count();
    expect(all).toBeGreaterThan(20);
    expect(await page.locator('.filters').isVisible()).toBe(scripts);
    await page.getByLabel('Differences only').check();
    await expect.poll(() => rows.count()).toBeLessThan(all / 2);
    expect(await rows.evaluateAll((every) => every.map(({ id }) => id))).toEqual(expect.arrayContaining(['MSG-011', 'MSG-014']));
    expect(await page.locator('tr.row[data-same]:visible').count()).toBe(0);
    const heads = page.locator('.group .group-head:visible');
    expect(await heads.count()).toBeLessThanOrEqual(await rows.count());
    await page.getByLabel('Differences only').uncheck();
    await expect.poll(() => rows.count()).toBe(all);
    await page.context().close();
  });

  test.each([true, false])('unfolds what a cell rests on where it stands, with scripts: %s', async (scripts) => {
    const { page } = await opened({ scripts });
    const shown = evidence(page, 'MSG-011', 3);
    expect(await shown.isVisible()).toBe(false);
    await cell(page, 'MSG-011', 3).focus();
    await page.keyboard.press('Enter');
    await expect.poll(() => shown.isVisible()).toBe(true);
    const text = await shown.innerText();
    expect(text).toMatch(/expected/);
    expect(text).toMatch(/^#\d+ \+\d+\.\d{3} s c\d+ ← message \{/m);
    expect(text).toMatch(/nbwss-conformance run endpoint .*--select/);
    expect(page.url()).toMatch(scripts ? /compare\.html$/ : /#MSG-011\.3$/);
    if (scripts) {
      expect(await cell(page, 'MSG-011', 3).getAttribute('aria-expanded')).toBe('true');
      await cell(page, 'MSG-011', 1).click();
      await expect.poll(() => evidence(page, 'MSG-011', 1).isVisible()).toBe(true);
      // Two side by side; each goes as it came.
      await cell(page, 'MSG-011', 3).click();
      await cell(page, 'MSG-011', 1).click();
      await expect.poll(() => page.locator('tr.why:visible').count()).toBe(0);
    }
    await page.context().close();
  });

  test('opens what an anchor names', async () => {
    const { page } = await opened({ hash: '#MSG-014.4' });
    await expect.poll(() => evidence(page, 'MSG-014', 4).isVisible()).toBe(true);
    await page.context().close();
  });

  test('follows a cell to the check in the report of its run, whatever its folder is called', async () => {
    const { page } = await opened();
    await page.locator('a.out[aria-label^="MSG-011, 3 "]').click();
    await page.waitForURL(/gamma%20%231%2050%25\/report\.html#/);
    const id = decodeURIComponent(new URL(page.url()).hash.slice(1));
    expect(id).toMatch(/:MSG-011$/);
    expect(await page.locator(`[id="${id}"]`).isVisible()).toBe(true);
    await page.context().close();
  });

  test('keeps its heads in sight while it is scrolled both ways', async () => {
    const { page } = await opened({ width: 700 });
    const region = page.getByRole('region', { name: 'Verdicts by requirement' });
    await region.evaluate((element) => element.scrollTo(200, 900));
    await region.scrollIntoViewIfNeeded();
    const box = async (selector: string) => page.locator(selector).first().boundingBox();
    const [own, head, first] = [
      await region.boundingBox(),
      await box('.matrix thead th:nth-child(3)'),
      await box('#MSG-011 > th'),
    ];
    expect(Math.round(head?.y ?? 0)).toBe(Math.round((own?.y ?? 0) + 1));
    expect(Math.round(first?.x ?? 0)).toBe(Math.round((own?.x ?? 0) + 1));
    await picture(page, 'scrolled');
    await page.context().close();
  });

  test('filters by verdict, area and text', async () => {
    const { page } = await opened();
    const rows = page.locator('tr.row:visible');
    const all = await rows.count();
    await page.getByRole('searchbox').fill('milliseconds');
    await expect.poll(() => rows.count()).toBeLessThan(all);
    expect(await rows.count()).toBeGreaterThan(0);
    await page.getByRole('searchbox').fill('');
    await page.getByRole('combobox').selectOption('CON');
    await expect.poll(() => rows.evaluateAll((every) => every.every(({ id }) => id.startsWith('CON-')))).toBe(true);
    await page.getByRole('combobox').selectOption('');
    for (const box of await page.locator('.filters input[name=v]:not([value=fail])').all()) await box.uncheck();
    const red = await page.locator('tr.row:has(.badge.fail)').count();
    expect(red).toBeGreaterThan(0);
    await expect.poll(() => page.locator('.shown').innerText()).toBe(`${red} of ${all} shown`);
    expect(await rows.count()).toBe(red);
    for (const box of await page.locator('.filters input[name=v]').all()) await box.uncheck();
    await expect.poll(() => page.getByText('No requirement matches the filter.').isVisible()).toBe(true);
    await page.context().close();
  });

  test('says first, and loudly, in what the runs were not judged alike', async () => {
    const { page } = await opened();
    const caveats = page.getByRole('region', { name: /Not judged alike/ });
    expect(await caveats.innerText()).toMatch(/profile/);
    expect(await caveats.innerText()).toMatch(/edition "8\.0"/);
    expect((await caveats.boundingBox())?.y).toBeLessThan(300);
    await page.context().close();
  });

  test('shows what is hostile as text', async () => {
    const { page, complaints } = await opened();
    expect(await page.title()).not.toMatch(/^(stolen|1)$/);
    expect(await page.locator('main img, main script, [onerror], [onfocus]').count()).toBe(0);
    expect(String(await page.evaluate('document.body.textContent'))).not.toMatch(/[\u202e\ufeff]/);
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  test('prints every row in light, without controls', async () => {
    const { page } = await opened({ scheme: 'dark' });
    await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
    expect(await page.locator('.controls').isVisible()).toBe(false);
    expect(await page.evaluate('getComputedStyle(document.querySelector(".matrix")).maxHeight')).toBe('none');
    writeFileSync(join(pictures, 'compare.pdf'), await page.pdf({ format: 'A4', landscape: true }));
    await page.context().close();
  });
});

describe('compare --reporter', () => {
  test('writes compare.html here unless told otherwise, and the same to standard output', async () => {
    const named = await binary(['compare', 'acme', 'delta/result.json', '--reporter', 'html', '--differences'], { cwd });
    expect([named.code, named.stdout]).toEqual([0, '']);
    const page = readFileSync(join(cwd, 'compare.html'), 'utf8');
    expect(page.length).toBeLessThan(MUCH);
    expect(page).toMatch(/<input type="checkbox" name="d" checked>/);
    const printed = await binary(['compare', 'acme', 'delta/result.json', '--reporter', 'html=-', '--differences'], { cwd });
    expect(printed.stdout).toBe(page);
    expect(page).toContain('href="acme/report.html"');
    expect(page).not.toContain('href="delta/report.html');
  });

  test('markdown is the same as --markdown', async () => {
    const [one, other] = await Promise.all(
      [['--markdown'], ['--reporter', 'markdown']].map((flags) => binary(['compare', 'acme', 'beta', ...flags], { cwd })),
    );
    expect(one?.stdout).toMatch(/^\| MSG-011 \|/m);
    expect(other?.stdout).toBe(one?.stdout);
  });

  test.each([
    ['a form that there is not', ['--reporter', 'pdf'], /--reporter pdf: expected one of html, markdown, got pdf; choose one/],
    ['no name', ['--reporter', '=x'], /expected one of html, markdown, got no name/],
    [
      'a folder that is not there',
      ['--reporter', 'html=no/such/page.html'],
      /expected a file in a folder that is there, got no\/such/,
    ],
    [
      'two for standard output',
      ['--reporter', 'html=-', '--markdown'],
      /expected one for standard output, got markdown and html/,
    ],
  ])('answers %s with a sentence and 2', async (_what, flags, sentence) => {
    const { code, stdout, stderr } = await binary(['compare', 'acme', 'beta', ...flags], { cwd });
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(sentence);
  });
});
