import { finish } from '../api/finish.ts';
import type { RunOptions } from '../api/options.ts';
import type { PreparedRun } from '../api/prepared-run.ts';
import type { RunObserver } from '../api/run-observer.ts';
import type { Result, ScenarioResult } from '../result/result.ts';
import type { Entry } from '../transcript/entry.ts';

/** A run that many tests wait for, each for its own part of it. */
export class LiveRun {
  readonly #options: RunOptions;
  readonly #prepared: PreparedRun;
  readonly #stop = new AbortController();
  readonly #scenarios: ReadonlyMap<string, Deferred<ScenarioResult>>;
  readonly #result = deferred<Result>();
  readonly #entries = new Map<string, Entry[]>();
  #isBegun = false;

  constructor(options: RunOptions, prepared: PreparedRun) {
    this.#options = options;
    this.#prepared = prepared;
    this.#scenarios = new Map(prepared.scenarios.map(({ id }) => [id, deferred<ScenarioResult>()]));
  }

  /** Begins to drive; whatever goes wrong is told to who waits. */
  begin(): void {
    if (this.#isBegun) return;
    this.#isBegun = true;
    const { signal, listener } = this.#options;
    const options = {
      ...this.#options,
      signal: AbortSignal.any([this.#stop.signal, ...(signal === undefined ? [] : [signal])]),
    };
    const observer: RunObserver = {
      listener: (event) => {
        if (event.type === 'scenario-ends') this.#scenarios.get(event.scenario.id)?.resolve(event.scenario);
        listener?.(event);
      },
      trace: (entry, { scenario }) => this.#keep(entry, scenario),
    };
    finish(this.#prepared, options, observer).then(
      ({ result }) => this.#result.resolve(result),
      (error: unknown) => {
        for (const waiting of [...this.#scenarios.values(), this.#result]) waiting.reject(error);
      },
    );
  }

  /** What a scenario has come to, once it has. */
  scenario(id: string): Promise<ScenarioResult> {
    const waiting = this.#scenarios.get(id);
    return waiting === undefined ? Promise.reject(new Error(`${id}: is not of this run`)) : waiting.promise;
  }

  /** What the whole run has come to, once it has. */
  result(): Promise<Result> {
    return this.#result.promise;
  }

  /** What a transcript holds so far. */
  readonly entriesOf = (transcript: string): readonly Entry[] => this.#entries.get(transcript) ?? [];

  /** Ends the run where it still goes on, as it does when only some of its tests are made. */
  async end(): Promise<void> {
    this.#stop.abort();
    if (this.#isBegun) await this.#result.promise.catch(() => {});
  }

  #keep(entry: Entry, scenario: string): void {
    const kept = this.#entries.get(scenario);
    // A scenario that is driven once more, alone, is told anew: only that counts.
    if (kept === undefined || entry.n === 1) this.#entries.set(scenario, [entry]);
    else kept.push(entry);
  }
}

interface Deferred<T> {
  readonly promise: Promise<T>;
  readonly resolve: (value: T) => void;
  readonly reject: (error: unknown) => void;
}

function deferred<T>(): Deferred<T> {
  let [resolve, reject]: [(value: T) => void, (error: unknown) => void] = [() => {}, () => {}];
  const promise = new Promise<T>((onValue, onError) => {
    resolve = onValue;
    reject = onError;
  });
  // Not every test that could wait for it is made.
  promise.catch(() => {});
  return { promise, resolve, reject };
}
