import { Command } from 'commander';
import type { Role } from '../protocol/message.ts';
import { visible } from '../report/visible.ts';
import { version } from '../run/run-record.ts';
import { allowPrivate, reporterHelp, type Suites, suites } from './common-options.ts';
import type { CompareFlags } from './compare-command.ts';
import { collected, pin, type RunFlags, seconds } from './flags.ts';
import type { MergeFlags } from './merge-command.ts';
import type { ReportFlags } from './report-command.ts';
import { endpointProgram, serviceProgram } from './run-program.ts';
import type { SelftestFlags } from './selftest-command.ts';
import type { ServeFlags } from './serve-command.ts';
import type { SimulateFlags } from './simulate-command.ts';

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
  inherit(root, endpointProgram(run.command('endpoint')));
  inherit(root, serviceProgram(run.command('service')));
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

const inherit = (root: Command, command: Command): Command => command.copyInheritedSettings(root).exitOverride();

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
    .option('--cache <folder>', 'keep what each trial drove there')
    .option(
      '--recorded',
      'judge again what is kept (default: in node_modules/.cache), and drive only what a change may have touched',
    )
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
