import { spawnSync } from 'node:child_process';
import { build, drive } from './drive.ts';
import { type Finding, findingsOf } from './findings.ts';
import type { Driven } from './page.ts';
import { startHogs } from './processes.ts';
import { lacks, type Stack } from './stack.ts';

export interface DriveOptions {
  /** Cores kept busy beside each run. */
  readonly hogs: number;
  readonly repeat: number;
  /** Gives the output folder of a round. */
  readonly output: (stack: Stack, round: number) => string;
  readonly say: (line: string) => void;
}

/** It follows from another finding, and says nothing more. */
const CONTROL_NOT_PASSED = 'control-not-passed';

/**
 * Drives one stack as often as asked and says how it went. Gives what the first run gave, null where there was none, and whether
 * all is explained, with the same verdict each time; a stack that lacks its toolchain here is skipped, and good.
 */
export async function driveStack(
  stack: Stack,
  options: DriveOptions,
): Promise<{ readonly first: Driven | null; readonly isGood: boolean }> {
  const name = `${stack.role}/${stack.name}`;
  const missing = lacks(stack);
  if (missing !== null) {
    options.say(`${name} → skipped: ${missing}`);
    return { first: null, isGood: true };
  }
  try {
    const buildFolder = build(stack);
    const runs: Driven[] = [];
    for (let round = 1; round <= options.repeat; round += 1) runs.push(await driveOnce(stack, buildFolder, round, options));
    const verdicts = [...new Set(runs.map(({ result }) => result.verdict))];
    if (verdicts.length > 1) options.say(`${name}: the verdict is not stable: ${verdicts.join(', ')}`);
    return { first: runs[0] ?? null, isGood: verdicts.length === 1 && runs.every(isExplained) };
  } catch (error) {
    options.say(`${name} → not driven: ${error instanceof Error ? error.message : String(error)}`);
    return { first: null, isGood: false };
  }
}

const isExplained = ({ result, findings }: Driven): boolean => result.complete && findings.every(({ why }) => why !== null);

async function driveOnce(stack: Stack, buildFolder: string, round: number, options: DriveOptions): Promise<Driven> {
  const { hogs, output, say } = options;
  const from = performance.now();
  const endHogs = startHogs(hogs);
  const result = await drive(stack, buildFolder, output(stack, round)).finally(endHogs);
  const seconds = ((performance.now() - from) / 1000).toFixed(1);
  const findings = findingsOf(result, stack);
  say(`${stack.role}/${stack.name} → ${result.verdict} in ${seconds} s`);
  const follows = findings.filter(({ check }) => check.reason === CONTROL_NOT_PASSED);
  for (const finding of findings) if (!follows.includes(finding)) say(`  ${told(finding)}`);
  if (follows.length > 0) say(`  ${follows.length} more are untestable, since they rely on one of these`);
  return { stack, versions: versionsOf(stack), result, findings };
}

function told({ check, why }: Finding): string {
  const { id, verdict, reason, message, expected, actual } = check;
  const seen = expected === null ? '' : `; expected ${expected}, got ${actual}`;
  return `${verdict} ${id} (${reason}): ${message}${seen}${why === null ? '' : `\n    explained: ${why}`}`;
}

/** As Debian names them; where there is no dpkg the page goes without. */
function versionsOf({ needs }: Stack): readonly string[] {
  const packages = new Set(Object.values(needs));
  // Asked for none, it would tell of all.
  if (packages.size === 0) return [];
  const { stdout } = spawnSync('dpkg-query', ['-W', ...packages], { encoding: 'utf8' });
  const lines = (stdout ?? '').split('\n').filter((line) => line !== '');
  return lines.map((line) => line.replace('\t', ' '));
}
