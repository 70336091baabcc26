import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test, vi } from 'vitest';
import type { Transcript } from '../transcript/entry.ts';
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

const observed = goldenRows.flatMap(({ transcript, edit, told }): { role: string; made: Transcript; text: string }[] =>
  'check' in told ? [] : [{ role: roleOf(transcript), made: edit(goldenTranscript(transcript)), text: told.text }],
);

/** True where a function observes in some row what that row says. */
function observes(f: (view: View) => unknown): boolean {
  return observed.some(({ role, made, text }) => {
    const all = f(viewOfGolden(role === 'endpoint' ? 'endpoint' : 'service', made));
    return Array.isArray(all) && (all as readonly Observation[]).some((one) => one.text?.includes(text));
  });
}
test('x', () => {
  void [readdirSync, readFileSync, describe, expect, kit, roles, excused, observes];
  const k = readFileSync('src/kit.ts', 'utf8')
    .match(/export \{[^}]*\} from '.\/check[^']*'/g)!
    .join()
    .match(/\w+/g)!
    .filter((n) => typeof (kit as Record<string, unknown>)[n] === 'function');
  const s = Object.keys(kit.service)
    .map((n) => `service.${n}`)
    .filter((n) => typeof (kit.service as Record<string, unknown>)[n.slice(8)] === 'function');
  for (const n of [...k, ...s]) {
    const f = n.startsWith('service.')
      ? (kit.service as Record<string, unknown>)[n.slice(8)]
      : (kit as Record<string, unknown>)[n];
    if (excused[n]) continue;
    const miss = ['pass', 'violation'].filter((x) => !shown.has(`${n} ${x}`));
    if (miss.length === 0) continue;
    let o = false;
    try {
      o = observes(f as never);
    } catch {}
    if (!o) console.log(n, 'lacks', miss);
  }
  for (const r of ['endpoint', 'service'] as const)
    for (const row of Object.keys(roles[r].invariants)) {
      const miss = ['pass', 'violation'].filter((x) => !shown.has(`${r} run:${row} ${x}`));
      if (miss.length) console.log(r, row, 'lacks', miss);
    }
});
