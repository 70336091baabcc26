import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Reference } from '../check/outcome.ts';
import { type Corpus, loadCorpus } from '../plan/corpus.ts';
import { readRegister } from '../plan/register.ts';
import type { Result } from '../result/result.ts';
import { type Trial, trial } from '../selftest/trial.ts';
import type { Transcript } from '../transcript/entry.ts';
import { rejudge } from './rejudge.ts';
import { readRun, writeRun } from './run-folder.ts';

const register = readRegister();
const folder = mkdtempSync(join(tmpdir(), 'nbwss-rejudge-'));
let corpus: Corpus;
let run: Trial;

beforeAll(async () => {
  corpus = await loadCorpus('endpoint', register);
  run = await trial([], corpus, register);
  writeRun(join(folder, 'run'), run.result, run.transcripts, new Map());
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('gives the same result byte for byte when a run is judged again from its files', () => {
  const saved = readRun(join(folder, 'run'));
  const again = rejudge(saved, corpus, register);
  expect(`${JSON.stringify(again, null, 2)}\n`).toBe(readFileSync(join(folder, 'run', 'result.json'), 'utf8'));
});

/** The transcripts without the cited entries. */
function without(transcripts: ReadonlyMap<string, Transcript>, evidence: readonly Reference[]): ReadonlyMap<string, Transcript> {
  const cited = new Set(evidence.map(({ transcript, entry }) => `${transcript} ${entry}`));
  return new Map(
    [...transcripts].map(([name, { header, entries }]) => [
      name,
      { header, entries: entries.filter(({ n }) => !cited.has(`${name} ${n}`)) },
    ]),
  );
}

const checksOf = ({ scenarios, run: whole }: Result) => [...scenarios.flatMap(({ checks }) => checks), ...whole.checks];

test('leaves no pass standing when the entries that it cites are deleted', () => {
  const saved = readRun(join(folder, 'run'));
  const passes = checksOf(saved.result).filter(({ verdict }) => verdict === 'pass');
  expect(passes.length).toBeGreaterThan(40);
  const standing = passes.filter(({ id, evidence }) => {
    expect(evidence.length, `${id} cites nothing`).toBeGreaterThan(0);
    const again = rejudge({ result: saved.result, transcripts: without(saved.transcripts, evidence) }, corpus, register);
    return checksOf(again).some((check) => check.id === id && check.verdict === 'pass');
  });
  expect(standing.map(({ id }) => id)).toEqual([]);
});

test('finds no secret in anything that a run writes', () => {
  const saved = readRun(join(folder, 'run'));
  const text = JSON.stringify([saved.result, ...saved.transcripts.values()]);
  expect(text.includes('⟦token 1⟧')).toBe(true);
  for (const token of run.tokens) expect(text.includes(token.slice(0, 12))).toBe(false);
});
