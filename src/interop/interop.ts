import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { packageRoot } from '../protocol/package-root.ts';
import { build, drive } from './drive.ts';
import { type Finding, findingsOf } from './findings.ts';
import { type Driven, page } from './page.ts';
import { startHogs } from './processes.ts';
import { lacks, type Stack, stacksIn } from './stack.ts';

const root = fileURLToPath(packageRoot());
/** It follows from another finding, and says nothing more. */
const CONTROL_NOT_PASSED = 'control-not-passed';
const say = (line: string): boolean => process.stdout.write(`${line}\n`);

/** Drives the stacks named (`endpoint`, `go-gorilla`, `endpoint/go-gorilla`; none: all), and gives the exit code. */
async function interop(names: readonly string[], hogs: number, repeat: number): Promise<number> {
  const all = stacksIn(join(root, 'fixtures/interop'));
  const matches = ({ role, name }: Stack, wanted: string) => [role, name, `${role}/${name}`].includes(wanted);
  const unknown = names.find((wanted) => !all.some((stack) => matches(stack, wanted)));
  if (unknown !== undefined || !Number.isInteger(hogs) || !(repeat >= 1)) {
    say(`usage: npm run interop -- [--hogs n] [--repeat n] [${all.map(({ role, name }) => `${role}/${name}`).join(' | ')}]`);
    return 2;
  }
  const driven: Driven[] = [];
  let isGood = true;
  for (const stack of all.filter((each) => names.length === 0 || names.some((wanted) => matches(each, wanted)))) {
    const missing = lacks(stack);
    if (missing !== null) {
      say(`${stack.role}/${stack.name} → skipped: ${missing}`);
      continue;
    }
    const buildFolder = build(stack);
    const verdicts = new Set<string>();
    for (let round = 1; round <= repeat; round += 1) {
      const one = await driveOnce(stack, buildFolder, hogs, round);
      verdicts.add(one.result.verdict);
      isGood &&= one.result.complete && one.findings.every(({ why }) => why !== null);
      if (round === 1) driven.push(one);
    }
    if (verdicts.size > 1) say(`  the verdict is not stable: ${[...verdicts].join(', ')}`);
    isGood &&= verdicts.size === 1;
  }
  if (driven.length === all.length) {
    mkdirSync(join(root, 'docs'), { recursive: true });
    writeFileSync(join(root, 'docs/interop.md'), page(driven));
  } else say('docs/interop.md is left as it is, since not every stack was driven');
  return isGood ? 0 : 1;
}

async function driveOnce(stack: Stack, buildFolder: string, hogs: number, round: number): Promise<Driven> {
  const output = join(root, 'reports/interop', `${stack.role}-${stack.name}${round === 1 ? '' : `-${round}`}`);
  const from = performance.now();
  const endHogs = startHogs(hogs);
  const result = await drive(stack, buildFolder, output).finally(endHogs);
  const seconds = ((performance.now() - from) / 1000).toFixed(1);
  const findings = findingsOf(result, stack);
  say(`${stack.role}/${stack.name} → ${result.verdict} in ${seconds} s`);
  const follow = findings.filter(({ check }) => check.reason === CONTROL_NOT_PASSED);
  for (const { check, why } of findings)
    if (check.reason !== CONTROL_NOT_PASSED) say(`  ${told(check)}${why === null ? '' : `\n    explained: ${why}`}`);
  if (follow.length > 0) say(`  ${follow.length} more checks are untestable, since they rely on one of these`);
  return { stack, versions: versionsOf(stack), result, findings };
}

const told = ({ id, verdict, reason, message, expected, actual }: Finding['check']): string =>
  `${verdict} ${id} (${reason}): ${message}${expected === null ? '' : ` Expected ${expected}, got ${actual}.`}`;

function versionsOf({ needs }: Stack): readonly string[] {
  const packages = [...new Set(Object.values(needs))];
  const { stdout } = spawnSync('dpkg-query', ['-W', '-f', '${Package} ${Version}\\n', ...packages], { encoding: 'utf8' });
  return (stdout ?? '').split('\n').filter((line) => line !== '');
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { hogs: { type: 'string', default: '0' }, repeat: { type: 'string', default: '1' } },
});
process.exitCode = await interop(positionals, Number(values.hogs), Number(values.repeat));
