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
export const DRIVEN_BY: Readonly<Record<Role, string>> = {
  endpoint: 'src/selftest/trial.js',
  service: 'src/selftest/trial-service.js',
};

/** A drive, and the modules that it stands on. */
interface Drive {
  readonly id: string;
  readonly text: string;
  readonly standsOn: readonly string[];
}

/** The drives of a role's scenarios. */
export async function drivesOf(
  role: Role,
  scenarios: readonly Pick<Scenario, 'id'>[],
  modules: BuiltModules,
): Promise<readonly Drive[]> {
  const compiler = await loadCompiler();
  return scenarios.map(({ id }) => {
    const { text, imports } = driveOf(compiler, modules.textOf(`suites/${role}/${id}.js`));
    return { id, text, standsOn: imports.flatMap((imported) => modules.originOf(imported)) };
  });
}

/** The digests of a role, of a build as it lies there. */
export async function wireDigests(
  role: Role,
  scenarios: readonly Pick<Scenario, 'id'>[],
  modules: BuiltModules = new BuiltModules(),
): Promise<WireDigests> {
  const drives = await drivesOf(role, scenarios, modules);
  const packages = readFileSync(new URL('package-lock.json', packageRoot()), 'utf8');
  return {
    every: modules.digest([DRIVEN_BY[role]], [packages, process.version, String(readRegister().seed)]),
    drives: Object.fromEntries(drives.map(({ id, text, standsOn }) => [id, modules.digest(standsOn, [text])])),
  };
}
