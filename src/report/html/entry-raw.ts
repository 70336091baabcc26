import type { Entry } from '../../transcript/entry.ts';
import { pretty } from './pretty.ts';

/** What stood on the wire, laid out, and a line of facts about it; null for an entry whose label says it all. */
export function entryRaw(entry: Entry): { readonly facts: string; readonly text: string } | null {
  switch (entry.kind) {
    case 'message': {
      const frames = entry.frames.length > 1 ? `${entry.frames.length} frames` : '';
      const cut = entry.cut === undefined ? '' : `cut; the whole has sha256 ${entry.cut.sha256}`;
      const ours = entry.deviation === undefined ? '' : `deliberately not what NetBackup would send: ${entry.deviation}`;
      const kind = entry.binary ? 'binary' : 'text';
      return { facts: listed(kind, `${entry.bytes} bytes`, frames, cut, ours), text: pretty(entry.text) };
    }
    case 'upgrade':
      if (entry.direction === 'sent') return { facts: '', text: `GET ${entry.path}\n${headers(entry.headers)}` };
      return {
        facts: listed(entry.problem ?? '', entry.detail),
        text: `status ${entry.status ?? 'none'}\n${headers(entry.headers)}`,
      };
    case 'http': {
      const head =
        entry.direction === 'received' ? `${entry.method} ${entry.target} HTTP/${entry.version}` : `HTTP status ${entry.status}`;
      return { facts: `call ${entry.call}`, text: `${head}\n${headers(entry.headers)}\n${pretty(entry.body)}`.trimEnd() };
    }
    case 'event':
      return { facts: '', text: pretty(JSON.stringify({ object: entry.object, data: entry.data })) };
    case 'file':
      return entry.text === '' ? null : { facts: '', text: pretty(entry.text) };
    case 'hook': {
      const text = entry.direction === 'sent' ? entry.body : (entry.body ?? '');
      return text === '' ? null : { facts: `call ${entry.call}`, text: pretty(text) };
    }
    case 'descriptor':
      return { facts: entry.problems.map(({ message }) => message).join('; '), text: pretty(entry.text) };
    case 'tls':
      return entry.certificate === null ? null : { facts: entry.detail, text: pretty(JSON.stringify(entry.certificate)) };
    case 'mark':
      return entry.detail.startsWith('{') ? { facts: '', text: pretty(entry.detail) } : null;
    default:
      return null;
  }
}

const headers = (all: Readonly<Record<string, string>>): string =>
  Object.entries(all)
    .map(([name, value]) => `${name}: ${value}\n`)
    .join('');

const listed = (...parts: readonly string[]): string => parts.filter((part) => part !== '').join(', ');
