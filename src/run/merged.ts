import type { Register } from '../plan/register.ts';
import { checksOf } from '../result/checks-of.ts';
import type { CheckResult, Result, ScenarioResult } from '../result/result.ts';
import { worst } from '../result/verdict.ts';
import type { SavedRun } from './read-run.ts';
import { roles } from './roles.ts';
import { sumUp } from './sum-up.ts';
import { fileNameOf, fileOf, sharedName } from './transcript-file.ts';

/**
 * Makes one run of all shards of it, in their order; that they belong together is for `shardsInOrder` to say. Where a control was
 * repeated the worst verdict counts. What is judged over a whole run was judged in each shard by itself: the worst counts there too.
 */
export function merged(shards: readonly SavedRun[], register: Register): SavedRun {
  const qualified = shards.map(qualify);
  return { result: fold(qualified, register), transcripts: new Map(qualified.flatMap((shard) => [...shard.transcripts])) };
}

/** The shards of a merged run as they were, but for the longer names of their transcripts; a run that was not merged is its own. */
export function shardsOf({ result, transcripts }: SavedRun): readonly SavedRun[] {
  const { shards, of } = result.plan;
  if (shards === undefined) return [{ result, transcripts }];
  const whole = result.scenarios.map(({ id }) => id);
  return shards.map(({ shard, scenarios, startedAt, durationMs, complete }) => ({
    result: {
      ...result,
      plan: { selected: scenarios.length, of, shard, whole },
      startedAt,
      durationMs,
      complete,
      scenarios: result.scenarios.filter(({ id }) => scenarios.includes(id)),
    },
    transcripts: new Map([...transcripts].filter(([name]) => name.startsWith(prefixOf(shard)))),
  }));
}

/** Sums up all shards, whose transcripts have their longer names already. */
export function fold(shards: readonly SavedRun[], register: Register): Result {
  const results = shards.map(({ result }) => result);
  const [first] = results;
  if (first === undefined) throw new Error('expected the results of all shards, got none');
  const whole = first.plan.whole ?? [];
  const scenarios = whole.flatMap((id) => worstOf(results.flatMap((result) => result.scenarios.filter((one) => one.id === id))));
  const ids = [...new Set(results.flatMap(({ run }) => run.checks.map(({ id }) => id)))];
  const checks = ids.flatMap((id) => worstOf(results.flatMap(({ run }) => run.checks.filter((check) => check.id === id))));
  const complete = results.every((result) => result.complete);
  const run = { checks, transcript: null };
  const { verdict, classes, summary, requirements } = sumUp(checksOf({ scenarios, run }), complete, roles[first.role], register);
  return {
    schemaVersion: 1,
    tool: first.tool,
    role: first.role,
    candidate: { ...first.candidate, tls: results.map(({ candidate }) => candidate.tls).find((tls) => tls !== null) ?? null },
    profile: first.profile,
    plan: {
      selected: whole.length,
      of: first.plan.of,
      shard: null,
      shards: shards.map(({ result, transcripts }) => ({
        shard: result.plan.shard ?? '',
        scenarios: result.scenarios.map(({ id }) => id),
        startedAt: result.startedAt,
        durationMs: result.durationMs,
        complete: result.complete,
        transcripts: [...transcripts.values()].map(fileOf),
      })),
    },
    seed: first.seed,
    startedAt: results.map(({ startedAt }) => startedAt).sort()[0] ?? first.startedAt,
    // They run side by side.
    durationMs: Math.max(...results.map(({ durationMs }) => durationMs)),
    complete,
    verdict,
    classes,
    summary,
    scenarios,
    run,
    requirements,
    observations: observationsOf(results, scenarios),
    baseline: null,
  };
}

/** The first of the worst, as a list; none of none. */
function worstOf<T extends ScenarioResult | CheckResult>(all: readonly T[]): readonly T[] {
  const verdict = worst(all.map((one) => one.verdict));
  return all.filter((one) => one.verdict === verdict).slice(0, 1);
}

/** What was observed in the drives that count, and over whole runs, each text once. */
function observationsOf(results: readonly Result[], counted: readonly ScenarioResult[]): Result['observations'] {
  const drives = results.flatMap(({ scenarios, observations }) =>
    observations.filter(
      ({ scenario }) => scenario === 'run' || scenarios.some((one) => one.id === scenario && counted.includes(one)),
    ),
  );
  const once = new Map(drives.map((one) => [`${one.scenario} ${one.text}`, one]));
  return [...once.values()].map((one, index) => ({ ...one, id: `${one.scenario}#${index + 1}` }));
}

/** True for the name that a transcript has once its shard is merged. */
export const isOfMerged = (name: string): boolean => name.startsWith('shard-');

/** What the transcripts of a shard are called by once it is merged. */
export const prefixOf = (shard: string): string => `shard-${shard.split('/')[0]}/`;

/** A shard whose transcripts have names that no other shard has: `shard-2/handshake/opens`. */
function qualify({ result, transcripts }: SavedRun): SavedRun {
  const prefix = prefixOf(result.plan.shard ?? '');
  const renamed = new Map(
    [...transcripts].map(([name, { header, entries }]) => [
      `${prefix}${name}`,
      { header: { ...header, scenario: `${prefix}${header.scenario}` }, entries },
    ]),
  );
  const file = (name: string) => {
    const transcript = renamed.get(`${prefix}${name}`);
    return transcript === undefined ? null : fileOf(transcript);
  };
  const longer = (one: CheckResult['evidence'][number]) => ({ ...one, transcript: `${prefix}${one.transcript}` });
  const check = (one: CheckResult): CheckResult => ({ ...one, evidence: one.evidence.map(longer) });
  const scenario = (one: ScenarioResult): ScenarioResult => {
    const shared = file(sharedName(one.id));
    return {
      ...one,
      checks: one.checks.map(check),
      transcript: file(one.id),
      ...(one.shared === undefined || shared === null
        ? {}
        : { shared: { checks: one.shared.checks.map(check), transcript: shared } }),
    };
  };
  return {
    transcripts: renamed,
    result: {
      ...result,
      scenarios: result.scenarios.map(scenario),
      run: { ...result.run, checks: result.run.checks.map(check) },
      observations: result.observations.map((one) => ({ ...one, evidence: one.evidence.map(longer) })),
    },
  };
}

/** A merged run under the names that readers expect: the transcript of a scenario by its id alone where it is the one that counts. */
export function withPlainNames({ result, transcripts }: SavedRun): SavedRun {
  if (result.plan.shards === undefined) return { result, transcripts };
  const counted = new Map(
    result.scenarios.flatMap(({ id, transcript }) => {
      const name = [...transcripts.keys()].find((one) => fileNameOf(one) === transcript?.file);
      return name === undefined ? [] : [[name, id] as const];
    }),
  );
  const plain = (one: CheckResult['evidence'][number]) => ({ ...one, transcript: counted.get(one.transcript) ?? one.transcript });
  const check = (one: CheckResult): CheckResult => ({ ...one, evidence: one.evidence.map(plain) });
  return {
    result: {
      ...result,
      scenarios: result.scenarios.map((one) => ({ ...one, checks: one.checks.map(check) })),
      run: { ...result.run, checks: result.run.checks.map(check) },
      observations: result.observations.map((one) => ({ ...one, evidence: one.evidence.map(plain) })),
    },
    transcripts: new Map(
      [...transcripts].map(([name, { header, entries }]) => {
        const scenario = counted.get(name) ?? name;
        return [scenario, { header: { ...header, scenario }, entries }];
      }),
    ),
  };
}
