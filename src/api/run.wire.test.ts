import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { exitCodeOf } from '../gate/gate.ts';
import type { Descriptor } from '../protocol/descriptor-schema.ts';
import { type EndpointGroup, startEndpointGroup } from '../reference/endpoint/endpoint-group.ts';
import type { RunEvent } from '../result/events.ts';
import { readRun } from '../run/read-run.ts';
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
  writeFileSync(join(root, 'foreign.txt'), '');
  expect(await refused({ role: 'endpoint', output: root })).toMatch(/--output .*holds/);
});
