import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Hooks } from '../candidate/hooks.ts';
import { endpointInvariants } from '../check/invariants/endpoint-invariants.ts';
import type { Trust } from '../peer/dial.ts';
import { loadCorpus } from '../plan/corpus.ts';
import { readRegister } from '../plan/register.ts';
import { selectScenarios } from '../plan/select.ts';
import type { Descriptor } from '../protocol/descriptor-schema.ts';
import { exitCodeOf } from '../result/exit-code.ts';
import type { Result } from '../result/result.ts';
import { runEndpoint } from '../run/run-endpoint.ts';
import { checkRunFolder, writeRun } from '../run/run-folder.ts';
import { systemClock } from '../transcript/clock.ts';
import type { Entry, Transcript } from '../transcript/entry.ts';
import { consoleOf } from './console.ts';
import type { RunFlags } from './flags.ts';
import { interruption } from './interruption.ts';
import { readDescriptors } from './read-descriptors.ts';
import { profileOf, type ReporterChoice, readNamed, reporterChoices } from './run-options.ts';
import { toolOf } from './tool.ts';
import { UsageError } from './usage-error.ts';
import { waitForPort } from './wait-for-port.ts';

/** What is driven: the user's group, or the embedded reference and how to stop it. */
interface Candidate {
  readonly descriptors: readonly Descriptor[];
  readonly trust: Trust;
  readonly hooks: Hooks;
  readonly embedded: boolean;
  readonly stop: () => Promise<void>;
}

/** `run endpoint`: drives one group of endpoints and gives the exit code (contracts.md §1). */
export async function runEndpointCommand(sources: readonly string[], flags: RunFlags): Promise<number> {
  const register = readRegister();
  const corpus = await loadCorpus('endpoint', register);
  const scenarios = selectScenarios(
    corpus,
    register,
    { select: flags.select, skip: flags.skip, requirements: flags.requirement },
    new Set(Object.keys(endpointInvariants)),
  );
  const profile = profileOf(flags);
  const reporters = reporterChoices(flags.reporter);
  checkRunFolder(flags.output);
  const candidate = await candidateOf(sources, flags);
  const stop = interruption(flags.maxTime);
  const startUpMs = performance.now();
  const entries = new Map<string, readonly Entry[]>();
  const output = consoleOf(flags, reporters, register, (transcript) => entries.get(transcript) ?? []);
  try {
    if (flags.waitFor !== undefined) await waitForPort(candidate.descriptors, flags.waitFor, stop.signal);
    const { result, transcripts } = await runEndpoint({
      descriptors: candidate.descriptors,
      trust: candidate.trust,
      hooks: candidate.hooks,
      profile,
      register,
      scenarios,
      record: {
        tool: toolOf(register, corpus),
        role: 'endpoint',
        candidate: { name: flags.name ?? null, build: flags.build ?? null, embedded: candidate.embedded },
        plan: { selected: scenarios.length, of: corpus.scenarios.length, shard: null },
        seed: register.seed,
      },
      replayOf: (id) => replayCommand(sources, flags, id),
      clock: systemClock,
      signal: stop.signal,
      listener: (event) => {
        if (event.type !== 'run-ends') output.report(event);
      },
      ...(output.trace === undefined ? {} : { trace: output.trace }),
    });
    for (const { header, entries: lines } of transcripts) entries.set(header.scenario, lines);
    const texts = new Map<string, string>();
    for (const { name, file } of reporters) texts.set(file, await rendered(name, result));
    const beside = new Map([...texts].filter(([file]) => isPlainName(file, reporters)));
    writeRun(flags.output, result, transcripts, beside);
    for (const [file, text] of texts) if (!beside.has(file)) writeReport(file, text);
    output.note(`${join(flags.output, 'result.json')} and ${transcripts.length} transcripts written`);
    output.note(timing(result.durationMs, transcripts, startUpMs));
    output.report({ type: 'run-ends', result });
    return stop.exitCode() ?? exitCodeOf(result);
  } finally {
    stop.dispose();
    await candidate.stop();
  }
}

async function candidateOf(sources: readonly string[], flags: RunFlags): Promise<Candidate> {
  if (sources.length === 0) {
    // Loaded only here: making certificates needs libraries that a real candidate does not.
    const { startEndpointGroup } = await import('../reference/endpoint/endpoint-group.ts');
    const group = await startEndpointGroup();
    return {
      descriptors: group.descriptors,
      trust: { ca: group.ca, pin: null, insecure: false },
      hooks: group.hooks,
      embedded: true,
      stop: group.stop,
    };
  }
  const descriptors = readDescriptors(sources, process.env);
  const groups = [...new Set(descriptors.map(({ groupId }) => groupId))];
  if (groups.length > 1) {
    throw new UsageError(
      `descriptors: expected endpoints of one groupId, got ${groups.length} (${groups.slice(0, 3).join(', ')}); run each group by itself.`,
    );
  }
  const ca = flags.ca === undefined ? null : readNamed('--ca', flags.ca, 'a PEM file of certificates');
  if (ca !== null && !ca.includes('-----BEGIN CERTIFICATE-----')) {
    throw new UsageError(`--ca ${flags.ca}: expected a PEM file of certificates, got something else; convert it to PEM.`);
  }
  return {
    descriptors,
    trust: { ca, pin: flags.pin ?? null, insecure: flags.insecure ?? false },
    hooks: {},
    embedded: false,
    stop: async () => {},
  };
}

/** How the time was spent: a run should be little more than its waits for the candidate. */
function timing(durationMs: number, transcripts: readonly Transcript[], startUpMs: number): string {
  const timers = transcripts.flatMap(({ entries }) => entries).filter((entry) => entry.kind === 'timer');
  const waitedMs = timers.reduce((sum, { elapsedMs }) => sum + elapsedMs, 0);
  const seconds = (milliseconds: number) => `${(milliseconds / 1000).toFixed(2)} s`;
  return `${seconds(durationMs)}, of which ${seconds(waitedMs)} waiting for the candidate; start-up ${seconds(startUpMs)}`;
}

/** A format is loaded when it is asked for. */
async function rendered(name: string, result: Result): Promise<string> {
  if (name === 'junit') return (await import('../report/junit.ts')).junit(result);
  throw new Error(`reporter ${name} is listed and not built`);
}

/** A report without a path of its own lies in the output folder, and is moved in with the rest. */
const isPlainName = (file: string, reporters: readonly ReporterChoice[]): boolean =>
  reporters.some((reporter) => reporter.file === file) && file === 'junit.xml';

function writeReport(file: string, text: string): void {
  if (file === '-') process.stdout.write(text);
  else writeFileSync(file, text);
}

/** A command line that drives one scenario, with its controls, against the same candidate. */
function replayCommand(sources: readonly string[], flags: RunFlags, id: string): string {
  const words = ['npx', 'nbwss-conformance', 'run', 'endpoint', ...sources];
  if (flags.ca !== undefined) words.push('--ca', flags.ca);
  if (flags.pin !== undefined) words.push('--pin', flags.pin);
  if (flags.insecure === true) words.push('--insecure');
  if (flags.properties !== undefined) words.push('--properties', flags.properties);
  words.push('--select', id);
  return words.map(quoted).join(' ');
}

const quoted = (word: string): string => (/^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`);
