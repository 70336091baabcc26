import { readFileSync } from 'node:fs';
import { readRegister } from '../../plan/register.ts';
import type { Role } from '../../protocol/message.ts';
import { packageRoot } from '../../protocol/package-root.ts';
import type { Scenario } from '../../scenario/scenario.ts';
import { BuiltModules } from './built-modules.ts';
import { driveOf, loadCompiler } from './drive-of.ts';

/** Digests of what shapes the wire of a role's trials. */
export interface WireDigests {
  /** Of all that every trial stands on: our side of the wire, the reference, what drives. */
  readonly every: string;
  /** Of each scenario's drive, by its id. */
  readonly drives: Readonly<Record<string, string>>;
}

/** A run of each role begins here. */
const DRIVEN_BY: Readonly<Record<Role, string>> = {
  endpoint: 'src/selftest/trial.js',
  service: 'src/selftest/trial-service.js',
};

/** The digests of a role, of a build as it lies there. */
export async function wireDigests(
  role: Role,
  scenarios: readonly Pick<Scenario, 'id'>[],
  modules: BuiltModules = new BuiltModules(),
): Promise<WireDigests> {
  const compiler = await loadCompiler();
  const drives = scenarios.map(({ id }) => {
    const module = `suites/${role}/${id}.js`;
    const { text, imports } = driveOf(compiler, modules.textOf(module));
    const standsOn = [...imports.flatMap((imported) => modules.originOf(imported)), ...modules.importsOf(text, module)];
    return [id, modules.digest(standsOn, [text])] as const;
  });
  const packages = readFileSync(new URL('package-lock.json', packageRoot()), 'utf8');
  const every = modules.digest([DRIVEN_BY[role]], [packages, process.version, String(readRegister().seed)]);
  return { every, drives: Object.fromEntries(drives) };
}
