import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { expect, test, vi } from 'vitest';
import type { Role } from '../protocol/message.ts';
import type { Observation } from './outcome.ts';
import type { View } from './view.ts';

/** What the checks of the kit have said since the last row: the name of each, and its outcome. */
const heard = vi.hoisted(() => [] as { readonly name: string; readonly outcome: unknown }[]);

vi.mock('../kit.ts', async (original) => {
  const isView = (value: unknown) => typeof value === 'object' && value !== null && 'facts' in value;
  /** A check, or what makes one: either way what it makes of a view is heard. */
  const listenedTo = (name: string, f: unknown): unknown => {
    if (typeof f !== 'function') return f;
    return (...args: unknown[]) => {
      const made: unknown = f(...args);
      if (!isView(args[0])) return listenedTo(name, made);
      heard.push({ name, outcome: made });
      return made;
    };
  };
  const all = (vocabulary: object, prefix: string) =>
    Object.fromEntries(Object.entries(vocabulary).map(([name, f]) => [name, listenedTo(`${prefix}${name}`, f)]));
  const kit = await original<typeof import('../kit.ts')>();
  return { ...all(kit, ''), service: all(kit.service, 'service.') };
});

const kit = await vi.importActual<typeof import('../kit.ts')>('../kit.ts');
const { goldenRows } = await import('../selftest/golden-rows.test-data.ts');
const { goldenTranscript, judgeCheck, roleOf, viewOfGolden } = await import('../selftest/golden.test-data.ts');
const { roles } = await import('../run/roles.ts');

/** What has no row, and why: a name alone, or with the kind of row that it lacks. */
const excused: Readonly<Record<string, string>> = {
  chargedTo: 'picks the cases that a check judges, and judges nothing itself',
  pass: 'makes an outcome',
  violation: 'makes an outcome',
  untestable: 'makes an outcome',
  notApplicable: 'makes an outcome',
  'service run:CON-019 pass':
    'says only that a candidate has ended, or floods: one that runs has nothing to cite, and gets no verdict',
};

/** What the rows show of the checks of the kit and of the invariants: `acknowledges pass`, `endpoint run:MSG-001 violation`. */
const shown = new Set<string>();
for (const { transcript, edit, told } of goldenRows) {
  if (!('check' in told)) continue;
  heard.length = 0;
  judgeCheck(roleOf(transcript), edit(goldenTranscript(transcript)), told.check);
  const kind = told.verdict === 'fail' || told.verdict === 'warn' ? 'violation' : told.verdict;
  if (told.check.startsWith('run:')) shown.add(`${roleOf(transcript)} ${told.check} ${kind}`);
  for (const { name, outcome } of heard) {
    const said = outcome as { readonly kind: string; readonly reason?: string } | null;
    if (said?.kind === kind && (kind === 'pass' || said.reason === told.reason)) shown.add(`${name} ${kind}`);
  }
}

/** The transcripts in which a row says that something is observed. */
const seen = goldenRows.flatMap(({ transcript, edit, told }) =>
  'check' in told ? [] : [{ role: roleOf(transcript), made: edit(goldenTranscript(transcript)), text: told.text }],
);

type Named = readonly [name: string, f: (view: View) => unknown];

/** True where a function observes in one of these what its row says. */
const observes = ([, f]: Named): boolean =>
  seen.some(({ role, made, text }) => {
    const observed = f(viewOfGolden(role, made));
    return Array.isArray(observed) && (observed as readonly Observation[]).some((one) => one.text.includes(text));
  });

/** The functions of a module, or those of them that have these names. */
const functionsOf = (module: object, names: readonly string[] = Object.keys(module), prefix = ''): readonly Named[] =>
  Object.entries(module)
    .filter(([name, f]) => names.includes(name) && typeof f === 'function')
    .map(([name, f]) => [`${prefix}${name}`, f as Named[1]]);

/** The names of the kit that come from check; the others are for drives. */
function namesFromCheck(): readonly string[] {
  const text = readFileSync(new URL('../kit.ts', import.meta.url), 'utf8');
  return [...text.matchAll(/export \{([^}]*)\} from '\.\/check\//g)].flatMap(([, names = '']) => names.match(/\w+/g) ?? []);
}

/** The observations over a whole run, in files of their own. */
async function observationsOf(wing: Role): Promise<readonly Named[]> {
  const folder = new URL(`${wing}/observations/`, import.meta.url);
  if (!existsSync(folder)) return [];
  const files = readdirSync(folder).filter((file) => !file.endsWith('.test.ts'));
  const modules = await Promise.all(files.map((file) => import(new URL(file, folder).href) as Promise<object>));
  return modules.flatMap((module) => functionsOf(module));
}

/** The rows that something lacks, unless it is said why. */
const lacking = (name: string): readonly string[] =>
  ['pass', 'violation']
    .map((kind) => `${name} ${kind}`)
    .filter((row) => !shown.has(row) && excused[row] === undefined && excused[name] === undefined);

test('each check of the kit has a row with a pass and one with a violation, and each observation one with its text', () => {
  const vocabulary = [...functionsOf(kit, namesFromCheck()), ...functionsOf(kit.service, undefined, 'service.')];
  expect(vocabulary.length).toBeGreaterThan(100);
  expect(vocabulary.filter((one) => lacking(one[0]).length > 0 && !observes(one)).flatMap(([name]) => lacking(name))).toEqual([]);
});

test.each(['endpoint', 'service'] as const)(
  'each invariant of role %s has a row with a pass and one with a violation',
  (role) => {
    const rows = Object.keys(roles[role].invariants).map((row) => `${role} run:${row}`);
    expect(rows.length).toBeGreaterThan(30);
    expect(rows.flatMap(lacking)).toEqual([]);
  },
);

test('each observation over a whole run has a row with its text', async () => {
  const all = [...(await observationsOf('endpoint')), ...(await observationsOf('service'))];
  expect(all.length).toBeGreaterThan(5);
  expect(all.filter((one) => !observes(one)).map(([name]) => name)).toEqual([]);
});

test('each golden transcript has a row', () => {
  const files = readdirSync(new URL('../../fixtures/transcripts/', import.meta.url), { recursive: true, encoding: 'utf8' });
  const named = new Set(goldenRows.map(({ transcript }) => `${transcript}.jsonl`));
  expect(files.filter((file) => file.endsWith('.jsonl') && !named.has(file.replaceAll('\\', '/')))).toEqual([]);
});

test('whatever is excused has no such row', () => {
  expect(Object.keys(excused).filter((name) => shown.has(name))).toEqual([]);
});
