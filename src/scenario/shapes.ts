import { randomBytes } from 'node:crypto';
import type { CommandOrder } from '../protocol/command-order.ts';
import type { RestAnswer, ServicePeer } from './service-peer.ts';
import type { ApiPlan } from './stage.ts';

/** Random bytes, as ping data that no earlier ping carried. */
export const freshBytes = (count: number): Uint8Array => randomBytes(count);

/** The envelope of a notification as our side writes it: version, a UUID, types and a ten-digit timeStamp. */
const ENVELOPE_BYTES =
  JSON.stringify({
    version: '1.0',
    id: 'x'.repeat(36),
    type: 'NOTIFICATION',
    subType: 'REQUEST',
    timeStamp: 1_444_944_181,
    payload: 0,
  }).length - 1;

/** A payload that makes the whole message exactly so many bytes long: as many jobs as fit, the last one filled up. */
export function ofBytes(peer: ServicePeer, bytes: number): readonly unknown[] {
  const payload = (data: readonly unknown[]) => [{ notificationType: 'INFO', object: 'JOB', data }];
  const size = (data: readonly unknown[]) => ENVELOPE_BYTES + JSON.stringify(payload(data)).length;
  const job = peer.invent.job();
  const each = JSON.stringify(job).length + 1;
  const count = Math.max(1, Math.floor((bytes - size([])) / (each + 8)));
  const jobs = [job, ...Array.from({ length: count - 1 }, () => peer.invent.job())];
  const rest = bytes - size(jobs);
  const filled = jobs.map((entry, index) =>
    index === 0 ? { ...entry, policyName: `${String(entry['policyName'])}${'x'.repeat(Math.max(0, rest))}` } : entry,
  );
  return payload(filled);
}

/** A read of NetBackup's REST API, as an application would order it (guide §1.5). */
export const orderOf = (uri: string): CommandOrder => ({
  uri,
  method: 'GET',
  headers: { 'Content-Type': 'application/json', Authorization: 'eyJ0eXAiOiJKV1QiLCJhbGciOiJSUzI1NiJ9.e30.c2ln' },
});

/** An answer of the REST API that can be told from any other by its marker. */
export const restAnswerOf = (marker: string, responseCode = 200): RestAnswer => ({
  headers: { 'content-type': 'application/json' },
  responseCode,
  body: JSON.stringify({ marker }),
});

/** What the API is to answer to a COMMAND of ours: JSON and a header that can be told from any other by their marker. */
export const apiPlanOf = (marker: string, status = 200): ApiPlan => ({
  status,
  headers: { 'Content-Type': 'application/json', 'X-Marker': marker },
  body: JSON.stringify({ marker, quoted: 'a "word" and a \\', nested: { list: [1, 2.5, null, true] } }),
});
