import { randomBytes } from 'node:crypto';
import { type EffortName, effortOf, type ServiceWait } from '../../protocol/profile.ts';
import type { RunContext } from '../../scenario/run-context.ts';
import type { ServiceScenario } from '../../scenario/scenario.ts';
import { type Invention, type SearchOrder, WaitEnded } from '../../scenario/service-peer.ts';
import type { CertificateKind } from '../../scenario/set.ts';
import type { ApiPlan, CalledApi, Stage, StagedEndpoint, StagedEvent } from '../../scenario/stage.ts';
import { type Marking, marking } from '../../transcript/mark.ts';
import type { Recorder } from '../../transcript/recorder.ts';
import { PeerWaits } from '../waits.ts';
import { Arrivals } from './arrivals.ts';
import type { KeyPair } from './doorman.ts';
import { WireStagedEndpoint } from './endpoint.ts';
import { OwnEntries } from './own-entries.ts';
import type { EndpointFolder } from './place.ts';

/** With the beginning that all tokens of a run share longer than 72 characters, so that a service that cuts it would be found out. */
const TOKEN_BYTES = 60;

/** What the stages of one set have in common. */
export interface StageContext extends RunContext {
  /** What all tokens of the run begin with: the redactor looks for beginnings, and this leaves it one to look for. */
  readonly tokenHead: string;
  readonly invent: Invention;
  readonly pairs: Readonly<Record<CertificateKind, KeyPair>>;
  /** Numbers the processes of the candidate over the run: each has server groups of its own. */
  readonly process: number;
  readonly nextAddress: () => string;
  readonly nextConnection: () => string;
  /** Tells the candidate of events. */
  readonly tell: (events: readonly StagedEvent[]) => void;
  /** Called when the candidate reaches any endpoint. */
  readonly visited: () => void;
  /** Lets a file of this name appear or change in the candidate's folder of descriptors, or vanish where there is no text. */
  readonly describe: (name: string, text: string | null) => void;
  /** Ends the candidate and starts it again. */
  readonly restart: () => Promise<void>;
}

/** The part of the stage that one scenario has for itself. */
export class WireStage implements Stage {
  readonly invent: Invention;
  readonly endpoints: readonly WireStagedEndpoint[];
  readonly #context: StageContext;
  readonly #scenario: ServiceScenario;
  readonly #own = new OwnEntries();
  readonly #waits: PeerWaits;
  readonly #ticks: Arrivals<null>;
  readonly #calls: Arrivals<CalledApi>;
  readonly #plans = new Map<string, ApiPlan>();
  #recorder: Recorder;

  /** `recorder` takes what crosses the wire as long as the drive lasts. */
  constructor(scenario: ServiceScenario, context: StageContext, recorder: Recorder) {
    this.#scenario = scenario;
    this.#context = context;
    this.#recorder = recorder;
    this.invent = context.invent;
    const run = { ...context, recorder: () => this.#recorder };
    this.#waits = new PeerWaits(run);
    this.#ticks = new Arrivals('run of the connection process', this.#waits);
    this.#calls = new Arrivals('call of the API', this.#waits);
    this.endpoints = scenario.endpoints.map((plan, index) => {
      const place = index + 1;
      const address = context.nextAddress();
      const groupId = `${scenario.id.replaceAll('/', '-')}-${plan.group ?? 'a'}-${context.process}`;
      return new WireStagedEndpoint({
        place,
        address,
        groupId,
        nextToken: this.#tokensOf(place),
        // The name means nothing (contracts.md §5).
        folder: this.#folderOf(`${groupId}-${address}.json`, place),
        pairs: context.pairs,
        plan,
        run,
        nextConnection: context.nextConnection,
        own: this.#own,
        elsewhere: () => `${this.endpoints[1]?.url ?? ''}&redirected=1`,
        visited: context.visited,
      });
    });
  }

  get search(): SearchOrder {
    return this.#context.search;
  }

  timeFor(what: EffortName): () => boolean {
    const { clock, profile, signal } = this.#context;
    const until = clock.now() + effortOf(what, profile);
    return () => !signal.aborted && clock.now() < until;
  }

  get first(): StagedEndpoint {
    return this.#endpoint(0);
  }

  get second(): StagedEndpoint {
    return this.#endpoint(1);
  }

  get third(): StagedEndpoint {
    return this.#endpoint(2);
  }

  #tokensOf(place: number) {
    let count = 0;
    return () => {
      count += 1;
      const value = `${this.#context.tokenHead}${randomBytes(TOKEN_BYTES).toString('base64')}`;
      const label = `token ${this.#scenario.id} ${place}${count === 1 ? '' : `, number ${count}`}`;
      this.#context.redactor.hide(value, label);
      return { value, shown: `⟦${label}⟧` };
    };
  }

