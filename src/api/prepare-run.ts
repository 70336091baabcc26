import { UsageError } from '../candidate/usage-error.ts';
import type { RunOptions } from './options.ts';
import { prepareGroups } from './prepare-endpoints.ts';
import { prepareService } from './prepare-service.ts';
import type { PreparedRun } from './prepared-run.ts';
import { isInside, type ReporterChoice } from './report-choices.ts';
import { claimRunFolder } from './run-folder.ts';
import { MOST_SECONDS } from './time-limit.ts';

/** Reads all that options name and sends nothing but requests for descriptors; throws a UsageError for what makes no sense. */
export async function prepareRun(options: RunOptions): Promise<PreparedRun> {
  refuseNumbers(options);
  const prepared = options.role === 'endpoint' ? await theOnlyGroup(options) : await prepareService(options);
  for (const choice of prepared.reporters) refuseHomeless(choice, options.output);
  if (options.output !== undefined) claimRunFolder(options.output);
  return prepared;
}

/** The command line has looked at its own. */
function refuseNumbers({ repeat, maxTime, shard }: RunOptions): void {
  if (repeat !== undefined && !(Number.isInteger(repeat) && repeat >= 1))
    throw new UsageError(`repeat: expected a whole number from 1, got ${repeat}; correct it.`);
  if (maxTime !== undefined && !(maxTime > 0 && maxTime <= MOST_SECONDS))
    throw new UsageError(`maxTime: expected a number of seconds above 0 and up to ${MOST_SECONDS}, got ${maxTime}; correct it.`);
  if (shard === undefined) return;
  const { index, of } = shard;
  if (!(Number.isInteger(index) && Number.isInteger(of) && index >= 1 && index <= of))
    throw new UsageError(`shard: expected an index from 1 to of, got ${index} of ${of}; correct it.`);
}

async function theOnlyGroup(options: Parameters<typeof prepareGroups>[0]): Promise<PreparedRun> {
  const groups = await prepareGroups(options);
  const [only] = groups;
  if (groups.length === 1 && only !== undefined) return only;
  const got = `${groups.length} (${groups
    .slice(0, 3)
    .map(({ groupId }) => groupId)
    .join(', ')})`;
  throw new UsageError(`descriptors: expected endpoints of one groupId, got ${got}; run each group by itself.`);
}

/** Standard output is the program's own here, and without an output folder there is nothing to lie in. */
function refuseHomeless(choice: ReporterChoice, output: string | undefined): void {
  const got = choice.file === '-' ? 'standard output' : 'no output folder';
  if (choice.file === '-' || (output === undefined && isInside(choice)))
    throw new UsageError(`reports: ${choice.name}: expected a file, got ${got}; write ${choice.name}=file.`);
}
