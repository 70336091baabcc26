import { createHash } from 'node:crypto';
import type { Corpus } from '../plan/corpus.ts';
import { withControls } from '../plan/select.ts';
import type { ServiceFault } from '../reference/fault.ts';
import { roles } from '../run/roles.ts';
import type { FinishedRun } from '../run/run-endpoint.ts';
import type { ServiceScenario } from '../scenario/scenario.ts';
import { assessFault, type FaultAssessment } from './assess.ts';

/** Of the scenarios that do not check the rows of a fault, one in so many is driven for what else might turn red. */
const SHARES = 8;

const isLong = ({ phase }: ServiceScenario): boolean => phase.startsWith('long');

/** Always the same for the two of them, whatever other faults and scenarios there are. */
const isSample = (fault: ServiceFault, { id }: ServiceScenario): boolean =>
  createHash('sha256').update(`${fault.name} ${id}`).digest().readUInt16BE(0) % SHARES === 0;

/**
 * Tries a fault against the scenarios that check its rows and a sample of the others, without volume and search; with those that check
 * its rows, or with all short ones, where that has not told it; and against everything where nothing has, or where `whole` asks for it.
 * A drive of a service is little more than waits and handshakes, of which two hundred faults times eighty scenarios would be half an hour.
 */
export async function tryServiceFault(
  fault: ServiceFault,
  corpus: Corpus<ServiceScenario>,
  whole: boolean,
  run: (corpus: Corpus<ServiceScenario>) => Promise<FinishedRun>,
): Promise<FaultAssessment> {
  const rows = [fault.breaks.requirement, ...fault.cascade];
  const checksRows = ({ checks }: ServiceScenario) => rows.some((row) => Object.hasOwn(checks, row));
  const tryOn = async (applies: (scenario: ServiceScenario) => boolean) => {
    const scenarios = withControls(corpus.scenarios, new Set(corpus.scenarios.filter(applies)));
    return assessFault(fault, await run({ ...corpus, scenarios }));
  };
  const everything = () => tryOn(() => true);
  if (whole) {
    const short = await tryOn((scenario) => !isLong(scenario));
    return short.killedBy === null ? everything() : short;
  }
  // Where nothing shorter checks the row there is nothing to wait for.
  const named = corpus.scenarios.filter(({ checks }) => Object.hasOwn(checks, fault.breaks.requirement));
  const isOnlyLong = named.length > 0 && named.every(isLong);
  const sample = await tryOn(
    (scenario) => (checksRows(scenario) && (isOnlyLong || !isLong(scenario))) || (!isLong(scenario) && isSample(fault, scenario)),
  );
  if (sample.killedBy !== null) return sample;
  // What the run as a whole is checked for, any scenario may bring to light.
  const isOfTheRun = Object.hasOwn(roles.service.invariants, fault.breaks.requirement);
  const more = await tryOn(isOfTheRun ? (scenario) => !isLong(scenario) : checksRows);
  return more.killedBy === null ? everything() : more;
}
