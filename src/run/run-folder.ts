import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import type { Result } from '../result/result.ts';
import type { Transcript } from '../transcript/entry.ts';
import { readTranscript, writeTranscript } from '../transcript/jsonl.ts';
import { RunFolderError } from './run-folder-error.ts';
import { INDEX, readIndex } from './run-index.ts';
import { fileNameOf } from './transcript-file.ts';

const RESULT = 'result.json';
/** What a run may leave in its folder; anything else belongs to somebody else. */
const ours = new Set([
  RESULT,
  'junit.xml',
  'report.html',
  'report.md',
  'ctrf.json',
  'results.tap',
  '.gitkeep',
  'transcripts',
  'replays',
  'badges',
]);
/** Of the badges that a run has, so that a folder of somebody's own is not taken for one. */
const badge = /^(core|registration|commands|group)\.(svg|json)$/;

/** Throws a RunFolderError where the folder holds anything that no earlier run of ours has left there. */
export function checkRunFolder(folder: string): void {
  if (!existsSync(folder)) return;
  if (!statSync(folder).isDirectory())
    throw new RunFolderError(`--output ${folder}: expected a folder, got a file; choose another name.`);
  const names = readdirSync(folder);
  const indexed = foldersOf(folder);
  const foreign =
    names.find((name) => !ours.has(name) && !indexed.has(name)) ??
    foreignTranscript(folder, names) ??
    (names.includes('badges') ? readdirSync(join(folder, 'badges')).find((name) => !badge.test(name)) : undefined);
  if (foreign !== undefined) {
    throw new RunFolderError(
      `--output ${folder}: expected an empty folder or an earlier run, got one that holds ${foreign}; choose another folder.`,
    );
  }
}

/** The runs that an index of ours names, and the index; each is looked at like the folder itself. */
function foldersOf(folder: string): ReadonlySet<string> {
  const index = readIndex(folder);
  if (index === null) return new Set();
  for (const run of index.runs) checkRunFolder(join(folder, run.folder));
  return new Set([INDEX, ...index.runs.map((run) => run.folder)]);
}

function foreignTranscript(folder: string, names: readonly string[]): string | undefined {
  if (!names.includes('transcripts')) return undefined;
  const root = join(folder, 'transcripts');
  return readdirSync(root, { recursive: true, encoding: 'utf8' }).find(
    (name) => !name.endsWith('.jsonl') && !statSync(join(root, name)).isDirectory(),
  );
}

/** A report beside the result, by its file name. */
export type Reports = ReadonlyMap<string, string>;

/**
 * Writes a run: everything beside the folder first, then moved in, `result.json` last, so that a folder with a valid
 * result is a whole run whenever we are stopped.
 */
export async function writeRun(
  folder: string,
  result: Result,
  transcripts: readonly Transcript[],
  reports: Reports,
): Promise<void> {
  const target = resolve(folder);
  mkdirSync(dirname(target), { recursive: true });
  const staging = mkdtempSync(join(dirname(target), `.${basename(target)}-`));
  try {
    const files = new Map([
      ...transcripts.map((one) => [fileNameOf(one.header.scenario), writeTranscript(one)] as const),
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
  for (const name of [RESULT, ...ours, ...foldersOf(folder)])
    if (name !== '.gitkeep') rmSync(join(folder, name), { recursive: true, force: true });
}

/** A run as it lies on disk. */
export interface SavedRun {
  readonly result: Result;
  readonly transcripts: ReadonlyMap<string, Transcript>;
}

/** Reads a run folder, or the folder of a result.json; throws a RunFolderError that says what is missing. */
export function readRun(path: string): SavedRun {
  const folder = basename(path) === RESULT ? dirname(path) : path;
  const file = join(folder, RESULT);
  const several = readIndex(folder)?.runs.map((run) => join(folder, run.folder));
  if (!existsSync(file) && several !== undefined)
    throw new RunFolderError(`${path}: expected one run, got a folder of ${several.length}; give one of ${several.join(', ')}.`);
  if (!existsSync(file))
    throw new RunFolderError(`${path}: expected a run (a folder with result.json), got none; give the --output of a run.`);
  const result = parseResult(readFileSync(file, 'utf8'), file);
  const named = [
    ...result.scenarios.flatMap(({ transcript, shared }) => [transcript, shared?.transcript ?? null]),
    result.run.transcript,
    ...(result.plan.shards ?? []).flatMap((shard) => shard.transcripts),
  ].filter((transcript) => transcript !== null);
  const transcripts = [...new Set(named.map(({ file: name }) => name))].map((name) => {
    const source = join(folder, name);
    if (!existsSync(source))
      throw new RunFolderError(`${source}: expected the transcript that result.json names, got no file; run the suite again.`);
    return readTranscript(readFileSync(source, 'utf8'), source);
  });
  return { result, transcripts: new Map(transcripts.map((transcript) => [transcript.header.scenario, transcript])) };
}

function parseResult(text: string, file: string): Result {
  try {
    const result = JSON.parse(text) as Result;
    if (result.schemaVersion === 1) return result;
  } catch {
    // Told below, with what was expected.
  }
  throw new RunFolderError(`${file}: expected a result of schemaVersion 1, got something else; run the suite again.`);
}
