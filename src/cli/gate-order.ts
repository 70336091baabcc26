import { checkWritable, writeNamed } from '../api/named-file.ts';
import { gateTermsOf } from '../api/terms-of.ts';
import { UsageError } from '../candidate/usage-error.ts';
import { writeBaseline } from '../gate/baseline.ts';
import { accepting, canBeAccepted, type GateTerms } from '../gate/gate.ts';
import type { Corpus } from '../plan/corpus.ts';
import type { Role } from '../protocol/message.ts';
import type { Result } from '../result/result.ts';
import type { Scenario } from '../scenario/scenario.ts';
import type { RunFlags } from './flags.ts';
import { refuseInside } from './inside-output.ts';

/** The gate as the command line has it: the terms of a run, and whether its baseline is to be written anew. */
export interface GateOrder extends GateTerms {
  readonly isUpdated: boolean;
}

/** Reads the flags of the gate; throws a UsageError before anything is driven. */
export function gateOf(
  flags: Pick<RunFlags, 'baseline' | 'updateBaseline' | 'strict' | 'shard' | 'output'>,
  role: Role,
  corpus: Corpus<Scenario>,
): GateOrder {
  const { baseline } = flags;
  const isUpdated = flags.updateBaseline === true;
  // What is judged over a whole run may be red in one shard alone.
  if (flags.shard !== undefined && (baseline !== undefined || isUpdated || flags.strict === true))
    throw new UsageError(
      '--shard: expected the gate where the shards are merged, got --baseline, --update-baseline or --strict; give it to merge.',
    );
  if (isUpdated && baseline === undefined)
    throw new UsageError('--update-baseline: expected --baseline with the file to write, got none; add it.');
  if (isUpdated && baseline !== undefined) {
    checkWritable(`--baseline ${baseline}`, baseline);
    refuseInside(`--baseline ${baseline}`, baseline, flags.output);
  }
  return { ...gateTermsOf(flags, role, corpus, { mayBeMissing: isUpdated }), isUpdated };
}

/** The terms of a finished run; writes its baseline anew first where that was asked for and the run says enough. */
export function termsFor(gate: GateOrder, result: Result): GateTerms {
  if (!gate.isUpdated || gate.baseline === null || !canBeAccepted(result)) return gate;
  const entries = accepting(result, gate);
  writeNamed('--baseline', gate.baseline.file, writeBaseline(entries));
  return { ...gate, baseline: { ...gate.baseline, entries } };
}
