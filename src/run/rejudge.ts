import type { Corpus } from '../plan/corpus.ts';
import type { Register } from '../plan/register.ts';
import type { Profile } from '../protocol/profile.ts';
import type { Result } from '../result/result.ts';
import type { Scenario } from '../scenario/scenario.ts';
import { Judge } from './judge.ts';
import { breachOf } from './own-side.ts';
import { roles } from './roles.ts';
import type { SavedRun } from './run-folder.ts';
import { sharedName } from './transcript-file.ts';

/** Judges a saved run again from its transcripts alone; an unchanged suite gives the same result byte for byte. */
export function rejudge({ result, transcripts }: SavedRun, corpus: Corpus<Scenario>, register: Register): Result {
  const replays = new Map(result.scenarios.map(({ id, replay }) => [id, replay]));
  const judge = new Judge(roles[result.role], register, result.profile as unknown as Profile, (id) => replays.get(id) ?? '');
  for (const { id } of result.scenarios) {
    const scenario = corpus.scenarios.find((candidate) => candidate.id === id);
    if (scenario !== undefined) judge.scenario(scenario, transcripts.get(id) ?? null, transcripts.get(sharedName(id)) ?? null);
  }
  const breach = breachOf(result.role === 'endpoint' ? 'service' : 'endpoint');
  // What a project accepts lies in no transcript.
  return { ...judge.finish(result, transcripts.get('run') ?? null, breach), baseline: result.baseline };
}
