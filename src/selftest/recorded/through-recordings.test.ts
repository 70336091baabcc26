import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { isOf } from '../../check/fact.ts';
import { pass, violation } from '../../check/outcome.ts';
import type { Check } from '../../check/view.ts';
import { readRegister } from '../../plan/register.ts';
import { defaultProfile } from '../../protocol/profile.ts';
import { checksOf } from '../../result/checks-of.ts';
import { Judge } from '../../run/judge.ts';
import { roles } from '../../run/roles.ts';
import type { FinishedRun } from '../../run/run-endpoint.ts';
import { defineScenario } from '../../scenario/scenario.ts';
import type { TrialRun } from '../trial-run.ts';
import { NotKept, type Recordings, throughRecordings } from './through-recordings.ts';

const folder = mkdtempSync(join(tmpdir(), 'nbwss-through-'));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const register = readRegister();
const saysYes: Check = ({ facts }) => {
  const [mark] = facts.filter(isOf('mark'));
  if (mark === undefined) return null;
  return mark.entry.name === 'yes' ? pass([mark.ref]) : violation('no', 'it says no', 'yes', 'no', [mark.ref]);
};
const never: Check = ({ facts }) =>
  violation(
    'never',
    'it never does',
    '',
    '',
    facts.slice(0, 1).map(({ ref }) => ref),
  );

/** A control and what relies on it, each checked in its own way. */
const corpusOf = (control: Check, other: Check) => {
  const drive = async () => {};
  return {
    digest: '',
    scenarios: [
      defineScenario({ id: 'a/control', role: 'endpoint', title: 'is a control', drive, checks: { 'ACK-001': control } }),
      defineScenario({
        id: 'a/other',
        role: 'endpoint',
        title: 'relies on it',
        reliesOn: ['a/control:ACK-001'],
        drive,
        checks: { 'ACK-002': other },
      }),
    ],
  };
};
const usual = corpusOf(saysYes, saysYes);

let driven = 0;
/** Drives as a run does: what its controls let through, and each leaves one mark. */
async function drive({ corpus }: TrialRun<(typeof usual.scenarios)[number], unknown>): Promise<FinishedRun> {
  driven += 1;
  const judge = new Judge(roles.endpoint, register, defaultProfile, (id) => id);
  const transcripts = corpus.scenarios.flatMap((scenario) => {
    const isLetThrough = judge.brokenControl(scenario) === undefined;
    const header = { transcript: 1, scenario: scenario.id, role: 'endpoint', epochMs: 0, group: [] } as const;
    const transcript = { header, entries: [{ n: 1, at: 1, kind: 'mark', direction: 'local', name: 'yes', detail: '' }] } as const;
    judge.scenario(scenario, isLetThrough ? transcript : null);
    return isLetThrough ? [transcript] : [];
  });
  const label = { name: null, build: null, embedded: true, descriptors: [], tls: null };
  const record = {
    tool: { name: 'nbwss-conformance', version: '0', registerDigest: '', suiteDigest: '' },
    role: 'endpoint',
    candidate: label,
    plan: { selected: 2, of: 2, shard: null },
    seed: 1,
    startedAt: new Date(0).toISOString(),
    durationMs: 0,
    complete: true,
  } as const;
  return { result: judge.finish(record, null, () => undefined), transcripts };
}

const digests = { every: 'e', drives: { 'a/control': 'c', 'a/other': 'o' } };
/** Carries out a run with recordings, and says how often it was driven and what was told. */
async function carriedOut(corpus = usual, change: Partial<Recordings> & { readonly pace?: number } = {}) {
  const { pace = 1, ...other } = change;
  const before = driven;
  const through = throughRecordings('endpoint', register, { folder, digests, gives: 'some', ...other }, new Set());
  const { result } = await through(drive)({ deviations: [], corpus, pace });
  return { driven: driven - before, verdicts: checksOf(result).map(({ verdict }) => verdict) };
}

test('a run is driven once, and then judged again', async () => {
  expect(await carriedOut()).toEqual({ driven: 1, verdicts: ['pass', 'pass'] });
  expect(await carriedOut()).toEqual({ driven: 0, verdicts: ['pass', 'pass'] });
});

test('another check judges what is kept', async () => {
  await carriedOut(corpusOf(saysYes, () => null));
  expect(await carriedOut(corpusOf(saysYes, () => null))).toEqual({ driven: 0, verdicts: ['pass', 'untestable'] });
  expect(await carriedOut(corpusOf(saysYes, never))).toEqual({ driven: 0, verdicts: ['pass', 'fail'] });
});

test('it is driven again where a verdict lets through what had been kept back, or ends what had been driven', async () => {
  await carriedOut(corpusOf(never, saysYes));
  expect(await carriedOut()).toEqual({ driven: 1, verdicts: ['pass', 'pass'] });
  expect(await carriedOut(corpusOf(never, saysYes))).toEqual({ driven: 1, verdicts: ['fail', 'untestable'] });
});

test.each<[string, Parameters<typeof carriedOut>[1]]>([
  ['at another pace', { pace: 2 }],
  ['with another drive', { digests: { ...digests, drives: { ...digests.drives, 'a/other': 'x' } } }],
  ['through another peer', { digests: { ...digests, every: 'x' } }],
  ['where nothing that is kept is to be given', { gives: 'none' }],
])('it is driven again %s', async (_how, change) => {
  await carriedOut();
  expect(await carriedOut(usual, change)).toMatchObject({ driven: 1 });
});

test('what has to be kept and is not is said, and not driven', async () => {
  const before = driven;
  await expect(carriedOut(usual, { gives: 'all' })).rejects.toThrow(NotKept);
  expect(driven).toBe(before);
});
