import { join } from 'node:path';
import { finish } from '../api/finish.ts';
import type { EndpointOrder, PreparedGroup } from '../api/prepare-endpoints.ts';
import type { PreparedRun } from '../api/prepared-run.ts';
import { repeated } from '../api/repeated.ts';
import { claimRunFolder } from '../api/run-folder.ts';
import type { RunsObserver } from '../api/run-observer.ts';
import { sideBySide } from '../api/side-by-side.ts';
import { exitCodeOf } from '../gate/gate.ts';
import { WORST_OF_A_RUN, worstCode } from '../gate/worst-code.ts';
import { visible } from '../report/visible.ts';
import { INDEX } from '../run/run-index.ts';
import { consoleObserver } from './console-observer.ts';
import type { RunFlags } from './flags.ts';
import { type Interruption, interruption } from './interruption.ts';
import type { Timing } from './timing.ts';

/** A prepared run, and how it is made and told. */
interface Telling {
  readonly run: PreparedRun;
  readonly timing: Timing;
  readonly flags: Pick<RunFlags, 'output' | 'repeat' | 'bail' | 'maxTime' | 'quiet' | 'trace'>;
}

/** A group that the time did not suffice for is inconclusive. */
const NOT_COME_TO = 3;

/** Makes a run, or repeats it, tells it on the console and gives its exit code (contracts.md §1). */
export function runAndTell({ run, flags, timing }: Telling): Promise<number> {
  return untilInterrupted(async (stop) => {
    const { output, repeat } = flags;
    const options = { ...flags, signal: stop.signal };
    const observer: RunsObserver = {
      of: (folder = output) => consoleObserver({ flags, run, output: folder, timing }),
      exitCodeOf: (result) => stop.exitCode() ?? exitCodeOf(result),
    };
    if (repeat === undefined) {
      claimRunFolder(output);
      const { result } = await finish(run, options, observer.of(output));
      return observer.exitCodeOf(result);
    }
    const { runs, flaky } = await repeated(run, { ...options, repeat }, observer);
    for (const { check, verdicts } of flaky)
      note(flags, `flaky: ${check}: ${verdicts.map((verdict) => verdict ?? 'none').join(', ')}`);
    note(flags, `${runs.length} runs: ${runs.map(({ result }) => result.verdict).join(', ')}; ${flaky.length} checks flaky`);
    const code = worstCode(runs.map(({ exitCode }) => exitCode));
    return code <= WORST_OF_A_RUN && flaky.length > 0 ? 1 : code;
  });
}

/** Makes the runs of several groups side by side, tells what came of each and gives the worst exit code. */
export function runGroupsAndTell(
  groups: readonly PreparedGroup[],
  order: EndpointOrder,
  { flags, timing }: { readonly flags: RunFlags; readonly timing: Timing },
): Promise<number> {
  return untilInterrupted(async (stop) => {
    const runs = await sideBySide(
      groups,
      { ...order, output: flags.output, signal: stop.signal },
      {
        begins: (count, concurrency) => note(flags, `${count} groups, up to ${concurrency} side by side`),
        of: (run, output) => consoleObserver({ flags, run, output, timing, heading: visible(`Group ${run.groupId}, ${output}`) }),
        exitCodeOf: (result) => stop.exitCode() ?? exitCodeOf(result),
      },
    );
    const verdicts = runs.map(({ verdict }) => verdict ?? 'not run');
    const amounts = [...new Set(verdicts)].map((name) => `${verdicts.filter((verdict) => verdict === name).length} ${name}`);
    note(flags, `${join(flags.output, INDEX)} written: ${amounts.join(', ')}`);
    return stop.exitCode() ?? worstCode(runs.map(({ exitCode }) => exitCode ?? NOT_COME_TO));
  });
}

async function untilInterrupted(run: (stop: Interruption) => Promise<number>): Promise<number> {
  const stop = interruption();
  try {
    return await run(stop);
  } finally {
    stop.dispose();
  }
}

/** A line on several runs. */
function note({ quiet }: Pick<RunFlags, 'quiet'>, text: string): void {
  if (quiet !== true) process.stderr.write(`${visible(text)}\n`);
}
