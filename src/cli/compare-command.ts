import { UsageError } from '../api/usage-error.ts';
import { matrix } from '../compare/matrix.ts';
import { readRun } from '../run/run-folder.ts';
import { matrixAsMarkdown, matrixAsText } from './matrix-text.ts';

export interface CompareFlags {
  readonly markdown?: boolean;
  readonly differences?: boolean;
}

/** `compare`: runs side by side, requirement by requirement. */
export function compareCommand(paths: readonly string[], { markdown, differences }: CompareFlags): string {
  const results = paths.map((path) => readRun(path).result);
  const [first] = results;
  if (first === undefined || results.length < 2)
    throw new UsageError(`compare: expected two runs or more, got ${results.length}; name their output folders.`);
  const other = results.findIndex(({ role }) => role !== first.role);
  if (other >= 0)
    throw new UsageError(
      `${paths[other]}: expected a run of role ${first.role} as ${paths[0]} is, got one of ${results[other]?.role}; compare runs of one role.`,
    );
  const side = matrix(results);
  return markdown === true ? matrixAsMarkdown(side, differences === true) : matrixAsText(side, differences === true);
}
