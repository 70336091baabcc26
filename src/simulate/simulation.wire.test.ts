import { expect, test } from 'vitest';
import { defaultProperties } from '../protocol/properties.ts';
import type { EndpointGroup } from '../reference/endpoint/endpoint-group.ts';
import type { Json, SeamWrap } from '../reference/endpoint/seams.ts';
import { entryLine } from '../report/entry-line.ts';
import { systemClock } from '../transcript/clock.ts';
import { Redactor } from '../transcript/redactor.ts';
import { endpoints, relay, stops, until } from './simulation.test-data.ts';
import { type Simulation, type SimulationOptions, startSimulation } from './simulation.ts';
import { wireLog } from './wire-log.ts';

const properties = { ...defaultProperties, connectionPeriodSeconds: 1, scheduledRateSeconds: 1, keepAliveSeconds: 1 };
const job = (jobId: number) => `{"object":"JOB","data":{"jobId":${jobId},"state":"DONE"}}`;

/** A simulation and the lines that it tells. */
async function simulate(
  { ca, descriptors }: EndpointGroup,
  texts: readonly string[],
  options: Partial<SimulationOptions> = {},
): Promise<Simulation & { readonly lines: readonly string[] }> {
  const lines: string[] = [];
  const redactor = new Redactor();
  for (const { token } of descriptors) redactor.hide(token, 'token');
  const simulation = await startSimulation({
    descriptors: texts,
    trust: { ca, pin: null, insecure: false, publicOnly: new Set() },
    properties,
    tell: wireLog(redactor, systemClock, (entry) => lines.push(entryLine(entry, 0))),
    withPings: true,
    ...options,
  });
  stops.push(() => simulation.stop());
  return { ...simulation, lines };
}

const jobIdsOf = (got: readonly Json[]): readonly unknown[] =>
  got
    .filter(({ type, subType }) => type === 'NOTIFICATION' && subType === 'REQUEST')
    .flatMap(({ payload }) =>
      (payload as { data: { jobId: unknown }[] }[]).flatMap(({ data }) => data.map(({ jobId }) => jobId)),
    );
const saying = (lines: readonly string[], what: RegExp) => lines.filter((line) => what.test(line));

