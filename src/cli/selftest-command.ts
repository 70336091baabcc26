import { writeFileSync } from 'node:fs';
import { readNamed } from '../api/named-file.ts';
import { UsageError } from '../candidate/usage-error.ts';
import type { Role } from '../protocol/message.ts';
import { loadFaults, loadKnownFaults, loadVariations } from '../selftest/candidates.ts';
import { matrixPage } from '../selftest/page.ts';
import { objections, type Selftest, selftest } from '../selftest/selftest.ts';

export interface SelftestFlags {
  /** Where the matrix is written as a page. */
  readonly page?: string;
  /** A page that must say the same. */
  readonly compare?: string;
  /** All scenarios against each fault. */
  readonly whole?: boolean;
  /** The folder where runs of trials are kept. */
  readonly cache?: string;
  /** Judges again what is kept, instead of driving it. */
  readonly recorded?: boolean;
}

/** As other tools of a checkout have it. */
const CACHE = 'node_modules/.cache/nbwss-conformance';

/**
 * `selftest`: prints the kill matrix, of one role or of both, and gives 1 on a survivor, a false alarm, a check that was never seen to
 * fail, or a stale page, and 3 where our own delay kept something from being judged.
 */
export async function selftestCommand(
  role: Role | undefined,
  flags: SelftestFlags,
  write: (line: string) => void,
): Promise<number> {
  if (role !== undefined) return prove(role, flags, write);
  const [flag] = (['page', 'compare'] as const).filter((name) => flags[name] !== undefined);
  if (flag !== undefined)
    throw new UsageError(`--${flag}: expected a role, whose page it is, got none; say endpoint or service.`);
  const codes: number[] = [];
  // One after the other: each keeps all cores busy.
  for (const each of ['endpoint', 'service'] as const) codes.push(await prove(each, flags, write));
  return Math.max(...codes);
}

async function prove(
  role: Role,
  { page, compare, whole = false, cache, recorded = false }: SelftestFlags,
  write: (line: string) => void,
): Promise<number> {
  const expected = compare === undefined ? undefined : readNamed('--compare', compare, 'a page that --page has written');
  const folder = cache ?? (recorded ? CACHE : undefined);
  const done = await selftest(role, {
    whole,
    ...(folder === undefined ? {} : { recordings: { folder, judgesAgain: recorded } }),
  });
  for (const line of matrix(done)) write(line);
  const text = matrixPage(role, done, await loadFaults(role), await loadVariations(role), loadKnownFaults(role));
  // Of what could not be judged a page would say something wrong.
  const isJudged = done.lagged.length === 0;
  if (page !== undefined && isJudged) writeFileSync(page, text);
  const stale =
    expected === undefined || expected === text || !isJudged
      ? []
      : [`stale: ${compare} does not say what this run shows; write it anew by --page`];
  const wrong = [...objections(done), ...stale];
  for (const line of wrong) write(line);
  for (const name of done.lagged)
    write(`runner-lagged: ${name} could not be judged, since this process itself was too late; try again with less beside it`);
  write(`${role}: ${summary(done, wrong.length)}`);
  return wrong.length > 0 ? 1 : isJudged ? 0 : 3;
}

function matrix({ faults, variations }: Selftest): readonly string[] {
  const width = Math.max(...[...faults, ...variations].map(({ name }) => name.length));
  return [
    ...faults.map(
      ({ name, breaks, killedBy }) =>
        `${name.padEnd(width)}  → ${breaks.requirement}  ${breaks.reason}  (${killedBy ?? 'SURVIVED'})`,
    ),
    ...variations.map(({ name, alarms }) => `${name.padEnd(width)}  = ${alarms.length === 0 ? 'left in peace' : 'FALSE ALARM'}`),
  ];
}

function summary({ lagged, triedAgain, driven, judgedAgain, milliseconds, ...tried }: Selftest, wrong: number): string {
  const isJudged = ({ name }: { readonly name: string }) => !lagged.includes(name);
  const [faults, variations] = [tried.faults.filter(isJudged), tried.variations.filter(isJudged)];
  const survivors = faults.filter(({ killedBy }) => killedBy === null).length;
  const collateral = faults.filter((fault) => fault.collateral.length > 0).length;
  const alarms = variations.filter((variation) => variation.alarms.length > 0).length;
  const again = triedAgain.length === 0 ? '' : `; ${triedAgain.length} tried again alone and slower: ${triedAgain.join(', ')}`;
  const trials = judgedAgain === 0 ? `${driven} trials` : `${judgedAgain} trials judged again, ${driven} driven`;
  const unjudged = lagged.length === 0 ? '' : `; ${lagged.length} not judged: ${lagged.join(', ')}`;
  const seconds = (milliseconds / 1000).toFixed(0);
  return `${faults.length} faults, ${survivors} survivors, ${collateral} with collateral; ${variations.length} variations, ${alarms} false alarms; ${wrong} objections; ${trials}; ${seconds} s${again}${unjudged}`;
}
