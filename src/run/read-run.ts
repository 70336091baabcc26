import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { packageRoot } from '../protocol/package-root.ts';
import type { Result } from '../result/result.ts';
import type { Transcript } from '../transcript/entry.ts';
import { readTranscript } from '../transcript/jsonl.ts';
import { RunFolderError } from './run-folder-error.ts';
import { readIndex } from './run-index.ts';
import { fileNameOf } from './transcript-file.ts';

/** Where a run has its result. */
export const RESULT = 'result.json';

/** A run as it lies on disk. */
export interface SavedRun {
  readonly result: Result;
  readonly transcripts: ReadonlyMap<string, Transcript>;
}

/**
 * Reads a run folder, or the folder of a result.json. Throws a RunFolderError that says what is missing, what is no result, or which
 * transcript is not the one that the result names by its digest.
 */
export async function readRun(path: string): Promise<SavedRun> {
  const folder = folderOfRun(path);
  const file = join(folder, RESULT);
  const several = readIndex(folder)?.runs.map((run) => join(folder, run.folder));
  if (!existsSync(file) && several !== undefined)
    throw new RunFolderError(`${path}: expected one run, got a folder of ${several.length}; give one of ${several.join(', ')}.`);
  if (!existsSync(file))
    throw new RunFolderError(`${path}: expected a run (a folder with result.json), got none; give the --output of a run.`);
  const result = await readResult(file);
  const named = [
    ...result.scenarios.flatMap(({ transcript, shared }) => [transcript, shared?.transcript ?? null]),
    result.run.transcript,
    ...(result.plan.shards ?? []).flatMap((shard) => shard.transcripts),
  ].filter((transcript) => transcript !== null);
  const byFile = new Map(named.map((transcript) => [transcript.file, transcript.sha256]));
  const transcripts = [...byFile].map(([name, sha256]) => readNamed(folder, name, sha256));
  return { result, transcripts: new Map(transcripts.map((transcript) => [transcript.header.scenario, transcript])) };
}

/** The folder of a run, whether that or its result is named. */
export const folderOfRun = (path: string): string => (basename(path) === RESULT ? dirname(path) : path);

async function readResult(file: string): Promise<Result> {
  const refused = (got: string) =>
    new RunFolderError(`${file}: expected a result of schemaVersion 1, got ${got}; run the suite again.`);
  let value: unknown;
  try {
    value = JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    throw refused('something else');
  }
  // Loaded only where there is a saved run to read.
  const { Ajv2020 } = await import('ajv/dist/2020.js');
  const schema = JSON.parse(readFileSync(new URL('fixtures/schemas/result.schema.json', packageRoot()), 'utf8')) as object;
  const validate = new Ajv2020({ strict: true }).compile<Result>(schema);
  if (validate(value)) return value;
  const [first] = validate.errors ?? [];
  throw refused(`one of which ${first?.instancePath.slice(1).replaceAll('/', '.') || 'the whole'} ${first?.message}`);
}

/** Of what a result names only a file below the run's own folder is read, and only as it was written. */
function readNamed(folder: string, name: string, sha256: string): Transcript {
  const source = join(folder, name);
  if (!isPlain(name))
    throw new RunFolderError(`${folder}: expected transcripts below its own folder, got ${name}; run the suite again.`);
  if (!existsSync(source))
    throw new RunFolderError(`${source}: expected the transcript that result.json names, got no file; run the suite again.`);
  let bytes: Buffer;
  try {
    bytes = readFileSync(source);
  } catch {
    throw new RunFolderError(`${source}: expected a transcript, got something that cannot be read; run the suite again.`);
  }
  if (createHash('sha256').update(bytes).digest('hex') !== sha256)
    throw new RunFolderError(`${source}: expected the transcript that result.json names, got other bytes; run the suite again.`);
  const transcript = parsed(bytes.toString('utf8'), source);
  if (fileNameOf(transcript.header.scenario) !== name)
    throw new RunFolderError(`${source}: expected the transcript of that name, got another one; run the suite again.`);
  return transcript;
}

function parsed(text: string, source: string): Transcript {
  try {
    return readTranscript(text, source);
  } catch (error) {
    throw new RunFolderError(error instanceof Error ? error.message : String(error));
  }
}

/** Nothing that leads anywhere else. */
const isPlain = (name: string): boolean =>
  name.split('/').every((part) => part !== '..' && /^[\w.-]+$/.test(part)) && name.startsWith('transcripts/');
