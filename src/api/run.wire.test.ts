import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { exitCodeOf } from '../gate/gate.ts';
import type { Descriptor } from '../protocol/descriptor-schema.ts';
import { type EndpointGroup, startEndpointGroup } from '../reference/endpoint/endpoint-group.ts';
import type { RunEvent } from '../result/events.ts';
import { readRun } from '../run/read-run.ts';
import { readIndex } from '../run/run-index.ts';
import { loadFaults } from '../selftest/candidates.ts';
import { run } from './run.ts';

const root = mkdtempSync(join(tmpdir(), 'nbwss-api-'));
let faulty: EndpointGroup;
beforeAll(async () => {
  const fault = (await loadFaults('endpoint')).find(({ name }) => name === 'says-valid-in-words');
  faulty = await startEndpointGroup({ wraps: fault === undefined ? [] : [fault.wrap] });
});
afterAll(async () => {
  await faulty.stop();
  rmSync(root, { recursive: true, force: true });
});
afterEach(() => void vi.restoreAllMocks());

const descriptors = (): readonly Descriptor[] => faulty.texts.map((text) => JSON.parse(text) as Descriptor);
const select = ['handshake/accepts-token'];

test('drives the embedded reference, tells each event and gives result and transcripts', async () => {
  const events: RunEvent[] = [];
  const { result, transcripts } = await run({ role: 'endpoint', select, listener: (event) => events.push(event) });
  expect(exitCodeOf(result)).toBe(0);
  expect(result.candidate.embedded).toBe(true);
  expect(transcripts.map(({ header }) => header.scenario)).toContain('handshake/accepts-token');
  expect(events[0]?.type).toBe('run-begins');
  expect(events.filter(({ type }) => type === 'scenario-ends').length).toBe(result.scenarios.length);
  expect(events.filter(({ type }) => type === 'run-ends')).toEqual([{ type: 'run-ends', result }]);
});

test('asks, and is asked, as the declared edition has it', async () => {
  const { result, transcripts } = await run({ role: 'endpoint', edition: '8.1.1', select: ['commands/*'] });
  expect(result.verdict).toBe('conformant');
  expect(result.run.checks.find(({ id }) => id === 'run:CMD-008')).toMatchObject({ verdict: 'pass' });
  const asked = transcripts.flatMap(({ entries }) =>
    entries.flatMap((entry) => (entry.kind === 'message' && entry.direction === 'received' ? [entry.text] : [])),
  );
  const commands = asked.filter((text) => text.includes('"COMMAND"'));
  expect(commands.length).toBeGreaterThan(3);
  for (const text of commands) expect(text).toContain('application/vnd.netbackup+json;version=1.0');
});

test('neither prints nor touches how the process ends', async () => {
  const spies = [vi.spyOn(process.stdout, 'write'), vi.spyOn(process.stderr, 'write'), vi.spyOn(process, 'exit')];
  const listeners = () => process.eventNames().map((name) => `${String(name)} ${process.listenerCount(name)}`);
  const before = listeners();
  const during: (readonly string[])[] = [];
  await run({ role: 'endpoint', select, listener: () => during.push(listeners()) });
  expect(during.length).toBeGreaterThan(2);
  for (const seen of [...during, listeners()]) expect(seen).toEqual(before);
  for (const spy of spies) expect(spy).not.toHaveBeenCalled();
  expect(process.exitCode).toBeUndefined();
});

test('takes descriptors and an authority as values, resolves where the candidate fails, and writes only where it is told to', async () => {
  const output = join(root, 'out');
  const { result } = await run({ role: 'endpoint', descriptors: descriptors(), ca: faulty.ca, select, output, name: 'Acme' });
  expect(result.candidate).toMatchObject({ name: 'Acme', embedded: false });
  expect(exitCodeOf(result)).toBe(1);
  expect((await readRun(output)).result).toEqual(result);
  const scenario = result.scenarios.find(({ id }) => id === 'handshake/accepts-token');
  expect(scenario?.replay).toBe(
    'npx nbwss-conformance run endpoint descriptor-1.json descriptor-2.json --ca ca.pem --select handshake/accepts-token',
  );
  for (const descriptor of descriptors())
    expect(readFileSync(join(output, 'result.json'), 'utf8')).not.toContain(descriptor.token);
});

test('holds the run to its baseline', async () => {
  const baseline = join(root, 'accepted.yaml');
  writeFileSync(baseline, 'checks:\n  handshake/accepts-token:CON-009:\n    reason: known\n');
  const options = { role: 'endpoint', descriptors: descriptors(), ca: faulty.ca, select } as const;
  const { result } = await run({ ...options, baseline });
  expect(result.baseline?.accepted).toEqual([{ check: 'handshake/accepts-token:CON-009', reason: 'known' }]);
  const told: RunEvent[] = [];
  await run({ ...options, baseline, listener: (event) => told.push(event) });
  expect(told.at(-1)).toMatchObject({ type: 'run-ends', result: { baseline: { accepted: [{ reason: 'known' }] } } });
});

test('ends early when its signal says so, with a whole result marked incomplete', async () => {
  const controller = new AbortController();
  const listener = (event: RunEvent) => {
    if (event.type === 'scenario-ends') controller.abort();
  };
  const { result } = await run({ role: 'endpoint', signal: controller.signal, listener });
  expect(result.complete).toBe(false);
  expect(result.scenarios.length).toBe(result.plan.of);
});

test('drives one shard of the work, and says which', async () => {
  const part = await run({ role: 'endpoint', select: ['handshake/*'], shard: { index: 2, of: 3 } });
  expect(part.result.plan).toMatchObject({ shard: '2/3', selected: part.result.scenarios.length });
  expect(part.result.scenarios.length).toBeLessThan(part.result.plan.whole?.length ?? 0);
});

