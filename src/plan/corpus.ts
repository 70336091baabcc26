import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { Role } from '../protocol/message.ts';
import { type EndpointScenario, phases, type Scenario, type ScenarioOf } from '../scenario/scenario.ts';
import { CorpusError } from './corpus-error.ts';
import { loadExtraSuites } from './extra-suites.ts';
import type { Register } from './register.ts';

/** All scenarios of one role in the order in which they are driven, and the digest of their files. */
export interface Corpus<S extends Scenario = EndpointScenario> {
  readonly scenarios: readonly S[];
  /** `sha256:` over the names and bytes of the scenario files, those of the user's own included. */
  readonly digest: string;
}

/** The areas in the order in which they are driven within a phase; others follow by name. */
const areas: Readonly<Record<Role, readonly string[]>> = {
  endpoint: [
    'registration',
    'handshake',
    'ack-timeouts',
    'batching',
    'id-mismatch',
    'pong-misses',
    'commands',
    'failover',
    'invalid-token',
  ],
  service: [
    'connect',
    'token',
    'registration',
    'notifications',
    'acknowledgement',
    'commands',
    'keep-alive',
    'decoder',
    'groups',
    'delivery',
    'properties',
  ],
};

/** The folder of the suites beside this code: `suites/` in the sources, `dist/suites/` in the package. */
const suitesFolder = fileURLToPath(new URL('../../suites/', import.meta.url));

/**
 * Discovers the scenarios of a role: every file below `suites/<role>/`, whose path is its id, and those in further folders of the
 * user's (`--suites`). Throws a CorpusError that names the file when an id is wrong or used twice, a check names no row of the
 * register, or controls form a cycle.
 */
export async function loadCorpus<R extends keyof ScenarioOf>(
  role: R,
  register: Register,
  folders: readonly string[] = [],
): Promise<Corpus<ScenarioOf[R]>> {
  const root = join(suitesFolder, role);
  const files = readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.(ts|js)$/.test(file) && !/\.(test|d)\.(ts|js)$/.test(file))
    .sort();
  const hash = createHash('sha256');
  const scenarios = await Promise.all(
    files.map(async (file) => {
      const path = join(root, file);
      hash.update(`${file.replace(/\.(ts|js)$/, '')}\0`).update(readFileSync(path));
      const { default: scenario } = (await import(pathToFileURL(path).href)) as { default?: ScenarioOf[R] };
      return checked(scenario, relative(root, path).split(sep).join('/'), register);
    }),
  );
  const extra: ScenarioOf[R][] = [];
  for (const folder of folders) {
    for (const { scenario, bytes } of await loadExtraSuites(folder, role, register)) {
      const owner = scenarios.some(({ id }) => id === scenario.id) ? 'of the suites themselves' : 'of an earlier one';
      if ([...scenarios, ...extra].some(({ id }) => id === scenario.id))
        throw new CorpusError(`--suites ${folder}: ${scenario.id}: expected a new id, got one ${owner}; rename the file.`);
      hash.update(`${scenario.id}\0`).update(bytes);
      extra.push(scenario);
    }
  }
  return { scenarios: inOrder([...scenarios, ...extra]), digest: `sha256:${hash.digest('hex')}` };
}

function checked<S extends Scenario>(scenario: S | undefined, file: string, register: Register): S {
  const id = file.replace(/\.(ts|js)$/, '');
  if (scenario?.id === undefined)
    throw new CorpusError(`${file}: expected a scenario as default export, got none; export defineScenario(…).`);
  if (scenario.id !== id)
    throw new CorpusError(`${file}: expected the id ${id}, as its path says, got ${scenario.id}; rename one.`);
  const names = Object.keys(scenario.checks);
  if (names.length === 0) throw new CorpusError(`${id}: expected at least one check, got none; add one.`);
  for (const name of names) {
    if (!register.rows.has(name))
      throw new CorpusError(`${id}: expected rows of suites/requirements.json, got ${name}; mend the name.`);
  }
  return scenario;
}

export const areaOf = (id: string): string => id.slice(0, id.indexOf('/'));
/** The scenario that a control belongs to. */
export const scenarioOfCheck = (checkId: string): string => checkId.slice(0, checkId.lastIndexOf(':'));

function rank({ id, phase, role }: Scenario): readonly [number, number, string] {
  const area = areas[role].indexOf(areaOf(id));
  return [phases.indexOf(phase), area < 0 ? areas[role].length : area, id];
}

/** Phase by phase, area by area, and every control before what relies on it. */
function inOrder<S extends Scenario>(scenarios: readonly S[]): readonly S[] {
  const byId = new Map<string, S>();
  for (const scenario of scenarios) {
    if (byId.has(scenario.id)) throw new CorpusError(`${scenario.id}: expected ids to be unique, got it twice; rename one.`);
    byId.set(scenario.id, scenario);
  }
  const sorted = [...scenarios].sort((a, b) => compare(rank(a), rank(b)));
  const placed = new Set<S>();
  const place = (scenario: S, path: readonly string[]) => {
    if (placed.has(scenario)) return;
    if (path.includes(scenario.id))
      throw new CorpusError(`${[...path, scenario.id].join(' → ')}: controls form a cycle; remove one.`);
    for (const control of scenario.reliesOn) place(controlled(control, scenario, byId), [...path, scenario.id]);
    placed.add(scenario);
  };
  for (const scenario of sorted) place(scenario, []);
  return [...placed];
}

function controlled<S extends Scenario>(control: string, { id }: S, byId: ReadonlyMap<string, S>): S {
  const found = byId.get(scenarioOfCheck(control));
  const requirement = control.slice(control.lastIndexOf(':') + 1);
  if (found?.checks[requirement] === undefined) {
    throw new CorpusError(
      `${id}: relies on ${control}, which is no check of any scenario; name one as <scenario>:<requirement>.`,
    );
  }
  return found;
}

function compare(a: readonly (number | string)[], b: readonly (number | string)[]): number {
  for (const [index, left] of a.entries()) {
    const right = b[index] ?? '';
    if (left !== right) return left < right ? -1 : 1;
  }
  return 0;
}
