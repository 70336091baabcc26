import { UsageError } from '../candidate/usage-error.ts';
import { writeBaseline } from '../gate/baseline.ts';
import { accepting, canBeAccepted, type GateTerms } from '../gate/gate.ts';
import type { Corpus } from '../plan/corpus.ts';
import type { Role } from '../protocol/message.ts';
import type { Result } from '../result/result.ts';
import type { Scenario } from '../scenario/scenario.ts';
import { refuseInside } from './inside-output.ts';
import { checkWritable, writeNamed } from './named-file.ts';
import type { GateOptions, RunOptions } from './options.ts';
import { gateTermsOf } from './terms-of.ts';

/** The terms of a run, and whether its baseline is to be written anew. */
export interface GateOrder extends GateTerms {
  readonly isUpdated: boolean;
}

/** Reads the options of the gate; throws a UsageError before anything is driven. */
export function gateOf(
  options: GateOptions & Pick<RunOptions, 'shard' | 'output' | 'repeat'>,
  role: Role,
  corpus: Corpus<Scenario>,
): GateOrder {
  const { baseline } = options;
  const isUpdated = options.updateBaseline === true;
  // What is judged over a whole run may be red in one shard alone.
  if (options.shard !== undefined && (baseline !== undefined || isUpdated || options.strict === true))
    throw new UsageError(
      '--shard: expected the gate where the shards are merged, got --baseline, --update-baseline or --strict; give it to merge.',
    );
  if (isUpdated && options.repeat !== undefined)
    throw new UsageError('--repeat: expected one run to write a baseline from, got several; leave out --update-baseline.');
  if (isUpdated && baseline === undefined)
    throw new UsageError('--update-baseline: expected --baseline with the file to write, got none; add it.');
  if (isUpdated && baseline !== undefined) {
    checkWritable(`--baseline ${baseline}`, baseline);
    if (options.output !== undefined) refuseInside(`--baseline ${baseline}`, baseline, options.output);
  }
  return { ...gateTermsOf(options, role, corpus, { mayBeMissing: isUpdated }), isUpdated };
}

/** The terms of a finished run; writes its baseline anew first where that was asked for and the run says enough. */
export function termsFor(gate: GateOrder, result: Result): GateTerms {
  if (!gate.isUpdated || gate.baseline === null || !canBeAccepted(result)) return gate;
  const entries = accepting(result, gate);
  writeNamed('--baseline', gate.baseline.file, writeBaseline(entries));
  return { ...gate, baseline: { ...gate.baseline, entries } };
}
