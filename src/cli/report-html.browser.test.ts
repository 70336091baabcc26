import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import acknowledgesUnderANewId from '../../fixtures/faults/endpoint/acknowledges-under-a-new-id.ts';
import { needBrowser } from '../need-browser.test-data.ts';
import { startEndpointGroup } from '../reference/endpoint/endpoint-group.ts';
import type { SeamWrap } from '../reference/endpoint/seams.ts';
import { type Looking, NARROW, openPage, seriousFaults, startBrowser, WIDE } from '../report/html/browser.test-data.ts';
import { htmlReport } from '../report/html/report.ts';
import { sampleMaterial } from '../report/html/sample-material.test-data.ts';
import { binary, type Ended } from './binary.test-data.ts';

const cwd = mkdtempSync(join(tmpdir(), 'nbwss-html-'));
/** Where a person can look at what the tests have seen. */
const pictures = fileURLToPath(new URL('../../reports/screenshots/', import.meta.url));
const ROUNDS = 3;

const hostile =
  '</pre></script><script>document.title="stolen"</script><img src=x onerror="document.title=1"> ]]> \u0000\u001b[2J\u202e\ud800\ufeff" autofocus onfocus="document.title=2';

/** Acknowledges by a payload that is meant for whoever reads the report, and closes with such a reason. */
const speaksToTheReader: SeamWrap = {
  answer: (next) => (request, session) =>
    next(request, session).map((out) =>
      request.type === 'NOTIFICATION' ? { ...out, message: { ...out.message, payload: [hostile, { [hostile]: hostile }] } } : out,
    ),
};

let browser: Browser | null = null;

/** Runs some scenarios against a group of the reference that is not as it should be. */
async function runAgainst(wrap: SeamWrap, output: string, flags: readonly string[]): Promise<Ended> {
  const group = await startEndpointGroup({ wraps: [wrap] });
  try {
    writeFileSync(join(cwd, `${output}.json`), group.texts[0] ?? '');
    writeFileSync(join(cwd, `${output}.pem`), group.ca);
    const selected = [
      'registration/*',
      'handshake/accepts-token',
      'ack-timeouts/acknowledges',
      'id-mismatch/*',
      'batching/all-states',
    ];
    const given = [`${output}.json`, '--ca', `${output}.pem`, ...selected.flatMap((glob) => ['--select', glob]), ...flags];
    return await binary(['run', 'endpoint', ...given, '--output', output, '--reporter', 'html'], { cwd });
  } finally {
    await group.stop();
  }
}

beforeAll(async () => {
  mkdirSync(pictures, { recursive: true });
  const [conformant, failing, named, started] = await Promise.all([
    binary(['run', 'endpoint', '--output', 'conformant', '--reporter', 'html'], { cwd }),
    runAgainst(speaksToTheReader, 'failing', ['--name', hostile.replaceAll('\u0000', '')]),
    runAgainst(acknowledgesUnderANewId.wrap, 'named', ['--name', 'Acme Cloud Gateway', '--build', '4.2.1']),
    startBrowser(),
  ]);
  browser = started;
  expect([conformant.code, failing.code, named.code], conformant.stderr + failing.stderr).toEqual([0, 1, 1]);
}, 60_000);
beforeEach((context) => needBrowser(context));
afterAll(async () => {
  await browser?.close();
  rmSync(cwd, { recursive: true, force: true });
});

const opened = (file: string, how: Looking = {}) => openPage(browser, join(cwd, file), how);

const picture = (page: Page, name: string, isFull = false) =>
  page.screenshot({ path: join(pictures, `${name}.png`), fullPage: isFull });

test('axe finds the faults of a page that has some', async () => {
  if (browser === null) return;
  const page = await browser.newPage();
  await page.setContent(
    '<html><body><img src="data:,"><p style="color:#999;background:#aaa">faint</p><svg role="img"></svg></body></html>',
  );
  const found = (await seriousFaults(page)).map((fault) => fault.split(':')[0]);
  expect(found).toEqual(expect.arrayContaining(['image-alt', 'color-contrast', 'html-has-lang', 'svg-img-alt']));
  await page.close();
});

