import { expect, test } from 'vitest';
import { pass } from '../check/outcome.ts';
import { readRegister } from '../plan/register.ts';
import { serviceProfile } from '../protocol/profile.ts';
import { defineScenario } from '../scenario/scenario.ts';
import type { Transcript } from '../transcript/entry.ts';
import { Judge } from './judge.ts';
import { roles } from './roles.ts';
import type { RunRecord } from './run-record.ts';

const scenario = defineScenario({
  id: 'connect/opens',
  role: 'service',
  title: 'opens',
  drive: async () => {},
  checks: { 'CON-001': () => pass([]) },
});

/** A drive in which the candidate said one thing. */
const hearing = (name: string, text: string): Transcript => ({
  header: { transcript: 1, scenario: name, role: 'service', epochMs: 0, group: [] },
  entries: [{ n: 1, at: 0, connection: name, kind: 'message', direction: 'received', text, bytes: 2, binary: false, frames: [] }],
});

test('a drive that was superseded by one alone counts in no row of the whole run, and is named all the same', () => {
  const judge = new Judge(roles.service, readRegister(), serviceProfile, (id) => id);
  judge.scenario(scenario, hearing('connect/opens', '{}'), hearing('connect/opens.shared', 'no JSON'));
  const { run, scenarios } = judge.finish({ role: 'service', complete: true } as RunRecord, null, () => undefined);

  expect(run.checks.find(({ requirement }) => requirement === 'MSG-001')).toMatchObject({ verdict: 'pass' });
  expect(run.checks.flatMap(({ evidence }) => evidence).filter(({ transcript }) => transcript !== 'connect/opens')).toEqual([]);
  expect(scenarios[0]?.shared?.transcript.file).toBe('transcripts/connect/opens.shared.jsonl');
});
