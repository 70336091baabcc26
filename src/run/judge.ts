import { derived } from '../check/derived.ts';
import { rateLimited } from '../check/endpoint/our-pace.ts';
import type { Fact } from '../check/fact.ts';
import { marks } from '../check/marks.ts';
import type { Observation, Outcome } from '../check/outcome.ts';
import { notApplicable, untestable } from '../check/outcome.ts';
import { whyUnreached } from '../check/service/views/unreached.ts';
import { lastWaitInVain } from '../check/service/views/waited.ts';
import { type Check, type View, viewOf } from '../check/view.ts';
import { areaOf } from '../plan/corpus.ts';
import type { Register, Requirement } from '../plan/register.ts';
import type { Profile } from '../protocol/profile.ts';
import type { CheckResult, Result, ScenarioResult } from '../result/result.ts';
import { holds, isCharged, worst } from '../result/verdict.ts';
import type { Scenario } from '../scenario/scenario.ts';
import type { Transcript } from '../transcript/entry.ts';
import { isUnreadable } from '../transcript/mark.ts';
import { gradeCheck, gradeError } from './grade.ts';
import type { Breach } from './own-side.ts';
import type { RoleRules } from './roles.ts';
import type { RunRecord } from './run-record.ts';
import { sumUp } from './sum-up.ts';
import { durationOf, tlsOf } from './summary.ts';
import { fileOf } from './transcript-file.ts';

/** Why a scenario has no transcript although its controls passed. */
export const NOT_RUN = { reason: 'not-run', message: 'the run ended before it' } as const;

/**
 * Judges the transcripts of one run, scenario by scenario and then all at once; a pure function of what it is given, so that a
 * live run and a rejudged one cannot differ.
 */
export class Judge {
  readonly #role: RoleRules;
  readonly #register: Register;
  readonly #profile: Profile;
  readonly #replayOf: (scenario: string, isFound: boolean) => string;
  readonly #results: ScenarioResult[] = [];
  readonly #transcripts: Transcript[] = [];
  readonly #observations: Result['observations'] = [];
  readonly #verdicts = new Map<string, CheckResult>();
  /** One view of each transcript, whatever it is asked. */
  readonly #viewOf = derived((transcript: Transcript) => viewOf([transcript], this.#profile));

  constructor(role: RoleRules, register: Register, profile: Profile, replayOf: (scenario: string, isFound: boolean) => string) {
    this.#role = role;
    this.#register = register;
    this.#profile = profile;
    this.#replayOf = replayOf;
  }

  /** The first control of a scenario that did not pass, undefined where it may be driven. */
  brokenControl({ reliesOn }: Scenario): CheckResult | string | undefined {
    for (const control of reliesOn) {
      const result = this.#verdicts.get(control);
      if (result === undefined) return control;
      if (!holds(result.verdict)) return result;
    }
    return undefined;
  }

