import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { loadCorpus } from '../plan/corpus.ts';
import { readRegister } from '../plan/register.ts';
import { withControls } from '../plan/select.ts';
import { groupBy } from '../protocol/group-by.ts';
import type { Role } from '../protocol/message.ts';
import { packageRoot } from '../protocol/package-root.ts';
import type { Scenario } from '../scenario/scenario.ts';
import { numbered } from '../transcript/edits.test-data.ts';
import type { Transcript } from '../transcript/entry.ts';
import { writeTranscript } from '../transcript/jsonl.ts';
import { isMark, markDetail } from '../transcript/mark.ts';
import { loadFaults, loadVariations } from './candidates.ts';
import { goldenFile, goldenPace, roleOf } from './golden.test-data.ts';
import { trialService } from './service-trials.ts';
import { trial } from './trial.ts';
import { named, wrapsOf } from './trials.ts';

/** A few cases of a search show what a check of it does. */
const CASES = 12;

/** The fault or variation that a name of a transcript ends in, null for the plain reference. */
const deviationOf = (name: string): string | null => /\.(.+)$/.exec(name)?.[1] ?? null;
const scenarioOf = (name: string): string => name.replace(/^\w+\//, '').replace(/\..+$/, '');

/** The transcripts that the reference, with or without a fault, leaves of some scenarios and their controls. */
async function driven(role: Role, deviation: string | null, ids: readonly string[]): Promise<readonly Transcript[]> {
  const register = readRegister();
  if (role === 'endpoint') {
    const corpus = await loadCorpus(role, register);
    const wraps = await wrapsFor(await loadFaults(role), await loadVariations(role), deviation);
    const { transcripts } = await trial(
      wraps,
      { ...corpus, scenarios: chosen(corpus.scenarios, ids) },
      register,
      goldenPace[role],
      CASES,
    );
    return transcripts;
  }
  const corpus = await loadCorpus(role, register);
  const wraps = await wrapsFor(await loadFaults(role), await loadVariations(role), deviation);
  const some = { ...corpus, scenarios: chosen(corpus.scenarios, ids) };
  return (await trialService(wraps, goldenPace[role], some, { cases: CASES })).transcripts;
}

function chosen<S extends Scenario>(scenarios: readonly S[], ids: readonly string[]): readonly S[] {
  return withControls(scenarios, new Set(scenarios.filter(({ id }) => ids.includes(id))));
}

function wrapsFor<W>(
  faults: readonly { readonly name: string; readonly plantedIn?: string; readonly wrap: W }[],
  variations: readonly { readonly name: string; readonly wrap: W }[],
  deviation: string | null,
): readonly W[] {
  return deviation === null ? [] : wrapsOf(named([...faults, ...variations], deviation), variations);
}

/** Leaves out what nothing is judged by: our own delay, which is that of a machine, and how a search made a case smaller. */
function trimmed(transcript: Transcript): Transcript {
  let isShrinking = false;
  const kept = transcript.entries.filter((entry) => {
    if (isMark(entry, 'case')) isShrinking = markDetail(entry, 'case')?.stage === 'shrink';
    if (isMark(entry, 'counterexample') || isMark(entry, 'searched')) isShrinking = false;
    return !isShrinking && entry.kind !== 'lag';
  });
  return numbered(transcript, kept);
}

/**
 * Records the golden transcripts of these names that are not there yet, or all of them, and removes what has no such name; gives the
 * names of those that it recorded.
 */
export async function recordGolden(names: readonly string[], areAll: boolean): Promise<readonly string[]> {
  const folder = new URL('fixtures/transcripts/', packageRoot());
  for (const file of readdirSync(folder, { recursive: true, encoding: 'utf8' }))
    if (file.endsWith('.jsonl') && !names.some((name) => goldenFile(name).endsWith(file))) rmSync(new URL(file, folder));
  const wanted = names.filter((name) => areAll || !existsSync(new URL(goldenFile(name), packageRoot())));
  // What the same candidate leaves is recorded in one run.
  for (const together of groupBy(wanted, (name) => `${roleOf(name)} ${deviationOf(name)}`).values()) {
    const [first = ''] = together;
    const transcripts = await driven(roleOf(first), deviationOf(first), together.map(scenarioOf));
    for (const name of together) {
      const transcript = transcripts.find(({ header }) => header.scenario === scenarioOf(name));
      if (transcript === undefined) throw new Error(`${name}: expected its scenario to be driven, got no transcript`);
      const file = new URL(goldenFile(name), packageRoot());
      mkdirSync(new URL('.', file), { recursive: true });
      writeFileSync(file, writeTranscript(trimmed(transcript)));
    }
  }
  return wanted;
}