test.each([
  ['conformant', 'light', WIDE],
  ['failing', 'light', WIDE],
  ['failing', 'dark', WIDE],
  ['failing', 'light', NARROW],
  ['conformant', 'dark', NARROW],
] as const)(
  'a %s run, %s, %d pixels wide: asks no network, has no serious fault, and does not overflow',
  async (run, scheme, width) => {
    const { page, asked, complaints } = await opened(`${run}/report.html`, { scheme, width });
    expect(asked.filter((url) => !url.startsWith('file:'))).toEqual([]);
    await picture(page, `report-${run}-${scheme}-${width}`);
    const first = page.locator('.scenario').first();
    if ((await first.getAttribute('open')) === null) await first.locator('> summary').click();
    await page.locator('.area > summary').first().click();
    await first.locator('.entries details > summary').first().click();
    await first.scrollIntoViewIfNeeded();
    await picture(page, `report-${run}-${scheme}-${width}-scenario`);
    expect(await seriousFaults(page)).toEqual([]);
    expect(await page.evaluate('document.documentElement.scrollWidth - innerWidth')).toBeLessThanOrEqual(0);
    expect(complaints).toEqual([]);
    await page.context().close();
  },
);

test('shows a failure as README has it', async () => {
  const { page } = await opened('named/report.html');
  await page.setViewportSize({ width: WIDE, height: 860 });
  await picture(page, 'readme-report');
  const scenario = page.locator('#id-mismatch\\/every-response');
  await scenario.locator('svg g:has(.d-cite.fail) > text').first().click();
  // The bar would lie over it.
  await page.evaluate("document.querySelector('.filters').hidden = true");
  await scenario.screenshot({ path: join(pictures, 'readme-scenario.png') });
  expect(await scenario.innerText()).toContain('does not repeat the id of its request');
  await page.context().close();
});

test('says at its top what was not exercised as loudly as what failed, and opens what failed', async () => {
  const { page } = await opened('failing/report.html');
  expect(await page.locator('h1').innerText()).toContain('nonconformant');
  const look = (tile: string) =>
    page.evaluate(`(({ color, fontWeight, fontSize }) => ({ color, fontWeight, fontSize }))(
      getComputedStyle(document.querySelector('${tile} .tile-verdict')))`);
  expect(await look('.tile.not-exercised')).toEqual(await look('.tile.nonconformant'));
  expect(await page.locator('.scenario[data-v*=fail]:not([open])').count()).toBe(0);
  expect(await page.locator('#ack-timeouts\\/acknowledges svg.diagram').isVisible()).toBe(true);
  await page.context().close();
});

test('shows what is hostile as text', async () => {
  const { page, complaints } = await opened('failing/report.html');
  expect(await page.title()).not.toMatch(/^(stolen|1|2)$/);
  expect(await page.locator('main img, main script, [onerror], [onfocus], [autofocus]').count()).toBe(0);
  const text = String(await page.evaluate('document.body.textContent'));
  expect(text).toContain('<script>document.title="stolen"</script>');
  expect(text).toMatch(/\\u202e/);
  expect(text).not.toMatch(/[\u0000\u001b\u202e\ufeff\ud800]/);
  // Markup that slipped through could do nothing either.
  await page.evaluate(`(() => {
    const planted = document.createElement('script');
    try { planted.textContent = 'document.title = "stolen"'; } catch {}
    document.body.append(planted);
  })()`);
  expect(await page.title()).not.toBe('stolen');
  expect(complaints.length).toBeGreaterThan(0);
  await page.context().close();
});

test('filters by verdict, area and text, and says how many are left', async () => {
  const { page } = await opened('conformant/report.html');
  const shown = page.locator('.scenario[data-v]:visible');
  const all = await shown.count();
  expect(all).toBeGreaterThan(50);
  await page.getByLabel('Area').selectOption('failover');
  await expect.poll(() => shown.count()).toBe(2);
  await expect.poll(() => page.locator('.shown').innerText()).toBe(`2 of ${all} shown`);
  await page.getByLabel('Area').selectOption('');
  await page.getByRole('searchbox').fill('con-009');
  await expect.poll(() => shown.count()).toBeLessThan(10);
  expect(await shown.count()).toBeGreaterThan(0);
  await page.getByRole('searchbox').fill('');
  for (const box of await page.locator('.filters input[type=checkbox]').all()) await box.uncheck();
  await expect.poll(() => shown.count()).toBe(0);
  expect(await page.getByText('No scenario matches the filter.').isVisible()).toBe(true);
  await page.context().close();
});

