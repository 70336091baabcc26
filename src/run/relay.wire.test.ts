import { once } from 'node:events';
import { PassThrough } from 'node:stream';
import { afterEach, expect, test, vi } from 'vitest';
import { WebSocket } from 'ws';
import { makeHome } from '../candidate/home.ts';
import type { Check } from '../check/view.ts';
import { viewOf } from '../check/view.ts';
import { RecordedWire } from '../peer/recorded-wire.ts';
import { openFrontDoor } from '../peer/stage/front-door.ts';
import { startRestApi } from '../peer/stage/rest-api.ts';
import type { Descriptor } from '../protocol/descriptor-schema.ts';
import { serviceProfile } from '../protocol/profile.ts';
import { writeProperties } from '../protocol/properties.ts';
import { type Authority, makeAuthority } from '../reference/certificates.ts';
import { startEndpointGroup } from '../reference/endpoint/endpoint-group.ts';
import type { SeamWrap } from '../reference/endpoint/seams.ts';
import type { ServiceSeamWrap } from '../reference/service/seams.ts';
import { startService } from '../reference/service/service.ts';
import { systemClock } from '../transcript/clock.ts';
import type { Entry, Transcript } from '../transcript/entry.ts';
import { Recorder } from '../transcript/recorder.ts';
import { Redactor } from '../transcript/redactor.ts';
import { roles } from './roles.ts';

const stops: (() => unknown)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0).reverse()) await stop();
});

/** Stands between a service and an endpoint, passes on everything both ways, and records it as the endpoint's side saw it. */
async function startRelay(behind: Descriptor, authority: Authority, recorder: Recorder): Promise<string> {
  const pair = await authority.issue({ names: ['127.0.0.1'] });
  let connections = 0;
  const door = await openFrontDoor('127.0.0.1', {
    front: () => 'tls',
    upgrade: () => 'take',
    elsewhere: () => '',
    knocked: () => {},
    visited: () => {
      connections += 1;
      const id = `c${connections}`;
      const wire = new RecordedWire(id, () => recorder, {
        message: (_message, text) => void opened.then(() => far.send(text)),
        ping: (data) => void opened.then(() => far.ping(data)),
        pong: () => {},
        end: () => far.close(),
      });
      const far = new WebSocket(behind.url, { ca: authority.pem, perMessageDeflate: false });
      const opened = once(far, 'open');
      far.on('error', () => {});
      far.on('message', (data) => wire.send(String(data), String(data), {}, false));
      far.on('pong', (data) => wire.pong(data));
      far.on('close', () => wire.cut('drive'));
      const token = '⟦token 1⟧';
      recorder.record({ kind: 'tcp', direction: 'received', event: 'accepted', place: 1, groupId: behind.groupId, token }, id);
      return {
        pair,
        record: (body) => void recorder.record(body, id),
        opened: (socket, raw) => wire.attach(socket, raw as Parameters<RecordedWire['attach']>[1]),
      };
    },
  });
  stops.push(() => door.stop());
  return `wss://127.0.0.1:${door.port}/relay`;
}

/** What crossed, as the service's side saw it: what one side sent is what the other received. */
const mirrored = ({ header, entries }: Transcript): Transcript => ({
  header: { ...header, role: 'endpoint' },
  entries: entries.flatMap((entry): readonly Entry[] => {
    if (entry.kind !== 'message' && entry.kind !== 'ping' && entry.kind !== 'pong' && entry.kind !== 'close') return [];
    return [{ ...entry, direction: entry.direction === 'sent' ? 'received' : 'sent' }];
  }),
});

type Verdicts = Readonly<Record<string, string>>;

/** The verdict of each invariant that found something to judge. */
function judged(invariants: Readonly<Record<string, Check>>, transcript: Transcript): Verdicts {
  const view = viewOf([transcript], serviceProfile);
  return Object.fromEntries(
    Object.entries(invariants).flatMap(([row, check]) => {
      const outcome = check(view);
      return outcome === null ? [] : [[row, outcome.kind === 'pass' ? 'pass' : `${outcome.kind} ${outcome.reason}`]];
    }),
  );
}

