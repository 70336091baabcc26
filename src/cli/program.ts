import { Command, Option } from 'commander';
import { version } from '../api/tool.ts';
import type { Role } from '../protocol/message.ts';
import { visible } from '../report/visible.ts';
import type { CompareFlags } from './compare-command.ts';
import { collected, pin, type RunFlags, runs, seconds, seed, shard } from './flags.ts';
import { reporterHelp } from './formats.ts';
import type { MergeFlags } from './merge-command.ts';
import type { ReportFlags } from './report-command.ts';
import type { RunServiceFlags } from './run-service-command.ts';
import type { SelftestFlags } from './selftest-command.ts';
import type { ServeFlags } from './serve-command.ts';
import type { SimulateFlags } from './simulate-command.ts';

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

/** The value of `--suites`. */
interface Suites {
  readonly suites: readonly string[];
}

/** The command line; actions are loaded when they are chosen, so that \`--version\` and \`--help\` stay fast. */
export function program(): Command {
  const root = new Command('nbwss-conformance')
    .description('Conformance test suite for the NetBackup WebSocket Service (NBWSS) protocol')
    .version(version())
    .showSuggestionAfterError()
    .exitOverride()
    .configureOutput({
      outputError: (text, write) =>
        write(`nbwss-conformance: ${text.replace(/^error: /, '').trim()}; --help shows what is expected.\n`),
    });
  const run = inherit(root, root.command('run').description('drives a candidate and judges it'));
  inherit(root, runEndpoint(run.command('endpoint')));
  inherit(root, runService(run.command('service')));
  inherit(root, list(root.command('list')));
  inherit(root, report(root.command('report')));
  inherit(root, merge(root.command('merge')));
  inherit(root, compare(root.command('compare')));
  inherit(root, diff(root.command('diff')));
  inherit(root, rejudge(root.command('rejudge')));
  inherit(root, validate(root.command('validate')));
  inherit(
    root,
    serveEndpoint(inherit(root, root.command('serve').description('the reference, to develop against')).command('endpoint')),
  );
  const simulate = inherit(root, root.command('simulate').description('NetBackup, to develop an endpoint against'));
  inherit(root, simulateService(simulate.command('service')));
  inherit(root, selftest(root.command('selftest')));
  return root;
}

const allowPrivate = ['--allow-private', 'let a descriptor that comes by URL lead to this machine or a private network'] as const;

const inherit = (root: Command, command: Command): Command => command.copyInheritedSettings(root).exitOverride();

/** Scenarios of the user's own beside ours. */
const suites = [
  '--suites <folder>',
  'add scenarios of your own: JavaScript modules <role>/<area>/<name>.js below it that import nbwss-conformance/kit (repeatable)',
  collected,
  [],
] as const;

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

