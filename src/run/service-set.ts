import { type Home, makeHome } from '../candidate/home.ts';
import type { StartService } from '../candidate/service-process.ts';
import { StagedCandidate } from '../candidate/staged-candidate.ts';
import { inventionFrom } from '../peer/invention.ts';
import { type ApiCaller, type RestApi, startRestApi } from '../peer/stage/rest-api.ts';
import { type StageContext, WireStage } from '../peer/stage/stage.ts';
import { CANDIDATE_GONE } from '../peer/waits.ts';
import type { Profile } from '../protocol/profile.ts';
import type { RunContext } from '../scenario/run-context.ts';
import type { ServiceScenario } from '../scenario/scenario.ts';
import { type SetName, sets } from '../scenario/set.ts';
import type { EntryBody } from '../transcript/entry.ts';
import type { Recorder } from '../transcript/recorder.ts';
import { canary, countRuns } from './canary.ts';
import { carryOutDrive } from './carry-out.ts';
import { setProperties } from './set-properties.ts';
import { ADDRESSES, type StageCertificates } from './stage-certificates.ts';

/** What all sets of a run have in common. */
export interface ServiceRunContext extends RunContext, StageCertificates {
  readonly start: StartService;
  /** Aborted when the candidate says more than any conforming one. */
  readonly flood: AbortSignal;
  readonly tokenHead: string;
  readonly nextProcess: () => number;
  readonly nextConnection: () => string;
  /** Takes what happens while no drive lasts. */
  readonly between: Recorder;
  /** Those of the drives that are under way. */
  readonly live: Set<Recorder>;
}

/** A scenario and where it is recorded; `over` is called when its transcript is complete. */
export interface StagedScenario {
  readonly scenario: ServiceScenario;
  readonly recorder: Recorder;
  readonly over: () => void;
}

/** Carries out the scenarios of one set side by side against one process of the candidate. */
export async function driveSet(set: SetName, parts: readonly StagedScenario[], run: ServiceRunContext): Promise<void> {
  const properties = setProperties(sets[set], run.profile.properties);
  const gone = new AbortController();
  const signal = AbortSignal.any([run.signal, run.flood, gone.signal]);
  const reached = new Reached();
  const home = makeHome(properties.text, run.ca);
  let candidate: StagedCandidate | null = null;
  const context = stageContextOf(run, { ...run.profile, properties: properties.inForce }, signal, home, () => candidate);
  const stages = parts.map(({ scenario, recorder }) => new WireStage(scenario, { ...context, visited: reached.now }, recorder));
  const ran = countRuns(context.profile, run.clock, () => {
    for (const { recorder } of parts) if (run.live.has(recorder)) recorder.mark('tick');
    for (const stage of stages) stage.ticked();
  });
  const visitedCanary = () => {
    reached.now();
    ran();
  };
  const all = [...stages, new WireStage(canary, { ...context, visited: visitedCanary }, run.between)];
  const cutShort = () => {
    for (const stage of all) stage.abortWaits();
  };
  signal.addEventListener('abort', cutShort);
  let api: RestApi | null = null;
  try {
    await Promise.all(all.flatMap(({ endpoints }) => endpoints.map((endpoint) => endpoint.listen())));
    api = await startRestApi((target) => callerOf(target, parts, stages, run));
    const differing = Object.keys(properties.differing).length === 0 ? {} : { properties: properties.differing };
    for (const [index, { recorder }] of parts.entries()) {
      recorder.seat({ group: stages[index]?.endpoints.map(({ seat }) => seat) ?? [], ...differing });
      run.live.add(recorder);
    }
    for (const stage of all) stage.open();
    const everywhere = (body: EntryBody) => {
      for (const recorder of [run.between, ...parts.map((part) => part.recorder)])
        if (recorder === run.between || run.live.has(recorder)) recorder.record(body);
    };
    everywhere({ kind: 'file', direction: 'sent', event: 'appears', name: 'nbwss.properties', text: properties.text });
    candidate = new StagedCandidate({
      ...{ start: run.start, home, apiUrl: api.url, name: `set ${set}`, propertiesAfter: properties.textAfter },
      record: everywhere,
      gone: (how) => {
        everywhere({ kind: 'process', direction: 'received', event: 'exited', detail: run.redactor.redact(how) });
        gone.abort(CANDIDATE_GONE);
      },
    });
    await Promise.all(stages.map((stage, index) => driveOnStage(stage, parts[index], reached, run)));
  } finally {
    // Who floods us is not listened to until he has ended.
    if (run.flood.aborted) await Promise.all(all.map((stage) => stage.stop()));
    await candidate?.stop();
    await Promise.all([...all.map((stage) => stage.stop()), api?.stop()]);
    signal.removeEventListener('abort', cutShort);
    home.dispose();
  }
}

/** The moment at which the candidate first reaches an endpoint: until then nothing is asked of it. */
class Reached {
  readonly #waiting = new Set<() => void>();
  #isSo = false;

  readonly now = (): void => {
    this.#isSo = true;
    for (const tell of this.#waiting) tell();
    this.#waiting.clear();
  };

  whenSo(tell: () => void): void {
    if (this.#isSo) tell();
    else this.#waiting.add(tell);
  }
}

/** Waits until the candidate is up, and carries out one drive. */
async function driveOnStage(
  stage: WireStage,
  part: StagedScenario | undefined,
  reached: Reached,
  { clock, live, between, signal: interrupt }: ServiceRunContext,
): Promise<void> {
  if (part === undefined) return;
  const { scenario, recorder, over } = part;
  if (await stage.up((tell) => reached.whenSo(tell))) await carryOutDrive(scenario.drive(stage), recorder, clock, interrupt);
  live.delete(recorder);
  stage.leave(between);
  over();
}

function stageContextOf(
  run: ServiceRunContext,
  profile: Profile,
  signal: AbortSignal,
  home: Home,
  candidate: () => StagedCandidate | null,
): Omit<StageContext, 'visited'> {
  const addresses = ADDRESSES.values();
  return {
    ...run,
    profile,
    signal,
    invent: inventionFrom(() => run.clock.wall()),
    process: run.nextProcess(),
    nextAddress: () => {
      const { value } = addresses.next();
      if (value === undefined) throw new Error(`a set has more than ${ADDRESSES.length} endpoints`);
      return value;
    },
    tell: (events) => candidate()?.write(events.map((event) => `${JSON.stringify(event)}\n`).join('')),
    describe: (name, text) => (text === null ? home.remove(name) : home.describe(name, text)),
    restart: async () => candidate()?.restart(),
  };
}

/** A call of the REST API belongs to the scenario whose path it has. */
function callerOf(
  target: string,
  parts: readonly StagedScenario[],
  stages: readonly WireStage[],
  { live, between }: ServiceRunContext,
): ApiCaller {
  const index = parts.findIndex(({ scenario }) => target.includes(`/${scenario.id}/`));
  const [part, stage] = [parts[index], stages[index]];
  if (part === undefined || stage === undefined || !live.has(part.recorder))
    return { recorder: between, plan: undefined, called: () => {} };
  return { recorder: part.recorder, plan: stage.planOf(target), called: (call) => stage.wasCalled(call) };
}
