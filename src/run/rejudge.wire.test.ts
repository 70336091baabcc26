import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { writeRun } from '../api/run-folder.ts';
import type { Reference } from '../check/outcome.ts';
import { type Corpus, loadCorpus, scenarioOfCheck } from '../plan/corpus.ts';
import { readRegister } from '../plan/register.ts';
import { withControls } from '../plan/select.ts';
import type { Role } from '../protocol/message.ts';
import { isProfile } from '../protocol/profile.ts';
import { checksOf } from '../result/checks-of.ts';
import type { Result } from '../result/result.ts';
import type { Scenario } from '../scenario/scenario.ts';
import { trial } from '../selftest/trial.ts';
import { trialService } from '../selftest/trial-service.ts';
import type { Transcript } from '../transcript/entry.ts';
import { isMark } from '../transcript/mark.ts';
import { readRun, type SavedRun } from './read-run.ts';
import { rejudge } from './rejudge.ts';
import type { FinishedRun } from './run-endpoint.ts';
import { RunFolderError } from './run-folder-error.ts';

const register = readRegister();
const folder = mkdtempSync(join(tmpdir(), 'nbwss-rejudge-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Of all periods: the shortest legal ones. */
const SECONDS = 1;

interface Embedded {
  readonly run: FinishedRun;
  /** Beginnings of all its secrets. */
  readonly secrets: readonly string[];
  /** A secret as its transcripts show it. */
  readonly shown: string;
}

const embedded: Readonly<Record<Role, () => Promise<Embedded>>> = {
  endpoint: async () => {
    const run = await trial([], await loadCorpus('endpoint', register), register);
    return { run, secrets: run.tokens.map((token) => token.slice(0, 12)), shown: '⟦token 1⟧' };
  },
  service: async () => {
    const tokens = new Set<string>();
    const run = await trialService(
      [
        {
          connect: (next) => (endpoint) => {
            tokens.add(endpoint.descriptor.token);
            return next(endpoint);
          },
        },
      ],
      SECONDS,
    );
    return { run, secrets: [...tokens].map((token) => token.slice(0, 12)), shown: '⟦token connect/opens 1⟧' };
  },
};

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

describe.each(['endpoint', 'service'] as const)('an embedded run of role %s', (role) => {
  let corpus: Corpus<Scenario>;
  let saved: SavedRun;
  let secrets: readonly string[];
  let shown: string;

  beforeAll(async () => {
    corpus = await loadCorpus(role, register);
    const made = await embedded[role]();
    ({ secrets, shown } = made);
    await writeRun(join(folder, role), made.run.result, made.run.transcripts, new Map());
    saved = await readRun(join(folder, role));
  }, 60_000);

  const passes = (result: Result) => checksOf(result).filter(({ verdict }) => verdict === 'pass');

  test('gives the same result byte for byte when it is judged again from its files', () => {
    const again = rejudge(saved, corpus, register);
    expect(`${JSON.stringify(again, null, 2)}\n`).toBe(readFileSync(join(folder, role, 'result.json'), 'utf8'));
  });

  /** The run as far as a check rests on it: its scenario and the controls of that, or all of it for an invariant. */
  function concerned(check: string, transcripts: SavedRun['transcripts']): SavedRun {
    const own = corpus.scenarios.find((scenario) => scenario.id === scenarioOfCheck(check));
    if (own === undefined) return { result: saved.result, transcripts };
    const needed = new Set(withControls<Scenario>(corpus.scenarios, new Set([own])).map((scenario) => scenario.id));
    const scenarios = saved.result.scenarios.filter((scenario) => needed.has(scenario.id));
    const kept = [...transcripts].filter(([name]) => needed.has(name));
    return { result: { ...saved.result, scenarios }, transcripts: new Map(kept) };
  }

  test('leaves no pass standing when the entries that it cites are deleted', () => {
    expect(passes(saved.result).length).toBeGreaterThan(40);
    const standing = passes(saved.result).filter(({ id, evidence }) => {
      expect(evidence.length, `${id} cites nothing`).toBeGreaterThan(0);
      const again = rejudge(concerned(id, without(saved.transcripts, evidence)), corpus, register);
      return passes(again).some((check) => check.id === id);
    });
    expect(standing.map(({ id }) => id)).toEqual([]);
  });

  test('makes an error of every check of a scenario that has a mark which cannot be read', () => {
    const [name, transcript] = [...saved.transcripts].find(([scenario]) => scenario.endsWith('/opens')) ?? ['', undefined];
    const entries = transcript?.entries.map((entry) => (isMark(entry, 'drive-ended') ? { ...entry, detail: 'somehow' } : entry));
    const altered = new Map(saved.transcripts);
    if (transcript !== undefined && entries !== undefined) altered.set(name, { ...transcript, entries });
    const again = rejudge({ ...saved, transcripts: altered }, corpus, register);
    const checks = again.scenarios.find(({ id }) => id === name)?.checks ?? [];
    expect(checks.length).toBeGreaterThan(0);
    expect(new Set(checks.map(({ verdict, reason }) => `${verdict} ${reason}`))).toEqual(new Set(['error mark-unreadable']));
    expect(checks[0]?.message).toContain(`${name} entry`);
  });

  test('is not judged by a profile that lacks something', () => {
    const { properties, ...profile } = saved.result.profile;
    expect(isProfile({ properties, ...profile })).toBe(true);
    for (const wrong of [profile, { ...profile, properties: { ...Object(properties), sendTimeoutMs: 'long' } }]) {
      const again = () => rejudge({ ...saved, result: { ...saved.result, profile: wrong } }, corpus, register);
      expect(again).toThrow(/^result\.json: expected the profile that the run was judged by, .* got another \(\{/);
      expect(again).toThrow(RunFolderError);
    }
  });

  test('has no secret in anything that it writes', () => {
    const text = JSON.stringify([saved.result, ...saved.transcripts.values()]);
    expect(text.includes(shown)).toBe(true);
    expect(secrets.length).toBeGreaterThan(1);
    for (const secret of secrets) expect(text.includes(secret)).toBe(false);
  });
});
