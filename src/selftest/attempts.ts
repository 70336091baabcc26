import { availableParallelism } from 'node:os';
import type { Role } from '../protocol/message.ts';
import type { Scenario } from '../scenario/scenario.ts';
import type { FaultAssessment, VariationAssessment } from './assess.ts';
import { forgetOthers } from './recorded/recording.ts';
import { folderOf, type Recordings } from './recorded/through-recordings.ts';
import { wireDigests } from './recorded/wire-digests.ts';
import type { Candidate, TrialOrder, TrialReport } from './trial-order.ts';
import { makeWorkers } from './workers.ts';

/** Where runs are kept, and whether one that is kept is judged again instead of being driven. */
export interface RecordingOrder {
  readonly folder: string;
  readonly judgesAgain: boolean;
}

/** What attempts at some candidates showed. */
export interface Assessments {
  readonly faults: readonly FaultAssessment[];
  readonly variations: readonly VariationAssessment[];
}

interface How {
  readonly pace: number;
  readonly atATime: number;
}

/** The attempts of one selftest: carried out by workers, their runs kept and judged again. */
export interface Attempts {
  make(candidates: readonly Candidate[], how: How): Promise<Assessments>;
  /** Drives all of it, whatever is kept. */
  makeAnew(candidates: readonly Candidate[], how: How): Promise<Assessments>;
  counted(): { readonly driven: number; readonly judgedAgain: number };
  /** Keeps only what this selftest stands on; nothing of those that could not be judged. */
  forgetOthers(unjudged: readonly string[]): void;
  stop(): void;
}

/** Prepares the attempts at a role's candidates. */
export async function makeAttempts(
  role: Role,
  whole: boolean,
  scenarios: readonly Pick<Scenario, 'id'>[],
  { folder, judgesAgain }: Partial<RecordingOrder> = {},
): Promise<Attempts> {
  const digests = folder === undefined ? undefined : await wireDigests(role, scenarios);
  const workers = makeWorkers();
  const keys = new Map<string, readonly string[]>();
  let [driven, again] = [0, 0];

  const carryOut = async (candidates: readonly Candidate[], { pace, atATime }: How, gives: Recordings['gives']) => {
    const recordings = folder === undefined || digests === undefined ? null : { folder, digests, gives };
    const orders = candidates.map((candidate): TrialOrder => ({ role, candidate, pace, whole, recordings }));
    const reports = await workers.carryOut(orders, atATime);
    for (const [index, report] of reports.entries()) {
      const names = namesOf(candidates[index]);
      for (const name of names) keys.set(name, [...(keys.get(name) ?? []), ...report.keys]);
    }
    return reports;
  };
  const makeAnew = async (candidates: readonly Candidate[], how: How, gives: Recordings['gives'] = 'none') => {
    driven += candidates.length;
    return assessmentsOf(await carryOut(candidates, how, gives));
  };
  return {
    async make(candidates, how) {
      if (judgesAgain !== true) return makeAnew(candidates, how);
      // To judge is work for a core, and nothing of it is waiting.
      const reports = await carryOut(candidates, { ...how, atATime: availableParallelism() }, 'all');
      const missing = candidates.filter((_candidate, index) => reports[index]?.kind === 'not-kept');
      again += candidates.length - missing.length;
      const [one, other] = [assessmentsOf(reports), await makeAnew(missing, how, 'some')];
      return { faults: [...one.faults, ...other.faults], variations: [...one.variations, ...other.variations] };
    },
    makeAnew: (candidates, how) => makeAnew(candidates, how),
    counted: () => ({ driven, judgedAgain: again }),
    forgetOthers(unjudged) {
      if (folder === undefined) return;
      const stoodOn = [...keys].filter(([name]) => !unjudged.includes(name)).flatMap(([, of]) => of);
      forgetOthers(folderOf(folder, role), new Set(stoodOn));
    },
    stop: () => workers.stop(),
  };
}

const namesOf = (candidate: Candidate | undefined): readonly string[] =>
  candidate === undefined ? [] : 'fault' in candidate ? [candidate.fault] : candidate.variations;

const assessmentsOf = (reports: readonly TrialReport[]): Assessments => ({
  faults: reports.flatMap((report) => (report.kind === 'fault' ? [report.assessment] : [])),
  variations: reports.flatMap((report) => (report.kind === 'variations' ? report.assessments : [])),
});
