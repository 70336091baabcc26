import type { Entry } from '../transcript/entry.ts';
import { cut } from './cut.ts';
import { visible } from './visible.ts';

/** 200 with the indent of a report: wider lines bury what they show, and the whole message is in the transcript. */
const COLUMNS = 198;

const arrows = { sent: '→', received: '←', local: '·' } as const;

/**
 * Writes one transcript entry as one printable line of at most 198 columns, or as many as given, such as
 * `#12 +0.034 s c3 ← message {"version":…`.
 *
 * `→` is what we sent, `←` what the candidate sent, `·` what the runner noted. `since` is the time that counts as zero, in
 * milliseconds as {@link Entry.at}.
 */
export function entryLine(entry: Entry, since: number, columns = COLUMNS): string {
  const time = `+${((entry.at - since) / 1000).toFixed(3)} s`;
  // Cut first as well, so that a message of megabytes is not gone through: two units make at least one column.
  const detail = visible(detailOf(entry).slice(0, 2 * columns + 2));
  const parts = [`#${entry.n}`, time, entry.connection ?? '', arrows[entry.direction], entry.kind, detail];
  return cut(parts.filter((part) => part !== '').join(' '), columns);
}

/** What an entry says beside its kind; neither cut nor made visible. */
export function detailOf(entry: Entry): string {
  switch (entry.kind) {
    case 'tcp':
      if (entry.event === 'connected') return `connected to ${entry.host}:${entry.port} (${entry.address})`;
      if (entry.event === 'accepted') return `accepted at endpoint ${entry.place} (${entry.groupId})`;
      if (entry.event === 'failed') return `failed to reach ${entry.host}:${entry.port} (${entry.error})`;
      return `ended by ${entry.how}${entry.cause === undefined ? '' : `: ${entry.cause}`}`;
    case 'tls':
      return [entry.event, entry.protocol, entry.problem, entry.detail].filter(isText).join(' ');
    case 'upgrade':
      if (entry.direction === 'sent') return `GET ${entry.path}`;
      return [entry.status === null ? null : `status ${entry.status}`, entry.problem, entry.detail].filter(isText).join(' ');
    case 'http':
      if (entry.direction === 'received')
        return `${entry.isSecure ? '' : 'without TLS '}${entry.method} ${entry.target} ${entry.body}`;
      return `status ${entry.status} ${entry.body}`;
    case 'event':
      return `${entry.object} ${JSON.stringify(entry.data)}`;
    case 'file':
      return `${entry.name} ${entry.event} ${entry.text}`;
    case 'process':
      return `${entry.event} ${entry.detail}`;
    case 'probe':
      return `${entry.probe}: ${entry.detail}`;
    case 'frame':
      return `opcode ${entry.frame.opcode}, ${entry.frame.length} bytes: ${entry.problem}`;
    case 'message':
      return entry.binary ? `(binary) ${entry.text}` : entry.text;
    case 'ping':
    case 'pong':
      return entry.hex;
    case 'close':
      return `${entry.code ?? 'without a code'} ${entry.reason}`.trimEnd();
    case 'timer':
      return `${entry.wait}: ${entry.outcome} after ${Math.round(entry.elapsedMs)} of ${entry.boundMs} ms`;
    case 'descriptor':
      return `${entry.source} ${entry.text}`;
    case 'hook':
      return `${entry.hook} ${entry.body ?? (entry.direction === 'received' ? entry.detail : '')}`;
    case 'mark':
      return [entry.name, entry.detail].filter(isText).join(' ');
    case 'lag':
      return `${Math.round(entry.lagMs)} ms`;
    default:
      // A later version may have kinds that this one does not know.
      entry satisfies never;
      return '';
  }
}

const isText = (part: string | null): part is string => part !== null && part !== '';
