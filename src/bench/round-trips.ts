import { once } from 'node:events';
import { WebSocket } from 'ws';
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

const EXCHANGES = 3_000;
const ROUNDS = 5;

/** Notification to acknowledgement, one after another: through the peer with its transcript, and through bare ws with the same bytes. */
export async function roundTrips(): Promise<readonly string[]> {
  const group = await startEndpointGroup({ hosts: ['127.0.0.1'] });
  const [descriptor] = group.descriptors;
  if (descriptor === undefined) return [];
  const redactor = new Redactor();
  const header = { transcript: 1, scenario: 'bench', role: 'endpoint', epochMs: Date.now(), group: [] } as const;
  const recorder = () => new Recorder(header, systemClock, systemClock.now(), redactor);
  const peer = new WireServicePeer(
    {
      descriptors: [sourced('embedded', JSON.stringify(descriptor))],
      trust: { ca: group.ca, pin: null, insecure: false, publicOnly: new Set() },
      search: searchOrder(0),
      hooks: noHooks,
      profile: defaultProfile,
      clock: systemClock,
      redactor,
      signal: new AbortController().signal,
    },
    recorder(),
  );
  const ratios: number[] = [];
  let best = { peer: 0, bare: 0 };
  for (let round = 0; round < ROUNDS; round++) {
    peer.recordInto(recorder());
    const session = await peer.establish();
    const payload = [{ notificationType: 'INFO', object: 'JOB', data: [peer.invent.job()] }];
    const throughPeer = await rate(() => session.notify(payload));
    await peer.close();
    const bare = await bareRate(descriptor.url, group.ca, descriptor.token, payload);
    ratios.push(throughPeer / bare);
    best = { peer: Math.max(best.peer, throughPeer), bare: Math.max(best.bare, bare) };
  }
  peer.cut();
  await group.stop();
  const figures = `${Math.round(best.peer)} against ${Math.round(best.bare)} a second at best`;
  return [`notification to acknowledgement, peer with transcript / bare ws: ${median(ratios).toFixed(2)} (${figures}; goal 0.8)`];
}

async function rate(exchange: () => Promise<unknown>): Promise<number> {
  const from = performance.now();
  for (let done = 0; done < EXCHANGES; done++) await exchange();
  return EXCHANGES / ((performance.now() - from) / 1000);
}

async function bareRate(url: string, ca: string, token: string, payload: unknown): Promise<number> {
  const socket = new WebSocket(url, { ca, perMessageDeflate: false });
  await once(socket, 'open');
  const exchange = async (type: string, body: unknown): Promise<void> => {
    const message = {
      version: '1.0',
      id: crypto.randomUUID().toUpperCase(),
      type,
      subType: 'REQUEST',
      timeStamp: Math.floor(Date.now() / 1000),
      payload: body,
    };
    const answered = new Promise<void>((resolve) => {
      socket.once('message', (data: Buffer) => {
        if ((JSON.parse(data.toString()) as { id: string }).id === message.id) resolve();
      });
    });
    socket.send(JSON.stringify(message));
    await answered;
  };
  await exchange('CONNECT', { token });
  const result = await rate(() => exchange('NOTIFICATION', payload));
  socket.terminate();
  return result;
}