test('tells of everything from the first attempt to the last Close', async () => {
  const { group } = await endpoints({ hosts: ['127.0.0.1'] });
  const simulation = await simulate(group, group.texts);
  simulation.happen(job(1));
  await simulation.acknowledged();
  await until(() => expect(saying(simulation.lines, / c1 ← pong /)).not.toEqual([]));
  await simulation.stop();
  const told = simulation.lines.map((line) => line.replace(/^#\d+ \+[\d.]+ s /, ''));
  for (const what of [
    /^· tcp connected to 127\.0\.0\.1:\d+ /,
    /^127\.0\.0\.1:\d+ ← tls secured TLSv1\.3 verified$/,
    /^127\.0\.0\.1:\d+ → upgrade GET \/cfs\/nbufacade$/,
    /^c1 ← upgrade status 101/,
    /^c1 → message .*"CONNECT".*"token":"⟦token⟧"/,
    /^c1 ← message .*"valid":true/,
    /^c1 · mark established GROUPID1/,
    /^c1 → message .*"NOTIFICATION"/,
    /^c1 · mark acknowledged 1 entry; 0 more for GROUPID1$/,
    /^c1 ← message .*"COMMAND","subType":"REQUEST"/,
    /^· mark call POST \/netbackup\/login: status 201$/,
    /^c1 → message .*"COMMAND","subType":"RESPONSE"/,
    /^c1 → ping /,
    /^c1 ← pong /,
    /^c1 · mark closing the simulation ends$/,
    /^c1 → close 1001$/,
    /^c1 ← close 1001$/,
  ])
    expect(saying(told, what), String(what)).not.toEqual([]);
});

test('brings what was not delivered to an endpoint that goes away and comes back on the same port', async () => {
  const { group, got } = await endpoints({ hosts: ['127.0.0.1'] });
  const way = await relay(group.descriptors[0]?.url ?? '');
  const simulation = await simulate(group, group.texts.map(way.describe));
  simulation.happen(job(1));
  await simulation.acknowledged();
  await way.cut();
  await until(() => expect(saying(simulation.lines, /· tcp failed to reach 127\.0\.0\.1:\d+ \(ECONNREFUSED\)/)).not.toEqual([]));
  simulation.happen(job(2));
  expect(simulation.waiting()).toBe(1);
  await way.restore();
  await simulation.acknowledged();
  expect(jobIdsOf(got)).toEqual([1, 2]);
  expect(saying(simulation.lines, /mark gone the connection ended without a Close/)).toHaveLength(1);
});

test('fails over to the next endpoint of the group', async () => {
  const { group, got } = await endpoints();
  const way = await relay(group.descriptors[0]?.url ?? '');
  const [first = '', second = ''] = group.texts;
  const simulation = await simulate(group, [way.describe(first), second]);
  await until(() => expect(saying(simulation.lines, /established/)).toHaveLength(1));
  await way.cut();
  simulation.happen(job(1));
  await simulation.acknowledged();
  expect(saying(simulation.lines, /upgrade status 101 127\.0\.0\.1:/)).toHaveLength(1);
  expect(jobIdsOf(got)).toEqual([1]);
});

test('gives each moment of a ready-made event a notification of its own', async () => {
  const { group, got } = await endpoints();
  const simulation = await simulate(group, group.texts.slice(0, 1));
  const event = (jobId: number) => ({ object: 'JOB', data: { jobId } }) as const;
  simulation.happen([event(1), event(2)]);
  simulation.happen([event(3)]);
  await simulation.acknowledged();
  const requests = got.filter(({ type, subType }) => type === 'NOTIFICATION' && subType === 'REQUEST');
  expect(requests.map((request) => jobIdsOf([request])).filter((ids) => ids.includes(3))).toEqual([[3]]);
  expect(JSON.stringify(requests)).not.toContain('moment');
});

const wrongly: readonly (readonly [what: string, wrap: SeamWrap, says: RegExp])[] = [
  ['a token that is refused', { token: () => () => false }, /· mark closing the endpoint has refused the token$/],
  [
    'an acknowledgement under another id',
    {
      answer: (next) => (request, session) =>
        next(request, session).map((outgoing) =>
          request['type'] === 'NOTIFICATION' ? { ...outgoing, message: { ...outgoing.message, id: 'other' } } : outgoing,
        ),
    },
    /· mark ignored expected an acknowledgement under the id [0-9A-F-]{36}$/,
  ],
  [
    'an acknowledgement that does not come',
    { answer: (next) => (request, session) => (request['type'] === 'NOTIFICATION' ? [] : next(request, session)) },
    /· mark resend [0-9A-F-]{36} was not acknowledged within 1 s$/,
  ],
  ['text that is not JSON', { encode: () => () => 'valid: true' }, /· mark undecodable expected a JSON object/],
  ['an upgrade that is refused', { upgrade: () => () => ({ accept: false, status: 403 }) }, /← upgrade status 403 no-upgrade /],
  [
    'a COMMAND that cannot be called',
    { ask: () => () => [{ uri: 'no path', method: 'GET', headers: {} }] },
    /· mark refused \{"error":"uri: expected a path/,
  ],
];

test.each(wrongly)('says what becomes of %s', async (_what, wrap, says) => {
  const { group } = await endpoints({ wraps: [wrap] });
  const simulation = await simulate(group, group.texts.slice(0, 1));
  simulation.happen(job(1));
  await until(() => expect(saying(simulation.lines, says), simulation.lines.join('\n')).not.toEqual([]));
});

test.each([
  ['nobody vouches for', { ca: null }, /← tls failed issuer-unknown .* add --pin sha256:/],
  ['another pin than given', { pin: `sha256:${'A'.repeat(43)}=` }, /← tls failed certificate-not-pinned /],
  ['that is not verified', { ca: null, insecure: true }, /← tls secured .* not-verified /],
])('says so of a certificate that %s', async (_what, trust, says) => {
  const { group } = await endpoints();
  const usual = { ca: group.ca, pin: null, insecure: false, publicOnly: new Set<string>() };
  const simulation = await simulate(group, group.texts.slice(0, 1), { trust: { ...usual, ...trust } });
  await until(() => expect(saying(simulation.lines, says), simulation.lines.join('\n')).not.toEqual([]));
});

test('leaves out pings and pongs where that is wanted', async () => {
  let pings = 0;
  const counting: SeamWrap = {
    ping: (next) => (payload, session) => {
      pings += 1;
      next(payload, session);
    },
  };
  const { group } = await endpoints({ wraps: [counting] });
  const simulation = await simulate(group, group.texts.slice(0, 1), { withPings: false });
  await until(() => expect(pings).toBeGreaterThan(0));
  expect(saying(simulation.lines, /p[io]ng/)).toEqual([]);
});
