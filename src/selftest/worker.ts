import type { Role } from '../protocol/message.ts';
import { endpointTrials } from './endpoint-trials.ts';
import { serviceTrials } from './service-trials.ts';
import type { TrialOrder, TrialReport } from './trial-order.ts';
import type { Trials } from './trials.ts';

/** The process in which trials run: takes an order, gives a report, one after another, until its parent goes away. */
const make: Readonly<Record<Role, () => Promise<Trials>>> = { endpoint: endpointTrials, service: serviceTrials };
const made = new Map<Role, Promise<Trials>>();

async function carryOut({ role, candidate, pace, whole }: TrialOrder): Promise<TrialReport> {
  const from = performance.now();
  const trials = await (made.get(role) ?? made.set(role, make[role]()).get(role));
  const took = () => Math.round(performance.now() - from);
  if (trials === undefined) throw new Error(`no trials for the role ${role}`);
  return 'fault' in candidate
    ? { kind: 'fault', assessment: await trials.fault(candidate.fault, pace, whole), milliseconds: took() }
    : { kind: 'variations', assessments: await trials.variations(candidate.variations, pace), milliseconds: took() };
}

process.on('message', (order: TrialOrder) => {
  carryOut(order).then(
    (report) => process.send?.({ report }),
    (error: unknown) => process.send?.({ error: error instanceof Error ? (error.stack ?? error.message) : String(error) }),
  );
});
process.on('disconnect', () => process.exit());
process.send?.({ ready: true });
