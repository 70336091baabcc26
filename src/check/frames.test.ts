import { expect, test } from 'vitest';
import { defaultProfile } from '../protocol/profile.ts';
import type { Entry, EntryBody, Transcript } from '../transcript/entry.ts';
import { controlAfterClose, frameInvariants } from './frames.ts';
import { viewOf } from './view.ts';

const frame = { opcode: 1, fin: true, rsv: 0, masked: false, length: 1, form: 7 } as const;
const text = { kind: 'message', text: '{}', bytes: 2, binary: false, frames: [frame] } as const;
const nonsense: EntryBody = { ...text, direction: 'sent', frames: [{ ...frame, masked: true }], provokes: true };
const usual: EntryBody = { ...text, direction: 'received' };
const odd: EntryBody = { ...text, direction: 'received', frames: [{ ...frame, rsv: 4 }] };
const afterClose = (opcode: number): EntryBody => ({
  kind: 'frame',
  direction: 'received',
  problem: 'FRAME_AFTER_CLOSE',
  frame: { ...frame, opcode },
});

function seen(...bodies: readonly EntryBody[]) {
  const entries = bodies.map((body, index): Entry => ({ n: index + 1, at: index, connection: 'c1', ...body }) as Entry);
  const header: Transcript['header'] = { transcript: 1, scenario: 'own/frames', role: 'endpoint', epochMs: 0, group: [] };
  return viewOf([{ header, entries }], defaultProfile);
}
const frames = frameInvariants('endpoint')['CON-027'];

test('fails a frame that RFC 6455 does not have', () => {
  expect(frames?.(seen(usual, odd))).toMatchObject({ kind: 'violation', reason: 'reserved-bit' });
  expect(frames?.(seen(usual, odd))).not.toHaveProperty('isMild');
});

test('is mild with one that came only after what no NetBackup sends', () => {
  expect(frames?.(seen(usual, nonsense, odd))).toMatchObject({ kind: 'violation', reason: 'reserved-bit', isMild: true });
});

test('is not mild with one that came before it as well', () => {
  expect(frames?.(seen(odd, nonsense, odd))).not.toHaveProperty('isMild');
});

test('fails data after a Close frame', () => {
  expect(frames?.(seen(usual, afterClose(1)))).toMatchObject({ kind: 'violation', reason: 'frame-after-close' });
});

test.each([8, 9, 10])('observes a control frame of opcode %d after a Close frame', (opcode) => {
  const view = seen(usual, afterClose(opcode));
  expect(frames?.(view)?.kind).toBe('pass');
  expect(controlAfterClose(view)).toHaveLength(1);
});
