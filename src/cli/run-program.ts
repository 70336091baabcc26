import { type Command, Option } from 'commander';
import { allowPrivate, reporterHelp, suites } from './common-options.ts';
import { collected, pin, type RunFlags, runs, seconds, seed, shard } from './flags.ts';
import type { RunServiceFlags } from './run-service-command.ts';

const epilogue = `
Examples:
  nbwss-conformance run endpoint                                  the embedded reference group
  nbwss-conformance run endpoint endpoint.json --ca ca.pem        your endpoint, from its descriptor
  nbwss-conformance run endpoint a.json b.json                    a server group of two; of two groups, each by itself
  nbwss-conformance run endpoint endpoint.json --shard 2/3        a third of the work; then merge puts all together
  nbwss-conformance run endpoint https://cloud.example/nbu.json   the same, where the provider gives a URL
  nbwss-conformance run endpoint endpoint.json --select 'batching/*'
  nbwss-conformance run endpoint endpoint.json --baseline accepted.yaml --update-baseline

Exit codes: 0 conformant, 1 nonconformant, 2 usage, 3 inconclusive, 130 SIGINT, 143 SIGTERM.`;

/** What lets a run pass that is not all green, or not one that is. */
function gating(command: Command): Command {
  return command
    .option('--baseline <file>', 'YAML of accepted failures: exit 0 where exactly these are red, 1 where one of them is not')
    .option('--update-baseline', 'write that file from this run; reasons that it has already are kept')
    .option('--strict', 'take warnings for red too')
    .option('--bail', 'end the run of a candidate after the first scenario with something red that the baseline does not accept')
    .option('--repeat <n>', 'run so many times, into a folder each; exit 1 where a check comes to different verdicts', runs)
    .option('--rerun-failed <run>', 'drive only the scenarios in which something was red in a saved run, and their controls');
}

/** What shares one run among several calls. */
const sharing = [
  '--shard <[i/]n>',
  'do the i-th of n parts of the work, for merge to put together (n alone: JOB_COMPLETION_INDEX + 1 of n)',
  shard,
] as const;

/** Which scenarios are driven. */
function choosing(command: Command): Command {
  return command
    .option(
      '--select <glob>',
      'drive only scenarios whose id matches, and their controls; * stands for anything (repeatable)',
      collected,
      [],
    )
    .option('--skip <glob>', 'leave out scenarios whose id matches (repeatable)', collected, [])
    .option('--requirement <id>', 'drive only scenarios that check this row of the register (repeatable)', collected, []);
}

/** What generated cases go by, whichever role is under test. */
function searching(command: Command): Command {
  return command
    .option('--seed <n|random>', 'what is generated follows from it (default: the same every time)', seed)
    .option(
      '--fuzz-runs <n>',
      'how many cases a search drives at most, fewer where a case takes a connection (default: 200, or what fits 10 s)',
      runs,
    )
    .option('--replay <file>', 'drive exactly the case of a file from the replays folder of a run');
}

/** `run endpoint`. */
export function endpointProgram(command: Command): Command {
  return gating(searching(choosing(command)))
    .description('judges cloud application endpoints (none given: the embedded reference group)')
    .argument('[descriptor...]', 'descriptors of one server group, or of several: files, https URLs, or - for standard input')
    .option(...suites)
    .option('--ca <file>', 'PEM of the authority that vouches for the endpoint, instead of the system roots')
    .option('--pin <sha256:…>', 'accept exactly this public key, whoever issued the certificate; the name is still checked', pin)
    .option('--insecure', 'do not verify the certificate (development only)')
    .option(...allowPrivate)
    .option('--properties <file>', 'nbwss.properties whose timers judge the candidate (default: those of the guide)')
    .addOption(new Option('--edition <edition>', 'edition of the guide where editions differ').choices(['8.0', '8.1.1']))
    .option(...sharing)
    .option('--concurrency <n>', 'how many groups are driven side by side (default: 8)', runs)
    .option('--soak <seconds>', 'how long an idle connection is watched (default: 5)', seconds)
    .option('--wait-for <seconds>', 'wait so long until the port accepts connections', seconds)
    .option('--max-time <seconds>', 'end the run after so long, with a whole report marked incomplete', seconds)
    .option('--name <name>', 'name of the candidate, for reports')
    .option('--build <build>', 'build of the candidate, for reports')
    .option('--output <folder>', 'where result.json, transcripts and reports go', 'reports/endpoint')
    .option('--reporter <name[=file]>', reporterHelp, collected, [])
    .option(
      '--config <file>',
      'YAML or JSON with hooks, capabilities, properties and flags (default: nbwss-conformance.config.yaml or .json here)',
    )
    .option('--dry-run', 'say what the candidate would see, and send nothing')
    .option('--trace', 'print everything that crosses the wire, live, on standard error')
    .option('--quiet', 'print nothing but errors')
    .addHelpText('after', epilogue)
    .action(async (files: string[], flags: RunFlags, self: Command) => {
      const { runEndpointCommand } = await import('./run-endpoint-command.ts');
      process.exitCode = await runEndpointCommand(files, flags, (flag) => self.getOptionValueSource(flag) === 'cli');
    });
}

const serviceEpilogue = `
The command is spawned without a shell, once for each set of scenarios that can share a process, with NBWSS_HOME and NBWSS_API_URL in
its environment and events on its standard input; the README says what lies in the folder and what an event is. A run takes some 15 s,
at most a minute.

Examples:
  nbwss-conformance run service                                   the embedded reference service
  nbwss-conformance run service -- python3 my_service.py          your service
  nbwss-conformance run service --select 'keep-alive/*' -- ./my-service --verbose

Exit codes: 0 conformant, 1 nonconformant, 2 usage, 3 inconclusive, 130 SIGINT, 143 SIGTERM.`;

/** `run service`. */
export function serviceProgram(command: Command): Command {
  return gating(searching(choosing(command)))
    .description('judges a service that connects as NetBackup does (no command: the embedded reference service)')
    .argument('[command...]', 'after --: the command that starts the service, and its arguments')
    .option(...sharing)
    .option(...suites)
    .option('--startup <seconds>', 'how long it has to reach a first endpoint (default: 30)', seconds)
    .option('--concurrency <n>', 'how many of its processes run side by side (default: 12)', runs)
    .option('--max-time <seconds>', 'end the run after so long, with a whole report marked incomplete', seconds)
    .option('--name <name>', 'name of the candidate, for reports')
    .option('--build <build>', 'build of the candidate, for reports')
    .option('--output <folder>', 'where result.json, transcripts and reports go', 'reports/service')
    .option('--reporter <name[=file]>', reporterHelp, collected, [])
    .option('--trace', 'print everything that crosses the wire, live, on standard error')
    .option('--quiet', 'print nothing but errors')
    .addHelpText('after', serviceEpilogue)
    .action(async (words: string[], flags: RunServiceFlags) => {
      const { runServiceCommand } = await import('./run-service-command.ts');
      process.exitCode = await runServiceCommand(words, flags);
    });
}
