import type { Entry, EntryOf } from '../../transcript/entry.ts';
import { type CaseStage, markDetail } from '../../transcript/mark.ts';
import { detailOf } from '../entry-line.ts';

/** What is read of a detail: more than any line shows. */
const READ = 400;

/** What an entry is, in a few words, such as `NOTIFICATION REQUEST 2 JOB, DONE` or `ping 31`; not yet made inert. */
export function entryLabel(entry: Entry): string {
  switch (entry.kind) {
    case 'message':
      return messageLabel(entry);
    case 'timer':
      return `${entry.wait} ${entry.outcome}, ${inTime(entry.elapsedMs)} of ${inTime(entry.boundMs)}`;
    case 'lag':
      return `own lag ${inTime(entry.lagMs)}`;
    case 'mark':
      return markLabel(entry);
    case 'close':
      return `close ${detailOf(entry)}`;
    case 'http':
      return entry.direction === 'received' ? `${entry.method} ${entry.target}` : `HTTP ${entry.status}`;
    case 'event':
      return `${entry.object} ${told(entry.data['state'] ?? entry.data['operationId'] ?? '')} happens`;
    case 'file':
      return `${entry.event} ${entry.name}`;
    case 'upgrade':
      return entry.direction === 'sent' ? `upgrade ${detailOf(entry)}` : detailOf(entry);
    case 'tcp':
      if (entry.event === 'ended')
        return `TCP ${entry.how === 'fin' ? 'FIN' : 'RST'}${entry.cause === undefined ? '' : `, ${entry.cause}`}`;
      return entry.event === 'failed' ? `TCP ${detailOf(entry)}` : `TCP ${entry.event}`;
    case 'descriptor':
      return `descriptor ${entry.source}${entry.problems.length === 0 ? '' : `, ${entry.problems.length} problems`}`;
    default:
      return `${entry.kind === 'tls' ? 'TLS' : entry.kind} ${detailOf(entry).slice(0, READ)}`.trimEnd();
  }
}

function markLabel(entry: EntryOf<'mark'>): string {
  const { name, detail } = entry;
  if (markDetail(entry, 'drive-ended') !== undefined)
    return detail === 'done' ? 'end of the drive' : `the drive ended: ${detail}`;
  if (markDetail(entry, 'searched') !== undefined) return name;
  const generated = markDetail(entry, 'case');
  if (generated !== undefined) return `${name} ${generated.number}${stageLabel(generated.stage)}`;
  const script = markDetail(entry, 'script');
  if (script !== undefined) return `${name} of endpoint ${script.place}${stageLabel(script.stage)}${stepsLabel(script.steps)}`;
  const found = markDetail(entry, 'counterexample');
  if (found !== undefined) return `${name}${found.number === null ? '' : ` ${found.number}`}${stepsLabel(found.steps)}`;
  return `${name.replaceAll('-', ' ')}${detail === '' ? '' : `: ${detail.slice(0, READ)}`}`;
}

const stageLabel = (stage: CaseStage): string => (stage === 'search' ? '' : `, ${stage}`);
const stepsLabel = (steps: readonly string[]): string => `: ${steps.join(', ').slice(0, READ)}`;

function messageLabel(entry: EntryOf<'message'>): string {
  const [flag, bent] = entry.deviation === undefined ? ['', ''] : ['⚑ ', ` (${entry.deviation})`];
  const envelope = entry.cut ?? parsed(entry.text);
  if (envelope === undefined)
    return `${flag}${entry.binary ? 'binary' : 'text'}, ${entry.bytes === 1 ? '1 byte' : `${entry.bytes} bytes`}: ${entry.text.slice(0, READ)}${bent}`;
  const { type, subType, id } = envelope as { readonly type?: unknown; readonly subType?: unknown; readonly id?: unknown };
  const names = [type, subType].map((name) => told(name ?? null));
  const payload = 'payload' in envelope ? envelope['payload'] : undefined;
  const content = payloadLabel(payload);
  return `${flag}${names.join(' ')}${content === '' ? '' : ` · ${content}`}${typeof id === 'string' ? ` · ${shortId(id)}` : ''}${entry.cut === undefined ? '' : ` (${entry.bytes} bytes)`}${bent}`;
}

/** Enough of an id to see which answer belongs to which request. */
const shortId = (id: string): string => (id.length <= 12 ? id : `${id.slice(0, 4)}…${id.slice(-4)}`);

function payloadLabel(payload: unknown): string {
  if (Array.isArray(payload)) {
    const objects = payload.filter(isRecord).map((one) => {
      const data = Array.isArray(one['data']) ? one['data'] : [];
      const states = data.filter(isRecord).map(({ state, operationId }) => state ?? operationId);
      const first = states.find((state) => typeof state === 'string');
      return `${data.length} ${told(one['object'])}${first === undefined ? '' : ` ${told(first)}`}`;
    });
    return objects.length === 0 ? '[]' : objects.join(', ');
  }
  if (payload === undefined) return '';
  if (!isRecord(payload)) return asJson(payload);
  const { valid, token, method, uri, responseCode } = payload;
  if (token !== undefined) return told(token);
  if (valid !== undefined) return `valid ${asJson(valid)}`;
  if (responseCode !== undefined) return told(responseCode);
  return method === undefined ? asJson(payload) : `${told(method)} ${told(uri)}`;
}

/** A text as it is, anything else as JSON; `String` would ask a member of the candidate's that is called toString. */
const told = (value: unknown): string => (typeof value === 'string' ? value.slice(0, READ) : asJson(value));

function asJson(value: unknown): string {
  try {
    return (JSON.stringify(value) ?? 'undefined').slice(0, READ);
  } catch {
    // Nested so deep that it can be read, and not written.
    return Array.isArray(value) ? '[…]' : '{…}';
  }
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function parsed(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isRecord(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** `0.7 ms`, `120 ms`, `5 s`, `13.5 s`. */
export function inTime(ms: number): string {
  if (ms < 10) return `${Number(ms.toFixed(1))} ms`;
  return ms < 1000 ? `${Math.round(ms)} ms` : `${Number((ms / 1000).toFixed(1))} s`;
}
