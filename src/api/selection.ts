import { UsageError } from '../candidate/usage-error.ts';
import type { Selection } from '../plan/select.ts';
import type { Role } from '../protocol/message.ts';
import { checksOf } from '../result/checks-of.ts';
import { scenarioOfTranscript } from '../result/cited-scenario.ts';
import type { Result } from '../result/result.ts';
import { isRed } from '../result/verdict.ts';
import { readRun } from '../run/read-run.ts';
import type { ChoiceOptions } from './options.ts';

/** What is driven: what the options say, the one scenario of a replay file, or those that failed in a saved run. */
export async function selectionOf(
  { select = [], skip = [], requirement: requirements = [], rerunFailed, replay }: ChoiceOptions,
  only: string | null,
  role: Role,
): Promise<Selection> {
  if (rerunFailed === undefined) return { select: only === null ? select : [only], skip, requirements };
  if (replay !== undefined || select.length > 0 || requirements.length > 0)
    throw new UsageError(
      '--rerun-failed: expected to choose the scenarios itself, got --select, --requirement or --replay too; leave one out.',
    );
  return { select: await failedIn(rerunFailed, role), skip, requirements };
}

async function failedIn(path: string, role: Role): Promise<readonly string[]> {
  const { result } = await readRun(path);
  if (result.role !== role)
    throw new UsageError(
      `--rerun-failed ${path}: expected a run of role ${role}, got one of ${result.role}; give one of this role.`,
    );
  const failed = redScenarios(result);
  if (failed.length === 0)
    throw new UsageError(`--rerun-failed ${path}: expected a run in which something is red, got none; run everything.`);
  return failed;
}

/** The scenarios with a red check of their own, and those that a red check over the whole run cites. */
export function redScenarios(result: Result): readonly string[] {
  const cited = new Set(
    checksOf({ ...result, scenarios: [] })
      .filter(({ verdict }) => isRed(verdict))
      .flatMap(({ evidence }) => evidence.map(({ transcript }) => scenarioOfTranscript(transcript))),
  );
  return result.scenarios
    .filter(({ id, checks }) => checks.some(({ verdict }) => isRed(verdict)) || cited.has(id))
    .map(({ id }) => id);
}
