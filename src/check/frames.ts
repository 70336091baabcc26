import { mayBeSent } from '../protocol/close-code.ts';
import type { Role } from '../protocol/message.ts';
import type { Entry, EntryOf, FrameHeader } from '../transcript/entry.ts';
import { type Fact, isOf } from './fact.ts';
import { type Observation, pass, type Violation, violation } from './outcome.ts';
import { type Check, received, type View, withFacts } from './view.ts';

const isControl = ({ opcode }: FrameHeader): boolean => opcode >= 8;
const SHORT = 125;

/** What is wrong with one frame (RFC 6455 §5.1 to §5.5), as reason and sentence. */
function frameProblem(frame: FrameHeader, isMasked: boolean): readonly [reason: string, actual: string] | undefined {
  if (frame.masked !== isMasked) return isMasked ? ['unmasked-frame', 'an unmasked frame'] : ['masked-frame', 'a masked frame'];
  if (![0, 1, 2, 8, 9, 10].includes(frame.opcode)) return ['reserved-opcode', `opcode ${frame.opcode}`];
  // permessage-deflate is never offered, so no reserved bit has a meaning here.
  if (frame.rsv !== 0) return ['reserved-bit', `reserved bits ${frame.rsv}`];
  if (isControl(frame) && !frame.fin) return ['fragmented-control-frame', 'a control frame in fragments'];
  if (isControl(frame) && frame.length > SHORT) return ['long-control-frame', `a control frame of ${frame.length} bytes`];
  if (frame.form === 16 && frame.length <= SHORT) return ['long-length-form', `${frame.length} bytes written in 16 bits`];
  if (frame.form === 64 && frame.length <= 0xffff) return ['long-length-form', `${frame.length} bytes written in 64 bits`];
  return undefined;
}

/** The receiver's codes that are about framing; text that is not UTF-8 is for MSG-019, and a message too large for us is legal. */
const breaksFraming = (code: string): boolean => /OPCODE|FIN|MASK|RSV|CONTROL_PAYLOAD/.test(code);

function framesOf(entry: Entry): readonly FrameHeader[] {
  if (entry.direction !== 'received') return [];
  if (entry.kind === 'frame') return [entry.frame];
  return 'frames' in entry ? entry.frames : [];
}

/** A frame that came after a Close frame of the same side: data is forbidden there, control frames are not (RFC 6455 §5.5.1). */
const isAfterClose = (entry: Entry): entry is EntryOf<'frame'> => entry.kind === 'frame' && entry.problem === 'FRAME_AFTER_CLOSE';

/** Control frames after a Close frame: a second Close while something large was still on its way, the Ping of a timer. */
export function controlAfterClose(view: View): readonly Observation[] {
  const seen = view.facts.filter(({ entry }) => entry.direction === 'received' && isAfterClose(entry) && isControl(entry.frame));
  const [first] = seen;
  if (first === undefined) return [];
  const text = `${seen.length === 1 ? 'a control frame came' : `${seen.length} control frames came`} after a Close frame, which RFC 6455 §5.5.1 leaves free`;
  return [{ text, evidence: seen.map(({ ref }) => ref).slice(0, OBSERVED) }];
}

/** So many entries show it. */
const OBSERVED = 6;

/**
 * What the rules of RFC 6455 say of each connection until we sent on it what no NetBackup sends; beyond that a breach is mild: whoever
 * lost the thread over our nonsense would not have lost it with a NetBackup (contracts.md §2).
 */
const mildOnceProvoked =
  (check: Check): Check =>
  (view) => {
    const provoked = new Set<string>();
    const usual = view.facts.filter(({ entry }) => {
      const connection = entry.connection ?? '';
      if (entry.kind === 'message' && entry.provokes === true) provoked.add(connection);
      return !provoked.has(connection);
    });
    const whole = check(view);
    if (whole?.kind !== 'violation' || provoked.size === 0) return whole;
    const unprovoked = check(withFacts(view, usual));
    return unprovoked?.kind === 'violation' ? unprovoked : { ...whole, isMild: true };
  };

/** CON-027, for the side whose frames are masked, or are not (RFC 6455 §5.1). */
const frames =
  (isMasked: boolean): Check =>
  (view) => {
    const judged = view.facts.filter(({ entry }) => framesOf(entry).length > 0);
    if (judged.length === 0) return null;
    for (const { ref, entry } of judged) {
      for (const frame of framesOf(entry)) {
        const problem = frameProblem(frame, isMasked);
        if (problem !== undefined) {
          return violation(
            problem[0],
            `a frame breaks RFC 6455: ${problem[1]}`,
            `${isMasked ? 'masked' : 'unmasked'} frames in the shortest form`,
            problem[1],
            [ref],
          );
        }
      }
      if (isAfterClose(entry) && !isControl(entry.frame)) {
        const expected = 'no data after a Close frame';
        const message = 'a data frame comes after a Close frame';
        return violation('frame-after-close', message, expected, `opcode ${entry.frame.opcode}`, [ref]);
      }
      if (entry.kind === 'frame' && breaksFraming(entry.problem)) {
        return violation(
          'frame-refused',
          `a frame breaks RFC 6455: ${entry.problem}`,
          'frames as RFC 6455 has them',
          entry.problem,
          [ref],
        );
      }
    }
    return constantMask(judged) ?? pass(judged.map(({ ref }) => ref));
  };

/** So many masking keys cannot be the same by chance. */
const ENOUGH_MASKS = 20;

/** A masking key is to be unpredictable (RFC 6455 §5.3); that it is always the same can be seen. */
function constantMask(judged: readonly Fact[]): Violation | undefined {
  const masks = judged.flatMap(({ entry }) => framesOf(entry)).flatMap(({ mask }) => (mask === undefined ? [] : [mask]));
  const [first] = masks;
  if (first === undefined || masks.length < ENOUGH_MASKS || masks.some((mask) => mask !== first)) return undefined;
  const refs = judged.map(({ ref }) => ref);
  return violation('constant-mask', 'all frames carry the same masking key', 'a new key for each frame', first, refs);
}

const closeCodes: Check = (view) => {
  const closes = view.facts.filter(isOf('close')).filter(({ entry }) => entry.direction === 'received');
  if (closes.length === 0) return null;
  const wrong = closes.find(({ entry }) => entry.code !== null && !mayBeSent(entry.code));
  if (wrong === undefined) return pass(closes.map(({ ref }: Fact) => ref));
  const code = String(wrong.entry.code);
  return violation(
    'close-code-not-sendable',
    'a Close frame carries a code that must not be sent',
    '1000 to 4999, not 1005, 1006, 1015',
    code,
    [wrong.ref],
  );
};

const textIsUtf8: Check = (view) => {
  const broken = view.facts.filter(isOf('frame')).filter(({ entry }) => entry.problem === 'WS_ERR_INVALID_UTF8');
  const refs = broken.map(({ ref }) => ref);
  if (refs.length > 0)
    return violation(
      'text-not-utf8',
      'a text message, or the reason of a Close frame, is not UTF-8',
      'valid UTF-8',
      'bytes that are none',
      refs,
    );
  const texts = received(view).filter(({ entry }) => !entry.binary);
  return texts.length === 0 ? null : pass(texts.map(({ ref }) => ref));
};

/** Frames and Close codes of one role (RFC 6455), by the requirement they belong to. */
export const frameInvariants = (role: Role): Readonly<Record<string, Check>> => ({
  'CON-027': mildOnceProvoked(frames(role === 'service')),
  'CON-028': mildOnceProvoked(closeCodes),
  'MSG-019': mildOnceProvoked(textIsUtf8),
});
