import { afterAll, beforeAll, describe, type TestContext, test } from 'vitest';
import type { EndpointRunOptions, RunOptions, ServiceRunOptions } from '../api/options.ts';
import { prepareRun } from '../api/prepare-run.ts';
import type { PreparedRun } from '../api/prepared-run.ts';
import { UsageError } from '../candidate/usage-error.ts';
import { exitCodeOf, isAccepted, isExercised, isOpen } from '../gate/gate.ts';
import { areaOf, scenarioOfCheck } from '../plan/corpus.ts';
import { gateLines } from '../report/gate-lines.ts';
import { nobodyThere } from '../report/nobody-there.ts';
import { verdictLine } from '../report/verdict-line.ts';
import { visible } from '../report/visible.ts';
import { checksOf } from '../result/checks-of.ts';
import type { CheckResult, Result, ScenarioResult } from '../result/result.ts';
import { roles } from '../run/roles.ts';
import type { Scenario } from '../scenario/scenario.ts';
import { LiveRun } from './live-run.ts';
import { failureOf, failureSentence } from './sentence.ts';

/** What `conformance` takes: the options of one run; a baseline is written by the command line. */
export type ConformanceOptions = OfOneRun<EndpointRunOptions> | OfOneRun<ServiceRunOptions>;

type OfOneRun<O extends RunOptions> = Omit<O, 'repeat' | 'updateBaseline'>;

/** Far more than a run takes; any test may be the one that waits for all of it. */
const RUN_SECONDS = 600;

/**
 * Registers a run as tests of the file that calls it: one for each scenario, in the order in which they are driven, and one for each
 * rule that holds over the whole run. Await it at the top level of the file. Each failure that the baseline accepts is a `test.fails`
 * of its own, so that the file is green exactly where `nbwss-conformance run` ends with 0. The run is made once, when the first test
 * begins. Rejects as `run` does where the options make no sense.
 */
export async function conformance(options: ConformanceOptions): Promise<void> {
  refuseSeveral(options);
  const prepared = await prepareRun(options);
  const live = new LiveRun(options, prepared);
  const waits = options.role === 'endpoint' ? (options.soak ?? 0) + (options.waitFor ?? 0) : (options.startup ?? 0);
  const timeout = (RUN_SECONDS + waits) * 1000;
  const judge = new Tests(live, prepared, { timeout });
  describe(`nbwss-conformance ${options.role}${options.name === undefined ? '' : `, ${options.name}`}`, () => {
    beforeAll(() => live.begin());
    afterAll(() => live.end(), timeout);
    for (const { area, scenarios } of consecutive(prepared.scenarios))
      describe(area, () => {
        for (const scenario of scenarios) judge.scenario(scenario);
      });
    describe('run', () => judge.run(Object.keys(roles[options.role].invariants)));
  });
}

/** Where no type has refused them. */
function refuseSeveral(options: ConformanceOptions & Pick<RunOptions, 'repeat' | 'updateBaseline'>): void {
  const given = (['repeat', 'updateBaseline'] as const).find((name) => options[name] !== undefined);
  if (given !== undefined)
    throw new UsageError(`${given}: expected the options of one run whose verdicts are tested, got more; leave it out.`);
}

interface Part {
  readonly area: string;
  readonly scenarios: readonly Scenario[];
}

/** By area, but in the order of the run: an area is met again where its long scenarios are driven. */
function consecutive(scenarios: readonly Scenario[]): readonly Part[] {
  const parts: { readonly area: string; readonly scenarios: Scenario[] }[] = [];
  for (const scenario of scenarios) {
    const area = areaOf(scenario.id);
    const last = parts.at(-1);
    if (last?.area === area) last.scenarios.push(scenario);
    else parts.push({ area, scenarios: [scenario] });
  }
  return parts;
}

/** Registers the tests of one run. */
class Tests {
  readonly #live: LiveRun;
  readonly #prepared: PreparedRun;
  readonly #options: { readonly timeout: number };

  constructor(live: LiveRun, prepared: PreparedRun, options: { readonly timeout: number }) {
    this.#live = live;
    this.#prepared = prepared;
    this.#options = options;
  }