function runEndpoint(command: Command): Command {
  return gating(searching(command))
    .description('judges cloud application endpoints (none given: the embedded reference group)')
    .argument('[descriptor...]', 'descriptors, sorted by server group: files, https URLs, or - for standard input')
    .option(
      '--select <glob>',
      'drive only scenarios whose id matches, and their controls; * stands for anything (repeatable)',
      collected,
      [],
    )
    .option('--skip <glob>', 'leave out scenarios whose id matches (repeatable)', collected, [])
    .option('--requirement <id>', 'drive only scenarios that check this row of the register (repeatable)', collected, [])
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

function runService(command: Command): Command {
  return gating(searching(command))
    .description('judges a service that connects as NetBackup does (no command: the embedded reference service)')
    .argument('[command...]', 'after --: the command that starts the service, and its arguments')
    .option(
      '--select <glob>',
      'drive only scenarios whose id matches, and their controls; * stands for anything (repeatable)',
      collected,
      [],
    )
    .option('--skip <glob>', 'leave out scenarios whose id matches (repeatable)', collected, [])
    .option('--requirement <id>', 'drive only scenarios that check this row of the register (repeatable)', collected, [])
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

function validate(command: Command): Command {
  return command
    .description("does what NetBackup's dialog does at Validate: reads the descriptor and fetches the certificate")
    .argument('<descriptor...>', 'descriptors: files, https URLs, or - for standard input')
    .option('--ca <file>', 'PEM of the authority that vouches for the endpoint, instead of the system roots')
    .option('--pin <sha256:…>', 'accept exactly this public key, whoever issued the certificate', pin)
    .option(...allowPrivate)
    .option('--output <folder>', 'where result.json and the transcript go', 'reports/validate')
    .option('--reporter <name[=file]>', reporterHelp, collected, [])
    .option('--quiet', 'print nothing but errors')
    .action(async (files: string[], flags: RunFlags) => {
      const { validateCommand } = await import('./validate-command.ts');
      process.exitCode = await validateCommand(files, flags);
    });
}

function serveEndpoint(command: Command): Command {
  return command
    .description('a conforming server group of two with hooks, on free ports of this machine, until it is stopped')
    .option('--dir <folder>', 'where descriptors, ca.pem and a config with hooks are written', './nbwss-endpoint')
    .option('--descriptor-url', 'hand out the descriptors by https URL too, and print the command that uses it')
    .option('--fault <name>', 'make it wrong in one way; selftest lists the names')
    .option('--variation <name>', 'make it odd in one conforming way; selftest lists the names')
    .action(async (flags: ServeFlags) => {
      const { serveCommand } = await import('./serve-command.ts');
      await serveCommand(flags, (line) => void process.stdout.write(`${line}\n`));
    });
}

const simulateEpilogue = `
Events are typed or piped on standard input, one a line; "help" lists them: ready-made ones by name, such as backup, or JSON such as
{"object":"JOB","data":{…}}. Everything that crosses the wire is printed as it goes: → from NetBackup, ← from the endpoint, · what
NetBackup makes of it. COMMANDs are answered from a REST API stand-in. Tokens are never printed, and nothing is left on disk.

Examples:
  nbwss-conformance simulate service endpoint.json --ca ca.pem              type events; Ctrl-D or Ctrl-C ends
  nbwss-conformance simulate service a.json b.json                          a server group of two: stop one and see it fail over
  echo backup | nbwss-conformance simulate service endpoint.json --max-time 30
  nbwss-conformance simulate service - < endpoint.json                      standard input is the descriptor; until it is stopped

Exit codes: 0 the input ended and all was acknowledged, 2 usage or a piped line that is no event, 3 --max-time ran out, 130 SIGINT,
143 SIGTERM.`;

function simulateService(command: Command): Command {
  return command
    .description('the reference service as a NetBackup to develop endpoints against')
    .argument('<descriptor...>', 'descriptors of one or more server groups: files, or - for standard input')
    .option('--ca <file>', 'PEM of the authority that vouches for the endpoints, instead of the system roots')
    .option('--pin <sha256:…>', 'accept exactly this public key, whoever issued the certificate; the name is still checked', pin)
    .option('--insecure', 'do not verify the certificate (development only)')
    .option('--properties <file>', "nbwss.properties to go by (default: the guide's values, but connectionInfo.period=2)")
    .option('--max-time <seconds>', 'end after so long, with exit code 3', seconds)
    .option('--no-pings', 'leave out pings and pongs')
    .addHelpText('after', simulateEpilogue)
    .action(async (files: string[], flags: SimulateFlags) => {
      const { simulateCommand } = await import('./simulate-command.ts');
      process.exitCode = await simulateCommand(files, flags);
    });
}

function selftest(command: Command): Command {
  return command
    .description('proves the suites: every fault of the reference is caught, every odd but conforming habit left in peace')
    .addArgument(command.createArgument('[role]', 'the reference to try (none: both)').choices(['endpoint', 'service']))
    .option('--page <file>', 'also write the kill matrix of the role as a page (Markdown)')
    .option('--compare <file>', 'end with 1 where such a page says anything else')
    .option('--whole', 'drive every scenario against each fault of the service, not a sample of those that do not concern it')
    .action(async (role: Role | undefined, flags: SelftestFlags) => {
      const { selftestCommand } = await import('./selftest-command.ts');
      process.exitCode = await selftestCommand(role, flags, (line) => void process.stdout.write(`${line}\n`));
    });
}

function merge(command: Command): Command {
  return command
    .description('makes one run of all that were driven with --shard; exit codes as of run')
    .argument('<run...>', 'the output folders of all shards')
    .option('--baseline <file>', 'YAML of accepted failures, for the run as a whole')
    .option('--update-baseline', 'write that file from this run; reasons that it has already are kept')
    .option('--strict', 'take warnings for red too')
    .option(...suites)
    .option('--output <folder>', 'where the whole run and its reports go', 'reports/merged')
    .option('--reporter <name[=file]>', reporterHelp, collected, [])
    .option('--quiet', 'print nothing but errors')
    .action(async (paths: string[], flags: MergeFlags) => {
      const { mergeCommand } = await import('./merge-command.ts');
      process.exitCode = await mergeCommand(paths, flags);
    });
}

function report(command: Command): Command {
  return command
    .description('tells a saved run once more, and writes reports of it')
    .argument('<run>', 'the output folder of a run, or its result.json')
    .option('--reporter <name[=file]>', reporterHelp, collected, [])
    .option('--quiet', 'print nothing but errors')
    .action(async (run: string, flags: ReportFlags) => {
      const { reportCommand } = await import('./report-command.ts');
      await reportCommand(run, flags);
    });
}

function rejudge(command: Command): Command {
  return command
    .description(
      'judges a saved run again by the suites of this version, from its transcripts alone; nothing is driven or written',
    )
    .argument('<run>', 'the output folder of a run, or its result.json')
    .option(...suites)
    .addHelpText('after', '\nExit codes: 0 no verdict moved for the worse, 1 one did, 2 there is no run to read.')
    .action(async (run: string, flags: Suites) => {
      const { rejudgeCommand } = await import('./rejudge-command.ts');
      process.exitCode = await rejudgeCommand(run, flags.suites, (line) => void process.stdout.write(`${line}\n`));
    });
}

function compare(command: Command): Command {
  return command
    .description('lays saved runs of different implementations side by side, requirement by requirement')
    .argument('<run...>', 'output folders of two runs or more of one role, or their result.json')
    .option('--differences', 'only the rows in which they differ')
    .option(
      '--reporter <name[=file]>',
      'html (compare.html here) or markdown (standard output) instead of text; =- is standard output (repeatable)',
      collected,
      [],
    )
    .option('--markdown', 'the same as --reporter markdown')
    .action(async (runs: string[], flags: CompareFlags) => {
      const { compareCommand } = await import('./compare-command.ts');
      await compareCommand(
        runs,
        flags,
        (text) => void process.stdout.write(text),
        (line) => void process.stderr.write(`${visible(line)}\n`),
      );
    });
}

function diff(command: Command): Command {
  return command
    .description(
      'says which verdicts have changed from one saved run to another, what may have moved them, and where the wire parts',
    )
    .argument('<old>', 'the output folder of a run, or its result.json')
    .argument('<new>', 'that of a later one')
    .addHelpText(
      'after',
      '\nExit codes: 0 no verdict moved for the worse, 1 one did, 2 there are no two runs of one role to read.',
    )
    .action(async (before: string, after: string) => {
      const { diffCommand } = await import('./diff-command.ts');
      process.exitCode = await diffCommand(before, after, (line) => void process.stdout.write(`${line}\n`));
    });
}

function list(command: Command): Command {
  return command
    .description('lists scenarios, their checks, and the requirements with their checks or the reason why there is none')
    .addArgument(command.createArgument('[role]', 'the role under test').choices(['endpoint', 'service']).default('endpoint'))
    .option(...suites)
    .option('--json', 'as JSON and nothing else')
    .action(async (role: Role, flags: Suites & { readonly json?: boolean }) => {
      const { listCommand } = await import('./list-command.ts');
      process.stdout.write(await listCommand(role, flags.suites, flags.json === true));
    });
}
