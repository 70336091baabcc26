import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import pLimit from 'p-limit';
import { type Corpus, loadCorpus } from '../plan/corpus.ts';
import { readRegister } from '../plan/register.ts';
import type { Role } from '../protocol/message.ts';
import { packageRoot } from '../protocol/package-root.ts';
import type { Scenario } from '../scenario/scenario.ts';
import { numbered } from '../transcript/edits.test-data.ts';
import type { Entry, Transcript, TranscriptHeader } from '../transcript/entry.ts';
import { writeTranscript } from '../transcript/jsonl.ts';
import { isMark, markDetail } from '../transcript/mark.ts';
import { loadFaults, loadVariations } from './candidates.ts';
import { goldenFile, goldenPace, roleOf } from './golden.test-data.ts';
import { trial } from './trial.ts';
import { trialService } from './trial-service.ts';
import { deviationsOf, named } from './trials.ts';

/** A few cases of a search show what a check of it does. */
const CASES = 12;

/** Most of a drive is waiting, and what waits is in nobody's way. */
const AT_A_TIME = 4;

/** The fault or variation that a name of a transcript ends in, null for the plain reference. */
const deviationOf = (name: string): string | null => /\.(.+)$/.exec(name)?.[1] ?? null;
const scenarioOf = (name: string): string => name.replace(/^\w+\//, '').replace(/\..+$/, '');

/** The transcript that the reference, with or without a fault, leaves of a scenario alone, so that nothing in it comes of others. */
async function driven(role: Role, deviation: string | null, id: string): Promise<Transcript> {
  const [faults, variations] = [await loadFaults(role), await loadVariations(role)];
  const deviations =
    deviation === null ? [] : deviationsOf<object>(named<Wrapped>([...faults, ...variations], deviation), variations);
  const wraps = deviations.map(({ wrap }) => wrap);
  const register = readRegister();
  const { transcripts } =
    role === 'endpoint'
      ? await trial(wraps, alone(await loadCorpus(role, register), id), register, goldenPace[role], CASES)
      : await trialService(wraps, goldenPace[role], alone(await loadCorpus(role, register), id), { cases: CASES });
  const transcript = transcripts.find(({ header }) => header.scenario === id);
  if (transcript === undefined) throw new Error(`${id}: expected a scenario of suites/${role}, got none of that name`);
  return transcript;
}

interface Wrapped {
  readonly name: string;
  readonly role: Role;
  readonly plantedIn?: string;
  readonly wrap: object;
}

/** One scenario, whatever it relies on. */
const alone = <S extends Scenario>(corpus: Corpus<S>, id: string): Corpus<S> => ({
  ...corpus,
  scenarios: corpus.scenarios.filter((one) => one.id === id).map((one) => ({ ...one, reliesOn: [] })),
});

/** Of the sessions that a search lives side by side, each at an endpoint of its own, one of which all of its checks say something. */
const SESSION = 2;

/** Leaves out what nothing is judged by: our own delay, which is that of a machine, how a search made a case smaller, and most sessions. */
function trimmed(transcript: Transcript): Transcript {
  let isShrinking = false;
  const kept = transcript.entries.filter((entry) => {
    if (isMark(entry, 'case')) isShrinking = markDetail(entry, 'case')?.stage === 'shrink';
    if (isMark(entry, 'counterexample') || isMark(entry, 'searched')) isShrinking = false;
    return !isShrinking && entry.kind !== 'lag';
  });
  const hasSessions = kept.some((entry) => isMark(entry, 'script'));
  return hasSessions ? oneSession(transcript.header, kept) : numbered(transcript.header, kept);
}

/** What happened at the endpoint of one session, and what concerns all of them. */
function oneSession(header: TranscriptHeader, entries: readonly Entry[]): Transcript {
  const isOwn = (entry: Entry) => (placeOf(entry) ?? SESSION) === SESSION;
  const others = new Set(entries.filter((entry) => entry.kind === 'tcp' && !isOwn(entry)).map(({ connection }) => connection));
  const isOfOther = ({ connection }: Entry) => connection !== undefined && others.has(connection);
  const group = header.group.filter(({ place }) => place === SESSION);
  return numbered(
    { ...header, group },
    entries.filter((entry) => isOwn(entry) && !isOfOther(entry)),
  );
}

/** The place of the endpoint that an entry is about, where it names one. */
function placeOf(entry: Entry): number | undefined {
  if ('place' in entry) return entry.place;
  return (markDetail(entry, 'script') ?? markDetail(entry, 'script-over'))?.place;
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
  const limit = pLimit(AT_A_TIME);
  await Promise.all(
    wanted.map((name) =>
      limit(async () => {
        const transcript = await driven(roleOf(name), deviationOf(name), scenarioOf(name));
        const file = new URL(goldenFile(name), packageRoot());
        mkdirSync(new URL('.', file), { recursive: true });
        writeFileSync(file, writeTranscript(trimmed(transcript)));
      }),
    ),
  );
  return wanted;
}