  /** One test for all that nothing accepts, and one for each failure that the baseline lists. */
  scenario({ id, title }: Scenario): void {
    const name = id.slice(id.indexOf('/') + 1);
    test(`${name}: ${title}`, this.#options, async (context) => {
      const scenario = await this.#live.scenario(id);
      await this.#judge(scenario.checks, () => scenario, context);
    });
    this.#accepted(
      (check) => scenarioOfCheck(check) === id,
      async () => (await this.#live.scenario(id)).checks,
    );
  }

  /** What is judged over all transcripts, what the baseline says that is not so, and whether the run says enough. */
  run(rows: readonly string[]): void {
    const { terms, register } = this.#prepared;
    const result = () => this.#live.result();
    for (const row of rows) {
      test(`${row}: ${register.rows.get(row)?.text ?? ''}`, this.#options, async (context) => {
        const all = await result();
        const checks = all.run.checks.filter(({ id }) => id === `run:${row}`);
        if (checks.length === 0) context.skip('nothing of this run bears on it');
        await this.#judge(checks, cited(all), context);
      });
    }
    this.#accepted(
      (check) => scenarioOfCheck(check) === 'run',
      async () => (await result()).run.checks,
    );
    test('the suite keeps its own side of the protocol', this.#options, async (context) => {
      const all = await result();
      const own = all.run.checks.filter(({ id }) => !terms.known.has(id));
      if (own.length > 0) await this.#judge(own, cited(all), context);
    });
    if (terms.baseline !== null) {
      test(`what ${terms.baseline.file} accepts is so`, this.#options, async () => {
        const complaints = (await result()).baseline?.complaints ?? [];
        if (complaints.length > 0) throw failureSentence(complaints.map((line) => visible(line)).join('\n'));
      });
    }
    test('the run says enough', this.#options, async () => {
      const all = await result();
      // What is red has been told by a test of its own.
      const isTold = checksOf(all).some((check) => isOpen(check, terms)) || (all.baseline?.complaints.length ?? 0) > 0;
      if (exitCodeOf(all) === 0 || isTold) return;
      throw failureSentence(
        [...(nobodyThere(all) === null ? [] : [visible(nobodyThere(all) ?? '')]), ...gateLines(all), verdictLine(all)].join('\n'),
      );
    });
  }

  async #judge(
    checks: readonly CheckResult[],
    scenarioOf: (check: CheckResult) => ScenarioResult | undefined,
    context: TestContext,
  ): Promise<void> {
    const open = checks.filter((check) => isOpen(check, this.#prepared.terms));
    if (open.length > 0) throw this.#failure(open, scenarioOf);
    const [first] = checks;
    if (first !== undefined && checks.every(({ verdict }) => verdict === 'not-applicable')) context.skip(visible(first.message));
    const warnings = checks.filter(({ verdict }) => verdict === 'warn');
    for (const check of warnings) await context.annotate(this.#failure([check], scenarioOf).message, 'warning');
  }

  /** A test that fails for each failure that the baseline lists: one that passes all at once is news, and red. */
  #accepted(isHere: (check: string) => boolean, checks: () => Promise<readonly CheckResult[]>): void {
    const { baseline, known, today } = this.#prepared.terms;
    for (const [id, entry] of baseline?.entries ?? []) {
      if (!isHere(id) || !known.has(id)) continue;
      test.fails(`${id} fails as accepted: ${entry.reason}`, this.#options, async (context) => {
        // An error of ours is told by the other tests; here it would look like the failure that is accepted.
        const seen = (await checks().catch(() => [])).find((check) => check.id === id);
        if (!isExercised(seen)) context.skip(visible(seen?.message ?? 'nothing of this run bears on it'));
        if (isAccepted(entry, seen, today)) throw failureSentence(`${id} ${seen?.message ?? ''}`);
      });
    }
  }

  #failure(checks: readonly CheckResult[], scenarioOf: (check: CheckResult) => ScenarioResult | undefined): Error {
    return failureOf(checks, scenarioOf, { requirements: this.#prepared.register.rows, entriesOf: this.#live.entriesOf });
  }
}

/** The scenario whose transcript a check over the whole run cites first. */
const cited =
  ({ scenarios }: Result) =>
  ({ evidence }: CheckResult): ScenarioResult | undefined =>
    scenarios.find(({ id }) => id === evidence[0]?.transcript);
