import { propertiesOf } from '../api/profile-of.ts';
import { reachOf } from '../api/reach-of.ts';
import { isUrl } from '../candidate/descriptor-text.ts';
import type { EndpointCandidate } from '../candidate/endpoint-candidate.ts';
import { acceptedCandidate, refuseHostTwice } from '../candidate/given-endpoints.ts';
import { UsageError } from '../candidate/usage-error.ts';
import { readable } from '../peer/netbackup/sourced-descriptor.ts';
import { Tokens } from '../peer/netbackup/tokens.ts';
import type { Descriptor } from '../protocol/descriptor-schema.ts';
import { defaultProperties, type NbwssProperties, writeProperties } from '../protocol/properties.ts';
import { entryLine } from '../report/entry-line.ts';
import { visible } from '../report/visible.ts';
import { listenToInput } from '../simulate/listen.ts';
import { startSimulation } from '../simulate/simulation.ts';
import { wireLog } from '../simulate/wire-log.ts';
import { systemClock } from '../transcript/clock.ts';
import { Redactor } from '../transcript/redactor.ts';
import type { RunFlags } from './flags.ts';
import { type Interruption, interruption } from './interruption.ts';

/** The flags of `simulate service` as commander gives them. */
export type SimulateFlags = Pick<RunFlags, 'ca' | 'pin' | 'insecure' | 'maxTime'> & {
  readonly properties?: string;
  /** False with --no-pings. */
  readonly pings: boolean;
};

/** The guide's, but for the period: nobody would wait a minute for a reconnect. */
const PROPERTIES: NbwssProperties = { ...defaultProperties, connectionPeriodSeconds: 2 };
/** A batch is to be seen whole. */
const COLUMNS = 8_000;
const [USAGE, TIME_RAN_OUT] = [2, 3];

/** `simulate service`: the reference service against the user's endpoints, until the input ends; gives the exit code. */
export async function simulateCommand(files: readonly string[], flags: SimulateFlags): Promise<number> {
  const properties = propertiesOf(flags, PROPERTIES);
  const { descriptors, trust } = await givenEndpoints(files, flags);
  const endpoints = readable(descriptors);
  const redactor = new Redactor();
  new Tokens(redactor).seats(endpoints);
  const write = (stream: NodeJS.WritableStream, text: string) => void stream.write(`${visible(redactor.redact(text))}\n`);
  const say = (line: string) => write(process.stdout, line);
  const complain = (sentence: string) => write(process.stderr, `nbwss-conformance: ${sentence}`);
  const isDescribedByInput = files.includes('-');
  introduction(endpoints, properties, isDescribedByInput).forEach(say);
  const stop = interruption(flags.maxTime);
  // Closing the terminal ends it too, for there are tokens on disk; where there is none, whoever had SIGHUP ignored means it.
  if (process.stdin.isTTY) process.on('SIGHUP', hangUp);
  try {
    const simulation = await startSimulation({
      descriptors: descriptors.map(({ text }) => text),
      trust,
      properties,
      // Redacted by the log already: a placeholder would not survive it twice.
      tell: wireLog(redactor, systemClock, (entry) => void process.stdout.write(`${entryLine(entry, 0, COLUMNS)}\n`)),
      withPings: flags.pings,
    });
    try {
      const input = isDescribedByInput ? null : listenToInput(process.stdin, simulation, { say, complain });
      const done = input?.ended.then(() => simulation.acknowledged());
      await Promise.race([aborted(stop), ...(done === undefined ? [] : [done])]);
      if (!stop.signal.aborted) return input?.refused() === 0 || process.stdin.isTTY ? 0 : USAGE;
      if (stop.exitCode() === undefined) complain(timeRanOut(flags.maxTime ?? 0, simulation.waiting()));
      return stop.exitCode() ?? TIME_RAN_OUT;
    } finally {
      // An open standard input would keep the process alive.
      process.stdin.destroy();
      await simulation.stop();
    }
  } finally {
    process.off('SIGHUP', hangUp);
    stop.dispose();
  }
}

/** The endpoints of one or more groups; throws a UsageError for what NetBackup's dialog would refuse. */
async function givenEndpoints(files: readonly string[], flags: SimulateFlags): Promise<EndpointCandidate> {
  const url = files.find(isUrl);
  if (url !== undefined)
    throw new UsageError('descriptors: expected files or -, got a URL; save what it gives as a file, and give that.');
  const candidate = await acceptedCandidate(files, reachOf(flags));
  // Here one NetBackup has all groups.
  refuseHostTwice(readable(candidate.descriptors));
  return candidate;
}

function introduction(
  descriptors: readonly Descriptor[],
  properties: NbwssProperties,
  isDescribedByInput: boolean,
): readonly string[] {
  return [
    ...descriptors.map(({ groupId, priority, url }) => `endpoint of ${groupId}, priority ${priority}: ${url}`),
    `properties: ${writeProperties(properties).trimEnd().replaceAll('\n', ', ')}`,
    isDescribedByInput
      ? 'events: none, standard input was the descriptor; Ctrl-C ends the simulation'
      : 'events: one a line on standard input; help lists them',
  ];
}

const hangUp = (): void => void process.kill(process.pid, 'SIGTERM');

const aborted = ({ signal }: Interruption): Promise<void> =>
  new Promise((resolve) => {
    if (signal.aborted) resolve();
    signal.addEventListener('abort', () => resolve());
  });

function timeRanOut(seconds: number, waiting: number): string {
  const got =
    waiting === 0 ? 'an input that still goes on' : `${waiting === 1 ? '1 entry' : `${waiting} entries`} not acknowledged`;
  return `--max-time ${seconds}: expected the input to end and all of it to be acknowledged, got ${got}; see above what the endpoint did.`;
}
