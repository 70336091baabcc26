import { readFileSync } from 'node:fs';
import type { GoldenRow, Told } from '../check/golden-row.test-data.ts';
import { type View, viewOf } from '../check/view.ts';
import { loadCorpus, scenarioOfCheck } from '../plan/corpus.ts';
import { readRegister } from '../plan/register.ts';
import type { Role } from '../protocol/message.ts';
import { packageRoot } from '../protocol/package-root.ts';
import { type Profile, serviceProfile } from '../protocol/profile.ts';
import type { CheckResult } from '../result/result.ts';
import { Judge } from '../run/judge.ts';
import { roles } from '../run/roles.ts';
import { REFERENCE, type RunRecord } from '../run/run-record.ts';
import type { Scenario } from '../scenario/scenario.ts';
import type { Transcript } from '../transcript/entry.ts';
import { readTranscript } from '../transcript/jsonl.ts';
import { trialProfile } from './trial-profile.ts';

/** Real time, and in seconds the shortest periods that leave room for our own delay. */
export const goldenPace: Readonly<Record<Role, number>> = { endpoint: 1, service: 2 };

/** By which golden transcripts are recorded and judged. */
const profiles: Readonly<Record<Role, Profile>> = {
  endpoint: trialProfile(goldenPace.endpoint),
  service: serviceProfile,
};

const register = readRegister();
const corpora: Readonly<Record<Role, readonly Scenario[]>> = {
  endpoint: (await loadCorpus('endpoint', register)).scenarios,
  service: (await loadCorpus('service', register)).scenarios,
};

export const roleOf = (name: string): Role => (name.startsWith('endpoint/') ? 'endpoint' : 'service');

/** The file of a golden transcript, relative to the root. */
export const goldenFile = (name: string): string => `fixtures/transcripts/${name}.jsonl`;

const known = new Map<string, Transcript>();

/** Reads a golden transcript, once. */
export function goldenTranscript(name: string): Transcript {
  const file = goldenFile(name);
  const transcript = known.get(name) ?? readTranscript(readFileSync(new URL(file, packageRoot()), 'utf8'), file);
  known.set(name, transcript);
  return transcript;
}

const record: Omit<RunRecord, 'role'> = {
  tool: { name: 'nbwss-conformance', version: '0', registerDigest: '', suiteDigest: '' },
  candidate: { ...REFERENCE, descriptors: [], tls: null },
  plan: { selected: 1, of: 1, shard: null },
  seed: 0,
  startedAt: '',
  durationMs: 0,
  complete: true,
};

/** A transcript as checks see it. */
export const viewOfGolden = (role: Role, transcript: Transcript): View => viewOf([transcript], profiles[role]);

const judgeOf = (role: Role): Judge => new Judge(roles[role], register, profiles[role], (id) => id);

/** A scenario that any transcript may be judged by, whatever it relies on. */
function scenarioOf(role: Role, id: string): Scenario {
  const scenario = corpora[role].find((one) => one.id === id);
  if (scenario === undefined) throw new Error(`${id}: expected a scenario of suites/${role}, got none of that name`);
  return { ...scenario, reliesOn: [] };
}

/** What a check says about a transcript; undefined where an invariant finds nothing to judge. */
export function judgeCheck(role: Role, transcript: Transcript, check: string): CheckResult | undefined {
  const judge = judgeOf(role);
  const id = scenarioOfCheck(check);
  if (id === 'run') {
    const { run } = judge.finish({ ...record, role }, transcript, () => undefined);
    return run.checks.find((one) => one.id === check);
  }
  const scenario = scenarioOf(role, id);
  const row = check.slice(id.length + 1);
  const judged = scenario.checks[row];
  if (judged === undefined) throw new Error(`${check}: expected a check of ${id}, got none of that name`);
  return judge.scenario({ ...scenario, checks: { [row]: judged }, observe: () => [] }, transcript).checks[0];
}

/** What a scenario, or `run`, observes in a transcript. */
export function observedIn(role: Role, transcript: Transcript, observer: string): readonly string[] {
  const judge = judgeOf(role);
  if (observer !== 'run') judge.scenario(scenarioOf(role, observer), transcript);
  const { observations } = judge.finish({ ...record, role }, observer === 'run' ? transcript : null, () => undefined);
  return observations.filter(({ scenario }) => scenario === observer).map(({ text }) => text);
}

/** What is told of the transcript of a row, in the form of the row; the text of an observation is only looked for. */
export function toldBy({ transcript, edit, told }: GoldenRow): Told {
  const made = edit(goldenTranscript(transcript));
  if (!('check' in told)) {
    const all = observedIn(roleOf(transcript), made, told.observer);
    return { ...told, text: all.some((text) => text.includes(told.text)) ? told.text : all.join('; ') };
  }
  const result = judgeCheck(roleOf(transcript), made, told.check);
  return { check: told.check, verdict: result?.verdict ?? null, reason: result?.reason ?? null };
}

/** The rows whose pass stays although the entries that it cites are deleted: none may. */
export function standing(rows: readonly GoldenRow[]): readonly GoldenRow[] {
  return rows.filter(({ transcript, edit, told }) => {
    if (!('check' in told) || told.verdict !== 'pass') return false;
    const made = edit(goldenTranscript(transcript));
    const cited = new Set(judgeCheck(roleOf(transcript), made, told.check)?.evidence.map(({ entry }) => entry));
    const rest = { ...made, entries: made.entries.filter(({ n }) => !cited.has(n)) };
    return judgeCheck(roleOf(transcript), rest, told.check)?.verdict === 'pass';
  });
}