/** Lets a service and an endpoint talk through the relay until each kind of message has crossed, and judges it by both roles. */
async function conversation(
  service: ServiceSeamWrap,
  endpoint: SeamWrap,
): Promise<readonly [asService: Verdicts, asEndpoint: Verdicts]> {
  const authority = await makeAuthority();
  const group = await startEndpointGroup({ authority, hosts: ['127.0.0.1'], wraps: [endpoint] });
  stops.push(() => group.stop());
  const [descriptor] = group.descriptors;
  if (descriptor === undefined) throw new Error('the group has no endpoint');
  const redactor = new Redactor();
  redactor.hide(descriptor.token, 'token 1');
  const header = { transcript: 1, scenario: 'relay', role: 'service', epochMs: Date.now(), group: [] } as const;
  const recorder = new Recorder(header, systemClock, systemClock.now(), redactor);
  const api = await startRestApi(() => ({ recorder, plan: undefined, called: () => {} }));
  stops.push(() => api.stop());
  const home = makeHome(writeProperties(serviceProfile.properties), authority.pem);
  stops.push(() => home.dispose());
  home.describe('one.json', JSON.stringify({ ...descriptor, url: await startRelay(descriptor, authority, recorder) }));
  const events = new PassThrough();
  const running = await startService({ home: home.path, apiUrl: api.url, events, timeScale: 0.1, wraps: [service] });
  stops.push(() => running.stop());
  await vi.waitFor(() => expect(group.store.latest?.established).toBe(true));
  for (const state of ['ACTIVE', 'DONE']) {
    const data = {
      scheduleType: 'ST_FULL',
      clientName: 'a.example',
      status: 0,
      startTime: 1,
      state,
      policyName: 'p',
      parentJobId: 7,
      jobId: 7,
      policyType: 'VMWARE',
      jobType: 'BACKUP',
    };
    events.write(`${JSON.stringify({ object: 'JOB', data })}\n`);
  }
  const seen = (kind: Entry['kind'], direction: Entry['direction'], text: string) =>
    recorder.transcript.entries.filter(
      (entry) => entry.kind === kind && entry.direction === direction && JSON.stringify(entry).includes(text),
    ).length;
  await vi.waitFor(() => {
    // The application logs in by a COMMAND of its own, and is answered; and at least one ping has its pong.
    expect(seen('message', 'received', 'COMMAND')).toBeGreaterThan(0);
    expect(seen('message', 'sent', 'NOTIFICATION')).toBeGreaterThan(0);
    expect(seen('pong', 'sent', '')).toBeGreaterThan(0);
  });
  return [
    judged(roles.service.invariants, recorder.transcript),
    judged(roles.endpoint.invariants, mirrored(recorder.transcript)),
  ];
}

test('judges what the two references say to each other by the invariants of both roles, and nothing fails', async () => {
  const [asService, asEndpoint] = await conversation({}, {});

  expect(Object.keys(asService)).toEqual(
    expect.arrayContaining(['MSG-005', 'MSG-007', 'CON-005', 'NTF-016', 'CON-027', 'GRP-005', 'TLS-013']),
  );
  expect(Object.keys(asEndpoint)).toEqual(expect.arrayContaining(['MSG-006', 'ACK-003', 'MSG-020', 'CON-014']));
  for (const [row, verdict] of [...Object.entries(asService), ...Object.entries(asEndpoint)]) expect(verdict, row).toBe('pass');
}, 20_000);

test('tells a breach of either side', async () => {
  const [asService, asEndpoint] = await conversation(
    { connect: (next) => (to) => ({ ...next(to), timeStamp: Date.now() }) },
    {
      answer: (next) => (request, session) =>
        next(request, session).map(({ message }) => ({ message: { ...message, version: 1 } })),
    },
  );

  expect(asService['MSG-011']).toBe('violation timestamp-in-milliseconds');
  expect(asEndpoint['MSG-024']).toBe('violation version-not-a-string');
}, 20_000);