test('ends after the first scenario with something red where it is to bail, or when its time is up', async () => {
  const options = { role: 'endpoint', descriptors: descriptors(), ca: faulty.ca } as const;
  const bailed = await run({ ...options, select: ['handshake/*'], bail: true });
  expect(bailed.result).toMatchObject({ complete: false, verdict: 'nonconformant' });
  const baseline = join(root, 'bail.yaml');
  const accepted = bailed.result.scenarios.flatMap(({ checks }) => checks.filter(({ verdict }) => verdict === 'fail'));
  writeFileSync(baseline, JSON.stringify({ checks: Object.fromEntries(accepted.map(({ id }) => [id, { reason: 'known' }])) }));
  const later = await run({ ...options, select, bail: true, baseline });
  expect(later.result.complete).toBe(true);
  const late = await run({ role: 'endpoint', maxTime: 0.001 });
  expect(late.result).toMatchObject({ complete: false, verdict: 'inconclusive' });
});

test('makes a run again and again, keeps each in a folder of its own, and gives the worst with what was not the same in all', async () => {
  let [isOdd, ended] = [false, 0];
  const group = await startEndpointGroup({
    wraps: [{ encode: (next) => (message) => next(isOdd ? { ...message, timeStamp: Date.now() } : message) }],
  });
  const listener = ({ type }: RunEvent) => {
    if (type !== 'run-ends') return;
    ended += 1;
    isOdd = ended === 1;
  };
  const given = group.texts.map((text) => JSON.parse(text) as Descriptor);
  const output = join(root, 'repeated');
  const options = { role: 'endpoint', descriptors: given, ca: group.ca, select, repeat: 3, listener } as const;
  try {
    const { result, repeats } = await run({ ...options, output });
    expect(repeats?.results.map(({ verdict }) => verdict)).toEqual(['conformant', 'nonconformant', 'conformant']);
    expect(repeats?.flaky).toContainEqual({ check: 'run:MSG-011', verdicts: ['pass', 'fail', 'pass'] });
    expect(result).toEqual(repeats?.results[1]);
    expect((await readRun(join(output, 'run-2'))).result).toEqual(result);
    expect(readIndex(output)).toMatchObject({ runs: [{ exitCode: 0 }, { exitCode: 1 }, { exitCode: 0 }] });
    expect(ended).toBe(3);
    ended = 1;
    isOdd = false;
    expect((await run({ ...options, repeat: 2 })).repeats?.results.length).toBe(2);
  } finally {
    await group.stop();
  }
});

test('writes reports where they are to lie', async () => {
  const output = join(root, 'reported');
  await run({ role: 'endpoint', select, output, reports: ['junit', `markdown=${join(root, 'elsewhere.md')}`] });
  expect(readFileSync(join(output, 'junit.xml'), 'utf8')).toContain('<testsuite');
  expect(readFileSync(join(root, 'elsewhere.md'), 'utf8')).toContain('conformant in the');
  await run({ role: 'endpoint', select, reports: [`tap=${join(root, 'alone.tap')}`] });
  expect(readFileSync(join(root, 'alone.tap'), 'utf8')).toContain('TAP version 14');
});

test('writes a baseline anew from what it has seen', async () => {
  const baseline = join(root, 'written.yaml');
  const options = { role: 'endpoint', descriptors: descriptors(), ca: faulty.ca, select, baseline } as const;
  expect(exitCodeOf((await run({ ...options, updateBaseline: true })).result)).toBe(0);
  expect(exitCodeOf((await run(options)).result)).toBe(0);
});

test('rejects with a sentence what makes no sense, before anything is driven', async () => {
  const refused = (options: Parameters<typeof run>[0]) => run(options).catch((error: unknown) => String(error));
  expect(await refused({ role: 'endpoint', select: ['nothing/*'] })).toMatch(/expected a glob that matches a scenario/);
  expect(await refused({ role: 'endpoint', descriptors: ['nowhere.json'] })).toMatch(/^UsageError: nowhere.json: expected/);
  expect(await refused({ role: 'endpoint', descriptors: [{ ...descriptors()[0], url: 'ws://x' } as Descriptor] })).toMatch(
    /^UsageError: descriptor 1: url/,
  );
  expect(await refused({ role: 'endpoint', baseline: 'nowhere.yaml' })).toMatch(/--baseline nowhere.yaml/);
  expect(await refused({ role: 'endpoint', suites: ['nowhere'] })).toMatch(/--suites nowhere: expected a folder/);
  expect(await refused({ role: 'service', command: ['no-such-command'] })).toMatch(/expected a command that can be started/);
  expect(await refused({ role: 'endpoint', reports: ['junit'] })).toMatch(/^UsageError: reports: junit: expected a file/);
  expect(await refused({ role: 'endpoint', reports: ['github'] })).toMatch(/expected a file, got standard output/);
  expect(await refused({ role: 'endpoint', reports: ['pdf'] })).toMatch(/--reporter pdf: expected one of junit/);
  expect(await refused({ role: 'endpoint', repeat: 0 })).toMatch(/^UsageError: repeat: expected a whole number/);
  expect(await refused({ role: 'endpoint', maxTime: 2 ** 31 })).toMatch(/^UsageError: maxTime: expected a number of seconds/);
  expect(await refused({ role: 'endpoint', shard: { index: 0, of: 2 } })).toMatch(/^UsageError: shard: expected an index/);
  const other = descriptors().map((one) => ({ ...one, groupId: one.hostName }));
  expect(await refused({ role: 'endpoint', descriptors: other })).toMatch(/expected endpoints of one groupId, got 2/);
  writeFileSync(join(root, 'foreign.txt'), '');
  expect(await refused({ role: 'endpoint', output: root })).toMatch(/--output .*holds/);
});
