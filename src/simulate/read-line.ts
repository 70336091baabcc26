import { decode, isObject, member } from '../protocol/codec.ts';
import { isReadyMade, type ReadyMade, readyMade } from './ready-made.ts';

/** What a line of the input means. */
export type InputLine =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'help' }
  | { readonly kind: 'ready-made'; readonly name: ReadyMade }
  | { readonly kind: 'event'; readonly text: string }
  | { readonly kind: 'refused'; readonly sentence: string };

/** Of what was got, so much is quoted. */
const QUOTED = 60;
const names = Object.keys(readyMade).join(', ');

/** Reads a line that tells of an event: a ready-made one by its name, or one as JSON (contracts.md §5). */
export function readLine(line: string): InputLine {
  const text = line.trim();
  if (text === '') return { kind: 'nothing' };
  if (text === 'help') return { kind: 'help' };
  if (isReadyMade(text)) return { kind: 'ready-made', name: text };
  if (!/^[{["]/.test(text)) return refused(`expected ${names}, help or an event as JSON`, JSON.stringify(text.slice(0, QUOTED)));
  const decoded = decode(text);
  if (decoded.kind === 'unreadable')
    return refused('expected an event as one JSON object on one line', `text that is not JSON (${decoded.problem})`);
  const object = member(decoded.value, 'object');
  if (object !== 'JOB' && object !== 'IMAGE') return refused('object: expected "JOB" or "IMAGE"', spelled(object));
  const data = member(decoded.value, 'data');
  return isObject(data) ? { kind: 'event', text } : refused('data: expected an object, the entry as on the wire', spelled(data));
}

/** What `help` says, one line each. */
export const helpLines: readonly string[] = [
  'Events, one a line:',
  ...Object.entries(readyMade).map(([name, { says }]) => `  ${name.padEnd(15)} ${says}`),
  '  {"object":"JOB","data":{…}} or {"object":"IMAGE","data":{…}}, with an entry of a notification as on the wire',
  'Each use of a name has ids and times of its own. The end of the input (Ctrl-D) ends the simulation once all is acknowledged.',
];

const refused = (expected: string, got: string): InputLine => ({
  kind: 'refused',
  sentence: `${expected}, got ${got}; nothing was sent, help lists what can be.`,
});

const spelled = (value: unknown): string => (value === undefined ? 'no such member' : JSON.stringify(value).slice(0, QUOTED));
