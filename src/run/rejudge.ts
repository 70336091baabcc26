import type { Corpus } from '../plan/corpus.ts';
import type { Register } from '../plan/register.ts';
import type { Profile } from '../protocol/profile.ts';
import type { Result } from '../result/result.ts';
import { Judge } from './judge.ts';
import { ownBreach } from './own-side.ts';
import type { SavedRun } from './run-folder.ts';

/** Judges a saved run again from its transcripts alone; an unchanged suite gives the same result byte for byte. */
export function rejudge({ result, transcripts }: SavedRun, corpus: Corpus, register: Register): Result {
  const replays = new Map(result.scenarios.map(({ id, replay }) => [id, replay]));
  const judge = new Judge(register, result.profile as unknown as Profile, (id) => replays.get(id) ?? '');
  for (const { id } of result.scenarios) {
    const scenario = corpus.scenarios.find((candidate) => candidate.id === id);
    if (scenario !== undefined) judge.scenario(scenario, transcripts.get(id) ?? null);
  }
  return judge.finish(result, transcripts.get('run') ?? null, ownBreach);
}
