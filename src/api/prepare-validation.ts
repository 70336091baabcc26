import { unjudgedCandidate } from '../candidate/given-endpoints.ts';
import { loadCorpus } from '../plan/corpus.ts';
import { readRegister } from '../plan/register.ts';
import { planOf } from '../plan/shard.ts';
import { defaultProfile } from '../protocol/profile.ts';
import type { EndpointScenario } from '../scenario/scenario.ts';
import { searchOrder } from '../scenario/service-peer.ts';
import { driveEndpoint } from './drive-endpoint.ts';
import { gateOf } from './gate-order.ts';
import type { EndpointRunOptions } from './options.ts';
import type { PreparedRun } from './prepared-run.ts';
import { reachOf } from './reach-of.ts';
import { reporterChoices } from './report-choices.ts';

/** What NetBackup's "WebSocket Server" dialog does at Validate, whatever is wrong with the descriptors: that is what is judged. */
export async function prepareValidation(
  files: readonly string[],
  options: Omit<EndpointRunOptions, 'descriptors'>,
): Promise<PreparedRun<EndpointScenario>> {
  const register = readRegister();
  const corpus = await loadCorpus('endpoint', register);
  const scenarios = corpus.scenarios.filter(({ id }) => id.startsWith('registration/'));
  const plan = { register, corpus, search: searchOrder(register.seed), ...planOf(corpus, scenarios, undefined) };
  const terms = gateOf(options, 'endpoint', corpus);
  const reporters = reporterChoices(options.reports ?? [], options.output);
  const candidate = await unjudgedCandidate(files, reachOf(options));
  const replayOf = () => `npx nbwss-conformance validate ${files.join(' ')}`;
  const drive = { plan, profile: defaultProfile, options, start: async () => candidate, replayOf };
  return { ...plan, profile: defaultProfile, terms, reporters, drive: (order) => driveEndpoint(drive, order) };
}
