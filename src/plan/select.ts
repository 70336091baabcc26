import type { Scenario } from '../scenario/scenario.ts';
import { type Corpus, scenarioOfCheck } from './corpus.ts';
import { CorpusError } from './corpus-error.ts';
import type { Register } from './register.ts';

/** What the user wants to run; all empty means everything. */
export interface Selection {
  /** Globs over scenario ids; `*` stands for any characters. */
  readonly select: readonly string[];
  readonly skip: readonly string[];
  readonly requirements: readonly string[];
}

export const everything: Selection = { select: [], skip: [], requirements: [] };

/**
 * The scenarios to drive, in order: the chosen ones and the controls that they rely on. Throws a CorpusError for a glob or a
 * requirement that matches nothing.
 */
export function selectScenarios<S extends Scenario>(
  { scenarios }: Corpus<S>,
  register: Register,
  selection: Selection,
  invariants: ReadonlySet<string>,
): readonly S[] {
  const chosen = new Set(scenarios);
  if (selection.select.length > 0 || selection.requirements.length > 0) {
    chosen.clear();
    for (const glob of selection.select) for (const scenario of matching(scenarios, glob, '--select')) chosen.add(scenario);
    for (const row of selection.requirements)
      for (const scenario of asking(scenarios, row, register, invariants)) chosen.add(scenario);
  }
  for (const glob of selection.skip) for (const scenario of matching(scenarios, glob, '--skip')) chosen.delete(scenario);
  if (chosen.size === 0) throw new CorpusError('--skip: expected something left to run, got nothing; skip less.');
  return withControls(scenarios, chosen);
}

function matching<S extends Scenario>(scenarios: readonly S[], glob: string, flag: string): readonly S[] {
  const pattern = new RegExp(`^${glob.replace(/[.+?^${}()|[\]\\]/g, '\\$&').replaceAll(/\*+/g, '.*')}$`);
  const found = scenarios.filter(({ id }) => pattern.test(id));
  if (found.length === 0) {
    throw new CorpusError(
      `${flag} ${glob}: expected a glob that matches a scenario, got none; nbwss-conformance list shows them.`,
    );
  }
  return found;
}

function asking<S extends Scenario>(
  scenarios: readonly S[],
  row: string,
  register: Register,
  invariants: ReadonlySet<string>,
): readonly S[] {
  if (!register.rows.has(row)) {
    throw new CorpusError(
      `--requirement ${row}: expected a row of the register, got none of that id; nbwss-conformance list shows them.`,
    );
  }
  const found = scenarios.filter(({ checks }) => Object.hasOwn(checks, row));
  if (found.length > 0) return found;
  // An invariant is judged on whatever the candidate says, so every scenario bears on it.
  if (invariants.has(row)) return scenarios;
  const [{ role } = { role: 'endpoint' as const }] = scenarios;
  const why = register.unchecked[role].get(row) ?? 'it binds the other role';
  throw new CorpusError(`--requirement ${row}: expected a row that is checked, got one that is not (${why}); choose another.`);
}

/** Some scenarios and the controls that they rely on, in order. */
export function withControls<S extends Scenario>(scenarios: readonly S[], chosen: ReadonlySet<S>): readonly S[] {
  const needed = new Set<string>();
  const need = ({ id, reliesOn }: Scenario) => {
    if (needed.has(id)) return;
    needed.add(id);
    for (const control of reliesOn) {
      const found = scenarios.find((scenario) => scenario.id === scenarioOfCheck(control));
      if (found !== undefined) need(found);
    }
  };
  for (const scenario of chosen) need(scenario);
  return scenarios.filter(({ id }) => needed.has(id));
}
