import { expect, test } from 'vitest';
import type { Result } from '../result/result.ts';
import { sampleResult } from '../result/sample-result.test-data.ts';
import { badges } from './badge.ts';
import { xmlComplaint } from './xml.test-data.ts';

const hostile = ']]>"/><script>alert(1)</script>\u0000\u202e\ud800&amp;\'';
const written = (change: Partial<Result> = {}) => badges(sampleResult([], [], change));
const json = (files: ReadonlyMap<string, string>, file: string) => JSON.parse(files.get(file) ?? '') as Record<string, unknown>;

test('writes an SVG and the JSON of shields.io for each class', () => {
  const files = written();
  expect([...files.keys()]).toEqual(
    ['core', 'registration', 'commands', 'group'].flatMap((name) => [`badges/${name}.svg`, `badges/${name}.json`]),
  );
  expect(json(files, 'badges/core.json')).toEqual({
    schemaVersion: 1,
    label: 'NBWSS core',
    message: 'conformant',
    color: '#1a7f37',
  });
});

test('gives each verdict a colour and a sign of its own, and lets only conformant be painted otherwise', () => {
  const all = ['conformant', 'nonconformant', 'inconclusive', 'not exercised'] as const;
  const files = written({ classes: Object.fromEntries(all.map((verdict) => [verdict.replace(' ', '-'), verdict])) });
  const svgs = [...files].filter(([file]) => file.endsWith('.svg')).map(([, svg]) => svg);
  expect(new Set(svgs.map((svg) => / d="([^"]+)"/.exec(svg)?.[1])).size).toBe(4);
  expect(new Set(all.map((verdict) => json(files, `badges/${verdict.replace(' ', '-')}.json`)['color'])).size).toBe(4);
  expect(all.map((verdict) => json(files, `badges/${verdict.replace(' ', '-')}.json`)['isError'] ?? false)).toEqual([
    false,
    true,
    true,
    true,
  ]);
});

test('says of the reference, of a part and of a run that was cut short that it is one', () => {
  const candidate = { name: null, build: null, embedded: true, descriptors: [], tls: null };
  expect(json(written({ candidate }), 'badges/core.json')).toMatchObject({ label: 'NBWSS core (reference)' });
  const partial = json(written({ plan: { selected: 12, of: 57, shard: null } }), 'badges/core.json');
  expect(partial).toMatchObject({ message: 'conformant in 12 of 57 scenarios' });
  expect(partial['color']).not.toBe(json(written(), 'badges/core.json')['color']);
  const cutShort = json(written({ complete: false, classes: { core: 'inconclusive' } }), 'badges/core.json');
  expect(cutShort).toMatchObject({ message: 'incomplete, inconclusive' });
});

test('takes a hostile name for text, and never for a path', () => {
  const candidate = { name: hostile, build: hostile, embedded: false, descriptors: [], tls: null };
  const files = written({ candidate, classes: { [`../../${hostile}`]: 'conformant' } });
  for (const [file, text] of files) {
    expect(file).toMatch(/^badges\/[\w-]+\.(svg|json)$/);
    expect(text).not.toMatch(/[\u0000\u202e\ud800]/);
    if (file.endsWith('.svg')) expect(text).not.toContain('<script');
  }
});

test('has a name for whoever does not see it', () => {
  const svg = written().get('badges/core.svg') ?? '';
  const name = 'NBWSS core: conformant (endpoint Acme Gateway 7, nbwss-conformance 0.1.0, 2026-10-01)';
  expect(svg).toContain(`role="img" aria-label="${name}">\n<title>${name}</title>`);
  // Several may stand in one page, whose ids would meet.
  expect(svg).not.toMatch(/ id=|href|url\(|@import/);
});

test('is XML that libxml2 reads', () => {
  const candidate = { name: hostile, build: hostile, embedded: false, descriptors: [], tls: null };
  const svgs = [...written({ candidate, classes: { [hostile]: 'inconclusive', core: 'conformant' } })].filter(([file]) =>
    file.endsWith('.svg'),
  );
  expect(svgs.length).toBe(2);
  for (const [, svg] of svgs) {
    // What would not be read, so that what follows means something.
    expect(xmlComplaint(svg.replace('</title>', hostile))).not.toBe('');
    expect(xmlComplaint(svg)).toBe('');
  }
});
