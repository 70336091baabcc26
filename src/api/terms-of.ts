import { existsSync } from 'node:fs';
import { UsageError } from '../candidate/usage-error.ts';
import { type Baseline, BaselineError, parseBaseline } from '../gate/baseline.ts';
import type { GateTerms } from '../gate/gate.ts';
import type { Corpus } from '../plan/corpus.ts';
import type { Role } from '../protocol/message.ts';
import { roles } from '../run/roles.ts';
import type { Scenario } from '../scenario/scenario.ts';
import { readNamed } from './named-file.ts';
import type { GateOptions } from './options.ts';

/** What a run is held to; throws a UsageError for a baseline that cannot be read, unless it is only about to be made. */
export function gateTermsOf(
  { baseline, strict }: GateOptions,
  role: Role,
  corpus: Corpus<Scenario>,
  { mayBeMissing = false } = {},
): GateTerms {
  return {
    baseline: baseline === undefined ? null : { file: baseline, entries: entriesOf(baseline, mayBeMissing) },
    strict: strict === true,
    known: new Set([
      ...corpus.scenarios.flatMap(({ id, checks }) => Object.keys(checks).map((row) => `${id}:${row}`)),
      ...Object.keys(roles[role].invariants).map((row) => `run:${row}`),
    ]),
    today: new Date().toISOString().slice(0, 10),
  };
}

function entriesOf(file: string, mayBeMissing: boolean): Baseline {
  if (mayBeMissing && !existsSync(file)) return new Map();
  try {
    return parseBaseline(readNamed('--baseline', file, 'a YAML file with accepted failures'), file);
  } catch (error) {
    if (error instanceof BaselineError) throw new UsageError(error.message);
    throw error;
  }
}