  #folderOf(name: string, place: number): EndpointFolder {
    const put = (event: 'appears' | 'vanishes', file: string, text: string | null) => {
      const shown = this.#recorder.redact(text ?? '');
      this.#recorder.record({ kind: 'file', direction: 'sent', event, name: file, text: shown, place });
      this.#context.describe(file, text);
    };
    return {
      describe: (text) => put('appears', name, text),
      remove: () => put('vanishes', name, null),
      layAside: (text) => put('appears', `${name}.bak`, text),
    };
  }

  /** Waits until the candidate has reached any endpoint; true where it has in time. */
  async up(whenReached: (tell: () => void) => void): Promise<boolean> {
    const outcome = await this.#waits.run('first connection', null, (settle) => {
      whenReached(() => settle('came'));
      return undefined;
    });
    return outcome === 'came';
  }

  /** Puts the descriptors into the candidate's folder, but for those that a drive registers later. */
  open(): void {
    for (const endpoint of this.endpoints) endpoint.open();
  }

  /** Directs everything that crosses the wire from now on into another transcript, and ends what the drive has begun. */
  leave(recorder: Recorder): void {
    this.#recorder = recorder;
    for (const endpoint of this.endpoints) endpoint.relax();
  }

  uri(name: string): string {
    return `/netbackup/${this.#scenario.id}/${name}`;
  }

  answer(uri: string, plan: ApiPlan): void {
    this.#plans.set(pathOf(uri), plan);
  }

  called(wait: ServiceWait = 'COMMAND RESPONSE'): Promise<CalledApi> {
    return this.#calls.next(wait);
  }

  /** What a call of the API is answered; undefined where this scenario wants nothing particular. */
  planOf(target: string): ApiPlan | undefined {
    return this.#plans.get(pathOf(target));
  }

  /** Tells that the API was called for a path of this scenario. */
  wasCalled(call: CalledApi): void {
    this.#calls.add(call, null);
  }

  async restart(): Promise<void> {
    await this.#context.restart();
  }

  raise(...events: readonly StagedEvent[]): void {
    for (const event of events) {
      this.#own.add(event);
      this.#recorder.record({ kind: 'event', direction: 'sent', object: event.object, data: event.data });
    }
    this.#context.tell(events);
  }

  async watch(wait: ServiceWait): Promise<void> {
    const outcome = await this.#waits.run(wait, null, () => undefined);
    if (outcome !== 'expired') throw new WaitEnded(`the watch was cut short (${outcome})`);
  }

  async runs(count: number): Promise<void> {
    this.#ticks.forget();
    for (let run = 0; run < count; run++) await this.#ticks.next('connection');
  }

  /** Tells that the connection process has run. */
  ticked(): void {
    this.#ticks.add(null, null);
  }

  attempt<T>(action: Promise<T>): Promise<T | undefined> {
    const came = action.catch((error: unknown) => {
      if (error instanceof WaitEnded && !this.#context.signal.aborted) return undefined;
      throw error;
    });
    // A drive may wait for something else first, and an interrupt end that.
    came.catch(() => {});
    return came;
  }

  readonly mark: Marking<void> = marking((body) => void this.#recorder.record(body));

  /** Ends every wait at once: the signal was aborted. */
  abortWaits(): void {
    this.#waits.abort();
    for (const endpoint of this.endpoints) endpoint.abortWaits();
  }

  async stop(): Promise<void> {
    await Promise.all(this.endpoints.map((endpoint) => endpoint.stop()));
  }

  #endpoint(index: number): WireStagedEndpoint {
    const endpoint = this.endpoints[index];
    if (endpoint === undefined)
      throw new Error(`${this.#scenario.id}: expected endpoint ${index + 1} in its plan, got ${this.endpoints.length}.`);
    return endpoint;
  }
}

const pathOf = (target: string): string => target.replace(/[?#].*$/s, '');
