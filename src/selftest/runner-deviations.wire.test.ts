import { expect, test } from 'vitest';
import { acknowledges } from '../check/endpoint/acknowledge.ts';
import { correlationInvariants } from '../check/endpoint/invariants/correlation.ts';
import type { Outcome } from '../check/outcome.ts';
import { pass, violation } from '../check/outcome.ts';
import type { Check } from '../check/view.ts';
import { viewOf } from '../check/view.ts';
import { exitCodeOf } from '../gate/gate.ts';
import { type Corpus, loadCorpus } from '../plan/corpus.ts';
import { readRegister } from '../plan/register.ts';
import { defaultProfile } from '../protocol/profile.ts';
import { Judge } from '../run/judge.ts';
import { roles } from '../run/roles.ts';
import { systemClock } from '../transcript/clock.ts';
import type { Entry, EntryBody, Transcript } from '../transcript/entry.ts';
import { assessFault } from './assess.ts';
import { loadFaults } from './candidates.ts';
import { trial } from './trial.ts';

/**
 * Deviations of the runner itself (reliability.md §2b, R1 to R9): each is built here as somebody might write it by mistake, and
 * shown to be caught by a gate that the real runner passes. R4 and R7 are caught where the sockets are, in service-peer.test.ts.
 */
const register = readRegister();
const corpus = await loadCorpus('endpoint', register);
const faults = await loadFaults('endpoint');

const withChecks = (change: (check: Check) => Check): Corpus => ({
  ...corpus,
  scenarios: corpus.scenarios.map((scenario) => ({
    ...scenario,
    checks: Object.fromEntries(Object.entries(scenario.checks).map(([row, check]) => [row, change(check)])),
  })),
});

const named = (name: string) => {
  const fault = faults.find((candidate) => candidate.name === name);
  if (fault === undefined) throw new Error(`expected a fault called ${name}, got none`);
  return fault;
};

test('R1: a judge that always passes lets a fault survive', async () => {
  const lenient = withChecks(() => (view) => pass(view.facts.slice(0, 1).map(({ ref }) => ref)));
  const fault = named('accepts-every-token');
  expect(assessFault(fault, await trial([fault.wrap], lenient, register)).killedBy).toBeNull();
  expect(assessFault(fault, await trial([fault.wrap], corpus, register)).killedBy).not.toBeNull();
});

test('R2: a judge that always fails finds the reference itself nonconformant', async () => {
  const harsh = withChecks(() => (): Outcome => violation('always', 'always', '', '', []));
  expect((await trial([], harsh, register)).result.verdict).toBe('nonconformant');
  expect((await trial([], corpus, register)).result.verdict).toBe('conformant');
});

test('R3: what was skipped is no pass, and a run without a pass is never conformant', () => {
  const [first] = corpus.scenarios;
  if (first === undefined) throw new Error('no scenario');
  const judge = new Judge(roles.endpoint, register, defaultProfile, (id) => id);
  const skipped = judge.scenario(first, null);
  expect(skipped.verdict).toBe('untestable');
  const result = judge.finish(record(), null, () => undefined);
  expect(result.verdict).toBe('inconclusive');
  expect(exitCodeOf(result)).toBe(3);
});

test('R5: nothing is sent again in silence: each send is in the transcript, and three are the limit', async () => {
  const fault = named('never-acknowledges');
  const { transcripts } = await trial([fault.wrap], corpus, register);
  const sent = transcripts.flatMap(({ entries }) => entries).filter(isNotification);
  const perId = new Map<string, number>();
  for (const entry of sent) perId.set(idOf(entry), (perId.get(idOf(entry)) ?? 0) + 1);
  expect([...perId.values()]).toEqual([3]);
});

test('R6: a wall clock that jumps moves no verdict', async () => {
  const original = systemClock.wall;
  let calls = 0;
  try {
    // An hour forward and an hour back, at every look.
    (systemClock as { wall: () => number }).wall = () => original() + ((calls++ % 3) - 1) * 3_600_000;
    expect((await trial([], corpus, register)).result.verdict).toBe('conformant');
  } finally {
    (systemClock as { wall: () => number }).wall = original;
  }
});

test('R8: an id in another letter case is another id', () => {
  const view = viewOf(
    [
      transcriptOf([request('0CEAB6C2-0BBF-4F60-974D-C1F3EF39B872'), response('0ceab6c2-0bbf-4f60-974d-c1f3ef39b872')], {
        by: 2,
      }),
    ],
    defaultProfile,
  );
  expect(correlationInvariants['ACK-002']?.(view)).toMatchObject({ kind: 'violation', reason: 'id-differs' });
});

test('R9: a second answer to one request is not lost', () => {
  const id = '0CEAB6C2-0BBF-4F60-974D-C1F3EF39B872';
  const twice = viewOf([transcriptOf([request(id), response(id), response(id)], { by: 2 })], defaultProfile);
  expect(correlationInvariants['MSG-014']?.(twice)).toMatchObject({ kind: 'violation', reason: 'answered-twice' });
  expect(acknowledges()(twice)).toMatchObject({ kind: 'pass' });
});

const record = () => ({
  tool: { name: 'nbwss-conformance', version: '0', registerDigest: '', suiteDigest: '' },
  role: 'endpoint' as const,
  candidate: { name: null, build: null, embedded: true, descriptors: [], tls: null },
  plan: { selected: 1, of: 1, shard: null },
  seed: 0,
  startedAt: new Date(0).toISOString(),
  durationMs: 0,
  complete: true,
});

const isNotification = (entry: Entry): boolean =>
  entry.kind === 'message' && entry.direction === 'sent' && entry.text.includes('"NOTIFICATION"');
const idOf = (entry: Entry): string => (entry.kind === 'message' ? (/"id":"([^"]+)"/.exec(entry.text)?.[1] ?? '') : '');

const message = (direction: 'sent' | 'received', value: unknown): EntryBody => {
  const text = JSON.stringify(value);
  return { kind: 'message', direction, text, bytes: text.length, binary: false, frames: [] };
};
const envelope = (id: string, subType: string, payload: unknown) => ({
  version: '1.0',
  id,
  type: 'NOTIFICATION',
  subType,
  timeStamp: 1_800_000_000,
  payload,
});
const request = (id: string) =>
  message('sent', envelope(id, 'REQUEST', [{ notificationType: 'INFO', object: 'JOB', data: [{}] }]));
const response = (id: string) => message('received', envelope(id, 'RESPONSE', []));

/** A transcript of messages on one connection, whose first one was waited for. */
function transcriptOf(bodies: readonly EntryBody[], { by }: { readonly by: number }): Transcript {
  const timer: EntryBody = {
    kind: 'timer',
    direction: 'local',
    wait: 'acknowledgement',
    boundMs: 5000,
    elapsedMs: 1,
    outcome: 'came',
    of: 1,
    by,
  };
  const entries = [...bodies, timer].map((body, index): Entry => ({ n: index + 1, at: index, connection: 'c1', ...body }));
  return { header: { transcript: 1, scenario: 'x/y', role: 'endpoint', epochMs: 1_800_000_000_000, group: [] }, entries };
}
