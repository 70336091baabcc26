import type { Result, ScenarioResult } from './result.ts';

/** The id of the scenario that a transcript is of: also where it is one of a merged shard, or of an earlier drive that does not count. */
export const scenarioOfTranscript = (transcript: string): string =>
  transcript.replace(/^shard-\d+\//, '').replace(/\.shared$/, '');

/** The scenario whose transcript a check cites first, undefined where it cites none. */
export function citedScenario(
  { scenarios }: Pick<Result, 'scenarios'>,
  { evidence: [first] }: Pick<Result['run']['checks'][number], 'evidence'>,
): ScenarioResult | undefined {
  if (first === undefined) return undefined;
  const cited = scenarioOfTranscript(first.transcript);
  return scenarios.find(({ id }) => id === cited);
}
