import { expect, test } from 'vitest';
import { planRun } from '../api/plan-run.ts';
import type { PreparedRun } from '../api/prepared-run.ts';
import { defaultProfile } from '../protocol/profile.ts';
import { sampleCheck, sampleResult, sampleScenario } from '../result/sample-result.test-data.ts';
import type { Entry, TranscriptHeader } from '../transcript/entry.ts';
import { LiveRun } from './live-run.ts';

const ID = 'handshake/opens';
const plan = await planRun('endpoint', { select: [ID] });
const terms = { baseline: null, strict: false, known: new Set<string>(), today: '2026-11-25', isUpdated: false };
const scenario = sampleScenario(ID, [sampleCheck(`${ID}:CON-003`)]);
const result = sampleResult([scenario]);

const live = (drive: PreparedRun['drive'], signal?: AbortSignal) =>
  new LiveRun(
    { role: 'endpoint', ...(signal === undefined ? {} : { signal }) },
    { ...plan, profile: defaultProfile, terms, reporters: [], drive },
  );

test('tells a scenario when it ends, before the run has ended', async () => {
  let endRun = () => {};
  const run = live(async ({ listener }) => {
    listener({ type: 'scenario-ends', scenario, number: 1, of: 1 });
    await new Promise<void>((resolve) => {
      endRun = resolve;
    });
    return { result, transcripts: [] };
  });
  run.begin();
  run.begin();
  expect(await run.scenario(ID)).toBe(scenario);
  endRun();
  expect(await run.result()).toBe(result);
  await expect(run.scenario('no/such')).rejects.toThrow('is not of this run');
});

test('tells an error of ours to all who wait', async () => {
  const run = live(() => Promise.reject(new Error('our own')));
  run.begin();
  await expect(run.scenario(ID)).rejects.toThrow('our own');
  await expect(run.result()).rejects.toThrow('our own');
  await run.end();
});

test('keeps the entries of the drive that counts', async () => {
  const entry = (n: number, name: string) => ({ n, at: n, kind: 'mark', direction: 'local', name, detail: '' }) satisfies Entry;
  const run = live(async ({ trace }) => {
    for (const one of [entry(1, 'shared'), entry(2, 'shared'), entry(1, 'alone')])
      trace?.(one, { scenario: ID } as TranscriptHeader);
    return { result, transcripts: [] };
  });
  run.begin();
  await run.result();
  expect(run.entriesOf(ID)).toEqual([entry(1, 'alone')]);
  expect(run.entriesOf('no/such')).toEqual([]);
});

test('ends a run of which nothing is waited for any more, or which its user ends', async () => {
  const untilAborted: PreparedRun['drive'] = ({ signal }) =>
    new Promise((resolve) => signal.addEventListener('abort', () => resolve({ result, transcripts: [] })));
  const run = live(untilAborted);
  await run.end();
  const begun = live(untilAborted);
  begun.begin();
  await begun.end();
  expect(await begun.result()).toBe(result);
  const controller = new AbortController();
  const given = live(untilAborted, controller.signal);
  given.begin();
  controller.abort();
  expect(await given.result()).toBe(result);
});
