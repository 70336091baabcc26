import { scenarioOfCheck } from '../plan/corpus.ts';
import type { ServiceScenario } from '../scenario/scenario.ts';
import type { Transcript } from '../transcript/entry.ts';
import type { Judge } from './judge.ts';
import { sharedName } from './transcript-file.ts';

/** The transcript by which a scenario is judged, and that of a drive in a shared process which does not count. */
export interface Counted {
  readonly counts: Transcript | null;
  readonly shared: Transcript | null;
}

/** Drives a scenario alone, in a process of its own. */
export type DriveAlone = (scenario: ServiceScenario) => Promise<Transcript>;

/**
 * Which drives count (contracts.md §5): what depends on time and failed in a shared process is driven once more, alone, and only that
 * one counts. Where a control does not hold nothing can come of a second drive, and none is made.
 */
export class SecondDrives {
  readonly #scenarios: ReadonlyMap<string, ServiceScenario>;
  readonly #judge: Judge;
  readonly #driven: (scenario: ServiceScenario) => Promise<Transcript | null>;
  readonly #known = new Map<string, Promise<Counted>>();
  readonly #alone: DriveAlone;
  readonly #mayDrive: () => boolean;

  constructor(
    scenarios: readonly ServiceScenario[],
    judge: Judge,
    driven: (scenario: ServiceScenario) => Promise<Transcript | null>,
    alone: DriveAlone,
    /** False where no second drive is made any more. */
    mayDrive: () => boolean,
  ) {
    this.#scenarios = new Map(scenarios.map((scenario) => [scenario.id, scenario]));
    this.#judge = judge;
    this.#driven = driven;
    this.#alone = alone;
    this.#mayDrive = mayDrive;
    // All at once, so that second drives run side by side.
    for (const scenario of scenarios) this.of(scenario).catch(() => {});
  }

  of(scenario: ServiceScenario): Promise<Counted> {
    let known = this.#known.get(scenario.id);
    if (known === undefined) {
      known = this.#settle(scenario);
      this.#known.set(scenario.id, known);
    }
    return known;
  }

  async #settle(scenario: ServiceScenario): Promise<Counted> {
    const driven = await this.#driven(scenario);
    // Before it began the run was over.
    if (driven === null || driven.entries.length === 0) return { counts: null, shared: null };
    const mayDiffer = this.#mayDrive() && this.#sharesProcess(scenario) && this.#judge.dependsOnTime(scenario, driven);
    if (!mayDiffer || !(await this.#controlsHold(scenario)) || !this.#mayDrive()) return { counts: driven, shared: null };
    const counts = await this.#alone(scenario);
    return { counts, shared: { ...driven, header: { ...driven.header, scenario: sharedName(scenario.id) } } };
  }

  #sharesProcess({ id, set }: ServiceScenario): boolean {
    return [...this.#scenarios.values()].some((other) => other.id !== id && other.set === set);
  }

  async #controlsHold({ reliesOn }: ServiceScenario): Promise<boolean> {
    for (const check of reliesOn) {
      const control = this.#scenarios.get(scenarioOfCheck(check));
      if (control === undefined) return false;
      const { counts } = await this.of(control);
      if (counts === null || !this.#judge.holds(control, check, counts)) return false;
    }
    return true;
  }
}
