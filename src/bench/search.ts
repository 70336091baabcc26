import { once } from 'node:events';
import { WebSocket } from 'ws';
import { acknowledges } from '../check/endpoint/acknowledge.ts';
import { chargedTo, inCases } from '../check/endpoint/in-cases.ts';
import { viewOf } from '../check/view.ts';
import { searchNotifications } from '../fuzz/search-messages.ts';
import { noHooks } from '../peer/netbackup/hook-call.ts';
import { WireServicePeer } from '../peer/netbackup/netbackup-peer.ts';
import { sourced } from '../peer/netbackup/sourced-descriptor.ts';
import { defaultProfile } from '../protocol/profile.ts';
import { startEndpointGroup } from '../reference/endpoint/endpoint-group.ts';
import { searchOrder } from '../scenario/service-peer.ts';
import { systemClock } from '../transcript/clock.ts';
import { Recorder } from '../transcript/recorder.ts';
import { Redactor } from '../transcript/redactor.ts';
import { median } from './median.ts';

const CASES = 2_000;
const ROUNDS = 5;
const rows = ['ACK-001', 'NTF-030', 'NTF-031', 'NTF-033', 'MSG-018', 'MSG-019', 'MSG-021'];

/** Generated cases through wss, with generating, sending, answer, record and judging, to a bare ws ping-pong of the same bytes. */
export async function searchRate(): Promise<readonly string[]> {
  const group = await startEndpointGroup({ hosts: ['127.0.0.1'] });
  const [descriptor] = group.descriptors;
  if (descriptor === undefined) return [];
  const ratios: number[] = [];
  const parts = { drive: [] as number[], judge: [] as number[], bare: [] as number[] };
  for (let round = 0; round < ROUNDS; round++) {
    const redactor = new Redactor();
    const header = { transcript: 1, scenario: 'bench', role: 'endpoint', epochMs: Date.now(), group: [] } as const;
    const recorder = new Recorder(header, systemClock, systemClock.now(), redactor);
    const peer = new WireServicePeer(
      {
        descriptors: [sourced('embedded', JSON.stringify(descriptor))],
        trust: { ca: group.ca, pin: null, insecure: false, publicOnly: new Set() },
        search: searchOrder(round, CASES),
        hooks: noHooks,
        profile: defaultProfile,
        clock: systemClock,
        redactor,
        signal: new AbortController().signal,
      },
      recorder,
    );
    await peer.establish();
    const from = performance.now();
    await searchNotifications(peer, 'bench');
    const driven = performance.now();
    const view = viewOf([recorder.transcript], defaultProfile);
    for (const row of rows) inCases(acknowledges(), chargedTo(row))(view);
    const judged = performance.now();
    await peer.close();
    const sent = view.messages.filter(({ entry, claim }) => entry.direction === 'sent' && claim.type === 'NOTIFICATION');
    // Of the few beyond 64 KiB a transcript keeps the beginning only: they cannot be sent again.
    const whole = sent.filter(({ entry }) => entry.cut === undefined);
    const bare = await barePingPong(
      descriptor.url,
      group.ca,
      descriptor.token,
      whole.map(({ entry, claim }) => ({ text: entry.text, id: String(claim.id) })),
    );
    ratios.push(sent.length / (judged - from) / (whole.length / bare));
    parts.drive.push((driven - from) / sent.length);
    parts.judge.push((judged - driven) / sent.length);
    parts.bare.push(bare / whole.length);
  }
  await group.stop();
  const us = (values: readonly number[]) => `${(median(values) * 1000).toFixed(0)} µs`;
  return [
    `generated cases / bare ws ping-pong of the same bytes: ${median(ratios).toFixed(2)} (a case: ${us(parts.drive)} to generate, drive and record, ${us(parts.judge)} to judge; bare ${us(parts.bare)}; goal 0.6)`,
  ];
}

/** Milliseconds for sending each text after the answer to the one before it. */
async function barePingPong(
  url: string,
  ca: string,
  token: string,
  messages: readonly { readonly text: string; readonly id: string }[],
): Promise<number> {
  const socket = new WebSocket(url, { ca, perMessageDeflate: false });
  await once(socket, 'open');
  const exchange = (text: string, id: string): Promise<void> => {
    const answered = new Promise<void>((resolve) => {
      const heard = (data: Buffer) => {
        if ((JSON.parse(data.toString()) as { readonly id: string }).id !== id) return;
        socket.off('message', heard);
        resolve();
      };
      socket.on('message', heard);
    });
    socket.send(text);
    return answered;
  };
  const envelope = { version: '1.0', id: 'BENCH', type: 'CONNECT', subType: 'REQUEST', timeStamp: Math.floor(Date.now() / 1000) };
  await exchange(JSON.stringify({ ...envelope, payload: { token } }), 'BENCH');
  const from = performance.now();
  for (const { text, id } of messages) await exchange(text, id);
  const took = performance.now() - from;
  socket.terminate();
  return took;
}
