import { isObject, member } from '../../protocol/codec.ts';
import { readDescriptor } from '../../protocol/descriptor.ts';
import { parseProperties } from '../../protocol/properties.ts';
import type { Json } from '../endpoint/seams.ts';
import { attempt } from './attempt.ts';
import { callApi } from './call-api.ts';
import { closeCodes } from './close-codes.ts';
import { decideCommand } from './command.ts';
import { hostAndPortOf } from './dial.ts';
import { eraseEntries, loadEntries, readEntry, saveEntry } from './entry-journal.ts';
import { stringifyExactly } from './exact-json.ts';
import { now, requestOf } from './message.ts';
import type { ServiceSeams } from './seams.ts';
import { isSessionOpen, type NotificationEntry, type Outstanding, type ServiceSession } from './session.ts';

/** A request stays of a size that an endpoint takes at once; the rest follows after the acknowledgement. */
const MAX_ENTRIES = 100;

/** The seams of a NetBackup that does everything as the guide has it. */
export function conformingServiceSeams(self: () => ServiceSeams): ServiceSeams {
  return {
    properties: (text) => parseProperties(text),
    named: (file) => file.endsWith('.json'),
    register: (text) => {
      const reading = readDescriptor(text);
      return reading.ok ? reading.descriptor : null;
    },
    registered: (found) => found,
    order: (endpoints) => [...endpoints].sort((a, b) => a.descriptor.priority - b.descriptor.priority),
    mayDial: (_endpoint, { sessions }) => ![...sessions].some(isSessionOpen),
    target: ({ descriptor }) => hostAndPortOf(descriptor.url),
    tls: (options) => options,
    secure: (socket, { tls }) => tls(socket),
    upgrade: ({ descriptor }) => ({ url: descriptor.url, headers: {} }),
    request: (request) => request.end(),
    unreachable: () => {},
    upgraded: ({ endpoint }) => [self().connect(endpoint)],
    connect: ({ descriptor }) => requestOf('CONNECT', { token: descriptor.token }),
    established,
    refused: (session) => self().close(session, 'refused'),
    lost: () => {},
    event: (line) => {
      const entry = readEntry(line);
      return entry === null ? null : [entry];
    },
    audience: (_entry, groups) => groups,
    gate: ({ established, outstanding }) => established && outstanding.length === 0,
    take: (waiting) => waiting.slice(0, MAX_ENTRIES),
    batch,
    notification: (payload) => requestOf('NOTIFICATION', payload),
    resend: (message) => ({ ...message, timeStamp: now() }),
    acknowledges,
    acknowledged: (entries, queue) => queue.remove(entries),
    command: (message, { established }) => (established ? decideCommand(message) : { action: 'ignore' }),
    call: callApi,
    respond: ({ id }, payload) => [{ version: '1.0', id, type: 'COMMAND', subType: 'RESPONSE', timeStamp: now(), payload }],
    ping: (payload, { socket }) => socket.ping(payload),
    pong: (payload, ping) => payload === ping,
    missed: (count, maximum) => count >= maximum,
    read: (text, binary) => (binary ? null : attempt(() => objectOf(JSON.parse(text)), null)),
    undecodable: (_text, session) => {
      if (!session.properties.ignoreDecoder) self().close(session, 'undecodable');
    },
    encode: stringifyExactly,
    frame: (text, { socket }, sent) => socket.send(text, () => sent()),
    close: ({ socket }, why) => socket.close(closeCodes[why]),
    wait: (_name, milliseconds) => milliseconds,
    load: loadEntries,
    save: saveEntry,
    erase: eraseEntries,
  };
}

const objectOf = (value: unknown): Json | null => (isObject(value) ? value : null);

function established(message: Json, { connectId }: ServiceSession): 'yes' | 'no' | 'not-an-answer' {
  if (connectId === null || !isResponse(message, 'CONNECT', connectId)) return 'not-an-answer';
  const valid = member(message['payload'], 'valid');
  if (valid === true) return 'yes';
  return valid === false ? 'no' : 'not-an-answer';
}

/** What its payload says is not looked at: the id is what acknowledges (AMB-07). */
function acknowledges(message: Json, outstanding: Outstanding): boolean {
  return isResponse(message, 'NOTIFICATION', outstanding.message['id']);
}

function isResponse(message: Json, type: string, id: unknown): boolean {
  return message['type'] === type && message['subType'] === 'RESPONSE' && message['id'] === id;
}

/** One element for each object, with all its entries. */
function batch(entries: readonly NotificationEntry[]): readonly Json[] {
  return (['JOB', 'IMAGE'] as const).flatMap((object) => {
    const data = entries.filter((entry) => entry.object === object).map((entry) => entry.data);
    return data.length === 0 ? [] : [{ notificationType: 'INFO', object, data }];
  });
}