  /**
   * True where another moment could have turned out otherwise: a wait ran out, and something is held against the candidate for it, or
   * was never come to, or our own event loop was late.
   */
  dependsOnTime(scenario: Scenario, transcript: Transcript): boolean {
    const view = this.#viewOf(transcript);
    // Whoever reached nothing has had its time already, and what a search has found it has driven more than once.
    if (whyUnreached(view) !== undefined || this.#role.counterexamples(view).length > 0) return false;
    const ranOut = lastWaitInVain(view)?.entry.outcome === 'expired';
    return Object.values(scenario.checks).some((check) => {
      const outcome = check(view);
      if (outcome?.kind === 'violation') return outcome.isTimed === true;
      return outcome?.kind === 'untestable' && (ranOut || outcome.reason === 'runner-lagged');
    });
  }

  /** True where a check of a scenario, on this transcript, lets go on what relies on it. */
  holds(scenario: Scenario, checkId: string, transcript: Transcript): boolean {
    const row = checkId.slice(checkId.lastIndexOf(':') + 1);
    const check = scenario.checks[row];
    if (check === undefined) return false;
    const { verdict } = judge(checkId, this.#row(row), check, this.#viewOf(transcript));
    return holds(verdict);
  }

  /**
   * Judges one scenario on its transcript, null where it was not driven. `shared` is the transcript of an earlier drive in a shared
   * process, which counts nowhere, in no row of the whole run either (contracts.md §2, §5).
   */
  scenario(scenario: Scenario, transcript: Transcript | null, shared: Transcript | null = null): ScenarioResult {
    // Drives of one set go on side by side: one whose control does not hold may have been driven, and proves nothing.
    const isFounded = this.brokenControl(scenario) === undefined;
    const view = transcript === null || !isFounded ? null : this.#viewOf(transcript);
    const checks = Object.entries(scenario.checks).map(([row, check]) => {
      const id = `${scenario.id}:${row}`;
      const requirement = this.#row(row);
      const result =
        view === null ? gradeCheck(id, requirement, this.#whyNotDriven(scenario)) : judge(id, requirement, check, view);
      this.#verdicts.set(id, result);
      return result;
    });
    if (view !== null) {
      for (const { text, evidence } of scenario.observe(view)) this.#observe(scenario.id, text, evidence);
    }
    if (transcript !== null) this.#transcripts.push(transcript);
    const result: ScenarioResult = {
      id: scenario.id,
      title: scenario.title,
      area: areaOf(scenario.id),
      verdict: worst(checks.map(({ verdict }) => verdict)) ?? 'untestable',
      durationMs: durationOf(transcript),
      reliesOn: [...scenario.reliesOn],
      checks,
      transcript: transcript === null ? null : fileOf(transcript),
      ...(shared === null ? {} : { shared: { checks: this.#before(scenario, shared), transcript: fileOf(shared) } }),
      replay: this.#replayOf(scenario.id, view !== null && this.#role.counterexamples(view).length > 0),
    };
    this.#results.push(result);
    return result;
  }

  /**
   * Judges the invariants over all transcripts, those between scenarios included, holds our own side to its rules by `ownBreach`,
   * and sums everything up.
   */
  finish(record: RunRecord, between: Transcript | null, ownBreach: (view: View) => Breach | undefined): Result {
    const transcripts = between === null ? this.#transcripts : [...this.#transcripts, between];
    const checks = this.#invariants(transcripts, ownBreach);
    const all = [...this.#results.flatMap((scenario) => scenario.checks), ...checks];
    const { tool, role, candidate, plan, seed, startedAt, durationMs, complete } = record;
    const { verdict, classes, summary, requirements } = sumUp(all, complete, this.#role, this.#register);
    return {
      schemaVersion: 1,
      tool,
      role,
      candidate: { ...candidate, tls: tlsOf(transcripts) },
      profile: { ...this.#profile },
      plan,
      seed,
      startedAt,
      durationMs,
      complete,
      verdict,
      classes,
      summary,
      scenarios: this.#results,
      run: { checks, transcript: between === null ? null : fileOf(between) },
      requirements,
      observations: this.#observations,
      baseline: null,
    };
  }

  /** What the drive in a shared process showed. */
  #before({ id, checks }: Scenario, shared: Transcript): CheckResult[] {
    const view = this.#viewOf(shared);
    return Object.entries(checks).map(([row, check]) => judge(`${id}:${row}`, this.#row(row), check, view));
  }

  #invariants(transcripts: readonly Transcript[], ownBreach: (view: View) => Breach | undefined): CheckResult[] {
    if (transcripts.length === 0) return [];
    const whole = viewOf(transcripts, this.#profile);
    for (const { text, evidence } of this.#role.observations(whole)) this.#observe('run', text, evidence);
    const view = this.#role.owed(whole);
    const judged = Object.entries(this.#role.invariants).flatMap(([row, check]) => {
      const outcome = check(view);
      return outcome === null ? [] : [gradeCheck(`run:${row}`, this.#row(row), outcome)];
    });
    const breach = ownBreach(whole);
    if (breach === undefined) return judged;
    const error = gradeError(`run:own:${breach.requirement}`, this.#row(breach.requirement), 'own-breach', breach.message);
    return [...judged, { ...error, evidence: [breach.fact.ref] }];
  }

  #observe(scenario: string, text: string, evidence: Observation['evidence']): void {
    const id = `${scenario}#${this.#observations.length + 1}`;
    this.#observations.push({ id, scenario, text, evidence: [...evidence] });
  }

  #whyNotDriven(scenario: Scenario): Outcome {
    const broken = this.brokenControl(scenario);
    if (broken === undefined) return untestable(NOT_RUN.reason, NOT_RUN.message);
    if (typeof broken === 'string') return untestable('control-not-run', `it relies on ${broken}, which was not run`);
    const { id, verdict, reason, message, evidence } = broken;
    // What the candidate does not offer, nothing that builds on it can ask of it.
    if (verdict === 'not-applicable') return notApplicable(reason ?? '', message);
    const why =
      reason === 'control-not-passed' || reason === 'unreachable'
        ? message
        : `it relies on ${id}, which is ${verdict} (${reason})`;
    return untestable(reason === 'unreachable' ? 'unreachable' : 'control-not-passed', why, evidence);
  }

  #row(id: string): Requirement {
    const row = this.#register.rows.get(id);
    if (row === undefined) throw new Error(`${id}: expected a row of suites/requirements.json, got none; mend the check's name.`);
    return row;
  }
}

/** A drive that broke for a reason of ours spoils what it left open; what the candidate did wrong before is still its own. */
function judge(id: string, requirement: Requirement, check: Check, view: View): CheckResult {
  const unread = view.facts.find(({ entry }) => isUnreadable(entry));
  if (unread !== undefined) return gradeError(id, requirement, 'mark-unreadable', unreadable(unread));
  const end = marks(view, 'drive-ended').at(-1)?.detail;
  const own = marks(view, 'own-error').at(0)?.detail ?? (end?.startsWith('error') === true ? end : undefined);
  let result: CheckResult;
  try {
    const outcome =
      whyUnreached(view) ?? check(view) ?? untestable('not-provoked', 'the transcript has nothing that bears on it');
    result = gradeCheck(id, requirement, outcome.kind === 'untestable' ? (rateLimited(view) ?? outcome) : outcome);
  } catch (error) {
    return gradeError(id, requirement, 'check-threw', error instanceof Error ? error.message : String(error));
  }
  if (own === undefined || isCharged(result.verdict)) return result;
  return gradeError(id, requirement, 'drive-threw', own);
}

const unreadable = ({ ref, entry }: Fact): string =>
  `${ref.transcript} entry ${ref.entry}: expected what this version says by the mark ${entry.kind === 'mark' ? entry.name : ''}, got something else; judge it with the version that wrote it`;