test('opens a diagram by the keyboard, and a message by a click on its arrow', async () => {
  const { page } = await opened('conformant/report.html');
  const scenario = page.locator('#ack-timeouts\\/acknowledges');
  await scenario.locator('> summary').focus();
  await page.keyboard.press('Enter');
  await expect.poll(() => scenario.locator('svg.diagram').isVisible()).toBe(true);
  expect(await scenario.locator('svg.diagram').getAttribute('aria-label')).toMatch(
    /^Sequence diagram of ack-timeouts\/acknowledges: \d+ entries between service, endpoint/,
  );
  await scenario.locator('svg g[data-n="2"] text').last().click();
  const message = scenario.locator('#ack-timeouts\\/acknowledges\\.2 pre');
  await expect.poll(() => message.isVisible()).toBe(true);
  expect(await message.innerText()).toMatch(/^\{\n\t"version": "1\.0",\n\t"id": "/);
  expect(await message.locator('.k').count()).toBeGreaterThan(5);
  await page.context().close();
});

test('opens what an anchor names, as compare.html links to it', async () => {
  const { page } = await opened('conformant/report.html', { hash: '#handshake/accepts-token:CON-009' });
  expect(await page.locator('#handshake\\/accepts-token\\:CON-009').isVisible()).toBe(true);
  await page.context().close();
});

test.each([1100, 1400])('covers nothing that an anchor names by its filters, at %i pixels', async (width) => {
  const { page } = await opened('failing/report.html', { width });
  const anchor = await page.locator('.scenario .check').nth(30).getAttribute('id');
  await page.context().close();
  const { page: again } = await opened('failing/report.html', { width, hash: `#${anchor}` });
  const bar = await again.locator('.filters').boundingBox();
  const check = await again.locator(`[id="${anchor}"]`).boundingBox();
  expect(check?.y).toBeGreaterThanOrEqual((bar?.y ?? 0) + (bar?.height ?? 0));
  await again.context().close();
});

test('can be read with scripts off', async () => {
  const { page } = await opened('failing/report.html', { scripts: false });
  expect(await page.locator('.filters').isVisible()).toBe(false);
  expect(await page.locator('.scenario[open] svg.diagram').first().isVisible()).toBe(true);
  const closed = page.locator('#handshake\\/accepts-token');
  await closed.locator('> summary').click();
  expect(await closed.locator('.check').first().isVisible()).toBe(true);
  await closed.locator('.entries details > summary').first().click();
  expect(await closed.locator('.entries details[open] pre').first().isVisible()).toBe(true);
  await picture(page, 'report-failing-without-scripts');
  await page.context().close();
});

test('prints what failed with its diagram, in light, without filters', async () => {
  const { page } = await opened('failing/report.html', { scheme: 'dark' });
  await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
  expect(await page.locator('.filters').isVisible()).toBe(false);
  expect(await page.locator('.scenario[open] svg.diagram').first().isVisible()).toBe(true);
  expect(await page.evaluate('getComputedStyle(document.body).backgroundColor')).toBe('rgb(255, 255, 255)');
  writeFileSync(join(pictures, 'report-failing.pdf'), await page.pdf({ format: 'A4' }));
  await page.context().close();
});

test('opens 1,000 checks with their transcripts in a time that grows with them alone', async () => {
  const timeOf = async (scenarios: number) => {
    const name = `${scenarios}.html`;
    writeFileSync(join(cwd, name), htmlReport(sampleMaterial(scenarios, 3, 200)));
    const times: number[] = [];
    // The machine may be held up by others: what it can do at best is what the page costs.
    for (let round = 0; round < ROUNDS; round += 1) {
      const { page } = await opened(name);
      times.push(Number(await page.evaluate("performance.getEntriesByType('navigation')[0].duration")));
      await page.context().close();
    }
    return Math.min(...times);
  };
  // Work with the square of them would be sixteen times as much as with a quarter of them.
  expect((await timeOf(400)) / (await timeOf(100))).toBeLessThan(8);
});
