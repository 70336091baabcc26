import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmdirSync, rmSync, statSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { member } from '../protocol/codec.ts';
import { parsedJson } from '../protocol/parsed-json.ts';
import { formats } from '../report/formats.ts';
import type { Result } from '../result/result.ts';
import { RESULT } from '../run/read-run.ts';
import { RunFolderError } from '../run/run-folder-error.ts';
import { INDEX, readIndex } from '../run/run-index.ts';
import { bytesOf, fileNameOf } from '../run/transcript-file.ts';
import type { Transcript } from '../transcript/entry.ts';

/** As every result of ours says. */
const TOOL = 'nbwss-conformance';
/** What a run may leave in its folder; anything else belongs to somebody else. */
const ours = new Set([
  RESULT,
  'transcripts',
  'replays',
  ...Object.values(formats).flatMap(({ file }) => (file === '-' ? [] : [file])),
]);
/** What its folders may hold. */
const held: readonly (readonly [folder: string, pattern: RegExp])[] = [
  ['transcripts', /\.jsonl$/],
  ['replays', /\.json$/],
  ...Object.values(formats).flatMap(({ file, holds }) => (holds === undefined ? [] : [[file, holds] as const])),
];

/** Throws a RunFolderError where the folder is not an earlier run of ours, or several, with nothing else in it. */
export function checkRunFolder(folder: string): void {
  if (!existsSync(folder)) return;
  if (!statSync(folder).isDirectory())
    throw new RunFolderError(`--output ${folder}: expected a folder, got a file; choose another name.`);
  const foreign = foreignIn(folder);
  if (foreign !== undefined) {
    throw new RunFolderError(
      `--output ${folder}: expected an empty folder or an earlier run, got one that holds ${foreign}; choose another folder.`,
    );
  }
}

/** The same, and throws where nothing could be written there: before anything is driven. */
export function claimRunFolder(folder: string): void {
  checkRunFolder(folder);
  const parent = dirname(resolve(folder));
  try {
    mkdirSync(parent, { recursive: true });
    rmdirSync(mkdtempSync(join(parent, '.nbwss-')));
  } catch (error) {
    const got = error instanceof Error && 'code' in error ? String(error.code) : 'an error';
    throw new RunFolderError(`--output ${folder}: expected a folder that can be written, got ${got}; choose another folder.`);
  }
}

/** Something in a folder that no run of ours has left there, undefined for nothing. */
function foreignIn(folder: string): string | undefined {
  const names = readdirSync(folder).filter((name) => name !== '.gitkeep');
  const indexed = foldersOf(folder);
  if (names.length > 0 && indexed.size === 0 && !isResult(join(folder, RESULT))) return `${names[0]} and no result of ours`;
  return (
    names.find((name) => !ours.has(name) && !indexed.has(name)) ??
    held.map(([name, pattern]) => otherThan(pattern, folder, name)).find((other) => other !== undefined)
  );
}

/** Whether a file is a result of ours, of whichever version. */
function isResult(file: string): boolean {
  try {
    return member(member(parsedJson(readFileSync(file, 'utf8')), 'tool'), 'name') === TOOL;
  } catch {
    return false;
  }
}

/** The runs that an index of ours names, and the index; each is looked at like the folder itself. */
function foldersOf(folder: string): ReadonlySet<string> {
  const index = readIndex(folder);
  if (index === null) return new Set();
  for (const run of index.runs) checkRunFolder(join(folder, run.folder));
  return new Set([INDEX, ...index.runs.map((run) => run.folder)]);
}

function otherThan(pattern: RegExp, folder: string, name: string): string | undefined {
  const root = join(folder, name);
  if (!existsSync(root)) return undefined;
  if (!statSync(root).isDirectory()) return `a file ${name}`;
  return readdirSync(root, { recursive: true, withFileTypes: true }).find(
    (entry) => !(entry.isDirectory() || (entry.isFile() && pattern.test(entry.name))),
  )?.name;
}

/** A report beside the result, by its file name. */
export type ReportFiles = ReadonlyMap<string, string>;

/**
 * Writes a run: everything beside the folder first, then moved in, `result.json` last, so that a folder with a valid
 * result is a whole run whenever we are stopped.
 */
export async function writeRun(
  folder: string,
  result: Result,
  transcripts: readonly Transcript[],
  reports: ReportFiles,
): Promise<void> {
  const target = resolve(folder);
  mkdirSync(dirname(target), { recursive: true });
  const staging = mkdtempSync(join(dirname(target), `.${basename(target)}-`));
  try {
    const files = new Map<string, string | Buffer>([
      ...transcripts.map((one) => [fileNameOf(one.header.scenario), bytesOf(one)] as const),
      ...reports,
      [RESULT, `${JSON.stringify(result, null, 2)}\n`],
    ]);
    for (const folderOf of new Set([...files.keys()].map((name) => dirname(name))))
      mkdirSync(join(staging, folderOf), { recursive: true });
    // Other groups go on meanwhile.
    await Promise.all([...files].map(([name, text]) => writeFile(join(staging, name), text)));
    clearRunFolder(target);
    mkdirSync(target, { recursive: true });
    for (const name of readdirSync(staging)) if (name !== RESULT) renameSync(join(staging, name), join(target, name));
    renameSync(join(staging, RESULT), join(target, RESULT));
  } finally {
    rmSync(staging, { recursive: true, force: true });
  }
}

/**
 * Removes an earlier run, or several with their index, the result first: from then on the folder is no run. Throws a RunFolderError,
 * before anything is removed, where the folder holds anything else.
 */
export function clearRunFolder(folder: string): void {
  checkRunFolder(folder);
  for (const name of [RESULT, ...ours, ...foldersOf(folder)]) rmSync(join(folder, name), { recursive: true, force: true });
}
