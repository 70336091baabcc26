import { serviceCandidate } from '../candidate/service-candidate.ts';
import { serviceProfile } from '../protocol/profile.ts';
import { partOf } from '../run/run-plan.ts';
import { runService } from '../run/run-service.ts';
import type { ServiceScenario } from '../scenario/scenario.ts';
import { systemClock } from '../transcript/clock.ts';
import { gateOf } from './gate-order.ts';
import type { ServiceRunOptions } from './options.ts';
import { planRun } from './plan-run.ts';
import type { PreparedRun } from './prepared-run.ts';
import { serviceReplay } from './replay-command.ts';
import { reporterChoices } from './report-choices.ts';

/** More than there are sets: a conforming candidate is little more than waits, and one that never comes is waited for once. */
const CONCURRENCY = 12;

/** A run of a service, for which endpoints are staged; throws a UsageError for what makes no sense. */
export async function prepareService(options: ServiceRunOptions): Promise<PreparedRun<ServiceScenario>> {
  const { command = [] } = options;
  const reporters = reporterChoices(options.reports ?? [], options.output);
  const plan = partOf(await planRun('service', options), options.shard);
  const terms = gateOf(options, 'service', plan.corpus);
  const { start, command: shown, embedded } = serviceCandidate(command);
  const profile = { ...serviceProfile, startupSeconds: options.startup ?? serviceProfile.startupSeconds };
  return {
    ...{ ...plan, profile, terms, reporters },
    drive: ({ output, ...order }) =>
      runService({
        ...order,
        ...plan,
        ...{ start, command: shown, profile },
        label: { name: options.name ?? null, build: options.build ?? null, embedded },
        clock: systemClock,
        concurrency: options.concurrency ?? CONCURRENCY,
        replayOf: (id, isFound) => serviceReplay(command, options, output, id, isFound),
      }),
  };
}
