import type { Register } from '../plan/register.ts';
import type { Material } from '../report/html/material.ts';
import type { Result } from '../result/result.ts';
import { withPlainNames } from '../run/merged.ts';
import { counterexamplesOf, replayFileOf } from '../run/replay-file.ts';
import type { Transcript } from '../transcript/entry.ts';

/** What reports are made of: a result, what the register says, and the transcripts with what searches have found in them. */
export function materialOf(seen: Result, { rows }: Register, driven: readonly Transcript[]): Material {
  const byName = new Map(driven.map((transcript) => [transcript.header.scenario, transcript]));
  const { result, transcripts } = withPlainNames({ result: seen, transcripts: byName });
  const found = [...transcripts.values()].map((transcript) => {
    const { scenario } = transcript.header;
    const cases = counterexamplesOf(transcript);
    return [scenario, cases.map((one, index) => ({ ...one, file: replayFileOf(scenario, index) }))] as const;
  });
  return {
    result,
    requirements: rows,
    transcripts,
    found: new Map(found.filter(([, cases]) => cases.length > 0)),
  };
}
