import type { Corpus } from '../plan/corpus.ts';
import type { Register } from '../plan/register.ts';
import { isProfile } from '../protocol/profile.ts';
import type { Result } from '../result/result.ts';
import type { Scenario } from '../scenario/scenario.ts';
import { Judge } from './judge.ts';
import { fold, isOfMerged, prefixOf, shardsOf } from './merged.ts';
import { breachOf } from './own-side.ts';
import type { SavedRun } from './read-run.ts';
import { roles } from './roles.ts';
import { RunFolderError } from './run-folder-error.ts';
import { sharedName } from './transcript-file.ts';

/**
 * Judges a saved run again from its transcripts alone; an unchanged suite gives the same result byte for byte. Of a merged one each shard
 * is judged by itself, as it was. Throws a RunFolderError where the result does not say by what it was judged.
 */
export function rejudge(saved: SavedRun, corpus: Corpus<Scenario>, register: Register): Result {
  const again = shardsOf(saved).map((shard) => ({ ...shard, result: judgedAgain(shard, corpus, register) }));
  const [only] = again;
  const result = saved.result.plan.shards === undefined && only !== undefined ? only.result : fold(again, register);
  // What a project accepts lies in no transcript.
  return { ...result, baseline: saved.result.baseline };
}

function judgedAgain({ result, transcripts }: SavedRun, corpus: Corpus<Scenario>, register: Register): Result {
  const prefix = [...transcripts.keys()].some(isOfMerged) ? prefixOf(result.plan.shard ?? '') : '';
  const transcriptOf = (name: string) => transcripts.get(`${prefix}${name}`) ?? null;
  const replays = new Map(result.scenarios.map(({ id, replay }) => [id, replay]));
  const { profile, role } = result;
  if (!isProfile(profile))
    throw new RunFolderError(
      `result.json: expected the profile that the run was judged by, with all properties and times, got another (${cut(JSON.stringify(profile))}); run the suite again.`,
    );
  const judge = new Judge(roles[role], register, profile, (id) => replays.get(id) ?? '');
  for (const { id } of result.scenarios) {
    const scenario = corpus.scenarios.find((candidate) => candidate.id === id);
    if (scenario !== undefined) judge.scenario(scenario, transcriptOf(id), transcriptOf(sharedName(id)));
  }
  return judge.finish(result, transcriptOf('run'), breachOf(role === 'endpoint' ? 'service' : 'endpoint'));
}

const SHOWN = 60;
const cut = (text: string): string => (text.length > SHOWN ? `${text.slice(0, SHOWN)}…` : text);
