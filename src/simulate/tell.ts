import type { EntryBody } from '../transcript/entry.ts';

/** Takes what happened, for whoever looks on; `connection` is `c1`, `c2`, …, absent where there is none yet. */
export type WireListener = (body: EntryBody, connection?: string) => void;

/** What the simulation notes by itself. */
export const mark = (name: string, detail: string): EntryBody => ({ kind: 'mark', direction: 'local', name, detail });
