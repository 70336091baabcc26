import { reachOf } from '../api/reach-of.ts';
import { unjudgedCandidate } from '../candidate/given-endpoints.ts';
import { loadCorpus } from '../plan/corpus.ts';
import { readRegister } from '../plan/register.ts';
import { planOf } from '../plan/shard.ts';
import { defaultProfile } from '../protocol/profile.ts';
import { claimRunFolder } from '../run/run-folder.ts';
import { searchOrder } from '../scenario/service-peer.ts';
import { execute } from './execute.ts';
import type { RunFlags } from './flags.ts';
import { gateOf } from './gate-order.ts';
import { reporterChoices } from './run-options.ts';

/** `validate`: what NetBackup's "WebSocket Server" dialog does at Validate; 0 accepted, 1 refused, 3 unreachable. */
export async function validateCommand(files: readonly string[], flags: RunFlags): Promise<number> {
  const register = readRegister();
  const corpus = await loadCorpus('endpoint', register);
  const scenarios = corpus.scenarios.filter(({ id }) => id.startsWith('registration/'));
  const gate = gateOf(flags, 'endpoint', corpus);
  const reporters = reporterChoices(flags.reporter, flags.output);
  const candidate = await unjudgedCandidate(files, reachOf(flags));
  claimRunFolder(flags.output);
  const replayOf = () => `npx nbwss-conformance validate ${files.join(' ')}`;
  return execute({
    candidate,
    register,
    corpus,
    ...planOf(corpus, scenarios, undefined),
    profile: defaultProfile,
    flags,
    gate,
    reporters,
    search: searchOrder(register.seed),
    replayOf,
  });
}
