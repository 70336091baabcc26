import { readRegister } from '../plan/register.ts';
import type { Role } from '../protocol/message.ts';
import { endpointTrials } from './endpoint-trials.ts';
import { NotKept, throughRecordings } from './recorded/through-recordings.ts';
import { serviceTrials } from './service-trials.ts';
import type { TrialOrder, TrialReport } from './trial-order.ts';
import type { Through } from './trial-run.ts';
import type { Trials } from './trials.ts';

/** The process in which trials run: takes an order, gives a report, one after another, until its parent goes away. */
const make: Readonly<Record<Role, () => Promise<Trials>>> = { endpoint: endpointTrials, service: serviceTrials };
const made = new Map<Role, Promise<Trials>>();
const register = readRegister();

const asItIs: Through = (drive) => drive;

async function carryOut({ role, candidate, pace, whole, recordings }: TrialOrder): Promise<TrialReport> {
  const from = performance.now();
  const trials = await (made.get(role) ?? made.set(role, make[role]()).get(role));
  if (trials === undefined) throw new Error(`no trials for the role ${role}`);
  const used = new Set<string>();
  const through = recordings === null ? asItIs : throughRecordings(role, register, recordings, used);
  const how = { pace, whole };
  const about = () => ({ milliseconds: Math.round(performance.now() - from), keys: [...used] });
  try {
    if ('fault' in candidate) {
      const assessment = await trials.fault(candidate.fault, how, through);
      return { kind: 'fault', assessment, ...about() };
    }
    const assessments = await trials.variations(candidate.variations, how, through);
    return { kind: 'variations', assessments, ...about() };
  } catch (error) {
    if (error instanceof NotKept) return { kind: 'not-kept', ...about() };
    throw error;
  }
}

process.on('message', (order: TrialOrder) => {
  carryOut(order).then(
    (report) => process.send?.({ report }),
    (error: unknown) => process.send?.({ error: error instanceof Error ? (error.stack ?? error.message) : String(error) }),
  );
});
process.on('disconnect', () => process.exit());
process.send?.({ ready: true });
