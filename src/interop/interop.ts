import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { packageRoot } from '../protocol/package-root.ts';
import { driveStack } from './drive-stack.ts';
import { type Driven, page } from './page.ts';
import { type Stack, stacksIn } from './stack.ts';

const root = fileURLToPath(packageRoot());
const say = (line: string): boolean => process.stdout.write(`${line}\n`);
const output = ({ role, name }: Stack, round: number): string =>
  join(root, 'reports/interop', `${role}-${name}${round === 1 ? '' : `-${round}`}`);

/** Drives the stacks named (`endpoint`, `go-gorilla`, `endpoint/go-gorilla`; none: all), and gives the exit code. */
async function interop(names: readonly string[], hogs: number, repeat: number): Promise<number> {
  const all = stacksIn(join(root, 'fixtures/interop'));
  const isNamed = ({ role, name }: Stack, wanted: string) => [role, name, `${role}/${name}`].includes(wanted);
  const areKnown = names.every((wanted) => all.some((stack) => isNamed(stack, wanted)));
  if (!areKnown || !(hogs >= 0) || !(repeat >= 1)) {
    const known = all.map(({ role, name }) => `${role}/${name}`);
    say(`usage: npm run interop -- [--hogs n] [--repeat n] [endpoint | service | ${known.join(' | ')}]…`);
    return 2;
  }
  const driven: Driven[] = [];
  let isGood = true;
  for (const stack of all.filter((each) => names.length === 0 || names.some((wanted) => isNamed(each, wanted)))) {
    const one = await driveStack(stack, { hogs, repeat, output, say });
    isGood &&= one.isGood;
    if (one.first !== null) driven.push(one.first);
  }
  if (driven.length === all.length && isGood) {
    mkdirSync(join(root, 'docs'), { recursive: true });
    writeFileSync(join(root, 'docs/interop.md'), page(driven));
  } else say('docs/interop.md is left as it is, since not every stack was driven and is explained');
  return isGood ? 0 : 1;
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { hogs: { type: 'string', default: '0' }, repeat: { type: 'string', default: '1' } },
});
process.exitCode = await interop(positionals, Number(values.hogs), Number(values.repeat));
