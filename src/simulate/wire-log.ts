import type { Clock } from '../transcript/clock.ts';
import type { Entry } from '../transcript/entry.ts';
import { KEPT_TEXT } from '../transcript/recorder.ts';
import type { Redactor } from '../transcript/redactor.ts';
import type { WireListener } from './tell.ts';

/**
 * Numbers and times what happens and hands it on at once, with every text in it redacted; unlike a recorder it keeps nothing,
 * since a simulation may go on for days.
 */
export function wireLog(redactor: Redactor, clock: Clock, write: (entry: Entry) => void): WireListener {
  const zero = clock.now();
  let n = 0;
  return (body, connection) => {
    n += 1;
    const place = { n, at: clock.now() - zero, ...(connection === undefined ? {} : { connection }) };
    write({ ...place, ...redacted(body, redactor) });
  };
}

/** The same value with every text in it, at any depth, redacted and cut. */
function redacted<T>(value: T, redactor: Redactor): T {
  if (typeof value === 'string') return redactor.redact(value).slice(0, KEPT_TEXT) as T;
  if (Array.isArray(value)) return value.map((item) => redacted(item, redactor)) as T;
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, redacted(inner, redactor)])) as T;
}
