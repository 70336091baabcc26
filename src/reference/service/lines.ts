import type { Readable } from 'node:stream';
import { StringDecoder } from 'node:string_decoder';

/**
 * Reads a stream as lines of UTF-8 text and tells when it ends, in whatever way; gives what stops the reading. Only a line
 * feed ends a line: `node:readline` would split JSON at U+2028, which is legal within its strings.
 */
export function readLines(stream: Readable, line: (text: string) => void, ended: () => void): () => void {
  const decoder = new StringDecoder('utf8');
  let rest = '';
  const take = (text: string) => {
    const lines = text.split('\n');
    lines[0] = rest + (lines[0] ?? '');
    rest = lines.pop() ?? '';
    for (const one of lines) line(one);
  };
  const data = (piece: Buffer | string) => take(typeof piece === 'string' ? piece : decoder.write(piece));
  const end = () => {
    take(`${decoder.end()}\n`);
    stop();
    ended();
  };
  const stop = () => {
    stream.off('data', data).off('end', end).off('close', end).pause();
  };
  stream.on('error', () => {});
  stream.on('data', data).on('end', end).on('close', end);
  return stop;
}
