import { existsSync } from 'node:fs';
import { type Baseline, BaselineError, parseBaseline, writeBaseline } from '../gate/baseline.ts';
import { accepting, canBeAccepted, type Terms } from '../gate/gate.ts';
import type { Corpus } from '../plan/corpus.ts';
import type { Role } from '../protocol/message.ts';
import type { Result } from '../result/result.ts';
import { roles } from '../run/roles.ts';
import type { Scenario } from '../scenario/scenario.ts';
import type { RunFlags } from './flags.ts';
import { checkWritable, readNamed, writeNamed } from './run-options.ts';
import { UsageError } from './usage-error.ts';

/** The gate as the command line has it: the terms of a run, and whether its baseline is to be written anew. */
export interface GateOrder extends Terms {
  readonly isUpdated: boolean;
}

/** Reads the flags of the gate; throws a UsageError before anything is driven. */
export function gateOf(
  { baseline, updateBaseline, strict, shard }: Pick<RunFlags, 'baseline' | 'updateBaseline' | 'strict' | 'shard'>,
  role: Role,
  corpus: Corpus<Scenario>,
): GateOrder {
  const isUpdated = updateBaseline === true;
  // What is judged over a whole run may be red in one shard alone.
  if (shard !== undefined && (baseline !== undefined || isUpdated || strict === true))
    throw new UsageError(
      '--shard: expected the gate where the shards are merged, got --baseline, --update-baseline or --strict; give it to merge.',
    );
  if (isUpdated && baseline === undefined)
    throw new UsageError('--update-baseline: expected --baseline with the file to write, got none; add it.');
  if (isUpdated && baseline !== undefined) checkWritable(`--baseline ${baseline}`, baseline);
  return {
    baseline: baseline === undefined ? null : { file: baseline, entries: entriesOf(baseline, isUpdated) },
    strict: strict === true,
    known: new Set([
      ...corpus.scenarios.flatMap(({ id, checks }) => Object.keys(checks).map((row) => `${id}:${row}`)),
      ...Object.keys(roles[role].invariants).map((row) => `run:${row}`),
    ]),
    today: new Date().toISOString().slice(0, 10),
    isUpdated,
  };
}

function entriesOf(file: string, isUpdated: boolean): Baseline {
  if (isUpdated && !existsSync(file)) return new Map();
  try {
    return parseBaseline(readNamed('--baseline', file, 'a YAML file with accepted failures'), file);
  } catch (error) {
    if (error instanceof BaselineError) throw new UsageError(error.message);
    throw error;
  }
}

/** The terms of a finished run; writes its baseline anew first where that was asked for and the run says enough. */
export function termsFor(gate: GateOrder, result: Result): Terms {
  if (!gate.isUpdated || gate.baseline === null || !canBeAccepted(result)) return gate;
  const entries = accepting(result, gate);
  writeNamed('--baseline', gate.baseline.file, writeBaseline(entries));
  return { ...gate, baseline: { ...gate.baseline, entries } };
}
