import { readFileSync } from 'node:fs';
import type { GoldenRow, Told } from '../check/golden-row.test-data.ts';
import { type Check, type View, viewOf } from '../check/view.ts';
import { loadCorpus, scenarioOfCheck } from '../plan/corpus.ts';
import { readRegister } from '../plan/register.ts';
import type { Role } from '../protocol/message.ts';
import { packageRoot } from '../protocol/package-root.ts';
import { type Profile, serviceProfile } from '../protocol/profile.ts';
import type { CheckResult } from '../result/result.ts';
import { Judge } from '../run/judge.ts';
import { type RoleRules, roles } from '../run/roles.ts';
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

/** Judges by some of the rules of a role. */
const judgeBy = (role: Role, some: Partial<RoleRules>): Judge =>
  new Judge({ ...roles[role], invariants: {}, observations: () => [], ...some }, register, profiles[role], (id) => id);

/** One of a role's scenarios, whatever it relies on: it may judge any transcript. */
function scenarioOf(role: Role, id: string): Scenario {
  const scenario = corpora[role].find((one) => one.id === id);
  if (scenario === undefined) throw new Error(`${id}: expected a scenario of suites/${role}, got none of that name`);
  return { ...scenario, reliesOn: [] };
}

function checkOf(checks: Readonly<Record<string, Check>>, id: string): Readonly<Record<string, Check>> {
  const row = id.slice(id.lastIndexOf(':') + 1);
  const check = checks[row];
  if (check === undefined) throw new Error(`${id}: expected a check, got none of that name`);
  return { [row]: check };
}

/** What a check says about a transcript, as a run would have it; undefined where an invariant finds nothing to judge. */
export function judgeCheck(role: Role, transcript: Transcript, id: string): CheckResult | undefined {
  if (scenarioOfCheck(id) === 'run') {
    const judge = judgeBy(role, { invariants: checkOf(roles[role].invariants, id) });
    return judge.finish({ ...record, role }, transcript, () => undefined).run.checks[0];
  }
  const scenario = scenarioOf(role, scenarioOfCheck(id));
  const only = { ...scenario, checks: checkOf(scenario.checks, id), observe: () => [] };
  return judgeBy(role, {}).scenario(only, transcript).checks[0];
}

/** What a scenario, or `run`, observes in a transcript. */
export function observedIn(role: Role, transcript: Transcript, observer: string): readonly string[] {
  const isRun = observer === 'run';
  const judge = judgeBy(role, isRun ? { observations: roles[role].observations } : {});
  if (!isRun) judge.scenario({ ...scenarioOf(role, observer), checks: {} }, transcript);
  const { observations } = judge.finish({ ...record, role }, isRun ? transcript : null, () => undefined);
  return observations.map(({ text }) => text);
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
