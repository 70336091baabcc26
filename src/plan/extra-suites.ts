import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join, sep } from 'node:path';
import { pathToFileURL } from 'node:url';
import { binds } from '../protocol/binds.ts';
import type { Role } from '../protocol/message.ts';
import { phases, type Scenario, type ScenarioOf } from '../scenario/scenario.ts';
import { sets } from '../scenario/set.ts';
import { CorpusError } from './corpus-error.ts';
import type { Register } from './register.ts';

/** A scenario of the user's own, and what the digest of the suites takes of it. */
export interface ExtraScenario<S extends Scenario> {
  readonly scenario: S;
  readonly bytes: Buffer;
}

const MODULE = /\.m?js$/;
/** An id names files and appears in command lines, so it is spelled as ours are. */
const ID = /^[a-z0-9]+(-[a-z0-9]+)*\/[a-z0-9]+(-[a-z0-9]+)*$/;

/**
 * Loads the scenarios of a role from a folder of the user's (`--suites`): every JavaScript module below `<folder>/<role>/`, whose path
 * is its id. Throws a CorpusError that names the file, what was expected of it and what was got.
 */
export async function loadExtraSuites<R extends Role>(
  folder: string,
  role: R,
  register: Register,
): Promise<readonly ExtraScenario<ScenarioOf[R]>[]> {
  const loaded: ExtraScenario<ScenarioOf[R]>[] = [];
  // One after another, so that of several that are wrong the same one is told every time.
  for (const file of modulesBelow(folder, role)) {
    const path = join(folder, role, file);
    const scenario = checkedShape<R>(await defaultExport(path), path, idOf(file, path), role);
    checkRows(scenario, path, role, register);
    loaded.push({ scenario, bytes: readFileSync(path) });
  }
  return loaded;
}

function modulesBelow(folder: string, role: Role): readonly string[] {
  if (!isFolder(folder))
    throw new CorpusError(
      `--suites ${folder}: expected a folder, got ${existsSync(folder) ? 'a file' : 'none of that name'}; check the path.`,
    );
  const root = join(folder, role);
  const files = isFolder(root) ? readdirSync(root, { recursive: true, encoding: 'utf8' }).sort() : [];
  const modules = files.filter((file) => MODULE.test(file) && !/\.test\.m?js$/.test(file));
  // A scenario that is silently left out would look as if it had been kept.
  const source = files.find((file) => /(?<!\.d)\.[cm]?ts$/.test(file) && !modules.includes(file.replace(/ts$/, 'js')));
  if (source !== undefined && !/\.test\.[cm]?ts$/.test(source))
    throw new CorpusError(`${join(root, source)}: expected a JavaScript module (.js or .mjs), got TypeScript; compile it first.`);
  if (modules.length === 0)
    throw new CorpusError(
      `--suites ${folder}: expected ${role}/<area>/<name>.js below it, got no scenario of this role; put one there or leave the flag out.`,
    );
  return modules;
}

const isFolder = (path: string): boolean => statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;

function idOf(file: string, path: string): string {
  const id = file.split(sep).join('/').replace(MODULE, '');
  if (ID.test(id)) return id;
  throw new CorpusError(
    `${path}: expected a path <area>/<name> of lower-case letters, digits and single hyphens, got ${id}; rename it.`,
  );
}

async function defaultExport(path: string): Promise<unknown> {
  try {
    const { default: scenario } = (await import(pathToFileURL(path).href)) as { readonly default?: unknown };
    return scenario;
  } catch (error) {
    const why = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
    throw new CorpusError(
      `${path}: expected a module that can be loaded, got ${why.split('\n')[0]}; mend it, or install what it imports.`,
    );
  }
}

/** What a module of somebody else's may get wrong; ours are held to the types. */
function checkedShape<R extends Role>(value: unknown, path: string, id: string, role: R): ScenarioOf[R] {
  if (typeof value !== 'object' || value === null)
    throw new CorpusError(
      `${path}: expected a scenario as default export, got ${value === undefined ? 'none' : typeof value}; export defineScenario(…).`,
    );
  const scenario = value as Record<string, unknown>;
  const wrong = (member: string, expected: string) =>
    new CorpusError(`${path}: ${member}: expected ${expected}, got ${told(scenario[member])}; mend it.`);
  if (scenario['id'] !== id) throw wrong('id', `${id}, as its path says`);
  if (scenario['role'] !== role) throw wrong('role', `${role}, as its path says`);
  if (typeof scenario['title'] !== 'string' || scenario['title'].trim() === '') throw wrong('title', 'a sentence');
  if (typeof scenario['drive'] !== 'function') throw wrong('drive', 'a function');
  if (typeof scenario['observe'] !== 'function') throw wrong('observe', 'a function, as defineScenario(…) gives');
  if (!phases.some((phase) => phase === scenario['phase'])) throw wrong('phase', `one of ${phases.join(', ')}`);
  const { reliesOn, checks } = scenario;
  if (!Array.isArray(reliesOn) || !reliesOn.every((control) => typeof control === 'string'))
    throw wrong('reliesOn', 'a list of check ids');
  if (typeof checks !== 'object' || checks === null || !Object.values(checks).every((check) => typeof check === 'function'))
    throw wrong('checks', 'a function for each row');
  if (role === 'service' && !Object.hasOwn(sets, String(scenario['set'])))
    throw wrong('set', `one of ${Object.keys(sets).join(', ')}`);
  if (role === 'service' && !Array.isArray(scenario['endpoints'])) throw wrong('endpoints', 'a list of endpoints');
  return value as ScenarioOf[R];
}

function checkRows({ checks }: Scenario, path: string, role: Role, { rows }: Register): void {
  if (Object.keys(checks).length === 0) throw new CorpusError(`${path}: expected at least one check, got none; add one.`);
  for (const name of Object.keys(checks)) {
    const row = rows.get(name);
    if (row !== undefined && binds(role, row)) continue;
    throw new CorpusError(
      `${path}: ${name}: expected a row of the register that binds the role ${role}, got ${row === undefined ? 'none of that id' : 'one that does not'}; nbwss-conformance list ${role} shows them.`,
    );
  }
}

function told(value: unknown): string {
  if (value === undefined) return 'nothing';
  return typeof value === 'string' ? JSON.stringify(value) : Array.isArray(value) ? 'a list' : typeof value;
}
