import { adding, both, having, saying, without } from '../transcript/edits.test-data.ts';
import type { FrameHeader } from '../transcript/entry.ts';
import { markOf } from '../transcript/mark.ts';
import { but, fails, type GoldenRow, isUntestable, on, passes, plainly, warns } from './golden-row.test-data.ts';

/** Messages of the candidate in a transcript: those whose payload is an object, and an array. */
interface Messages {
  readonly object: string;
  readonly array: string;
}

const frame = (isMasked: boolean): FrameHeader => ({ opcode: 1, fin: true, rsv: 0, masked: isMasked, length: 140, form: 16 });

/** What both wings judge alike over everything that a candidate says: its envelope and its frames. */
const messages = (transcript: string, isMasked: boolean, { object, array }: Messages): readonly GoldenRow[] =>
  on(
    transcript,
    plainly(
      passes(
        'run:MSG-001',
        'run:MSG-002',
        'run:MSG-003',
        'run:MSG-009',
        'run:MSG-010',
        'run:MSG-011',
        'run:MSG-012',
        'run:MSG-013',
        'run:MSG-019',
        'run:MSG-022',
        'run:MSG-023',
        'run:MSG-024',
        'run:MSG-025',
        'run:CON-027',
        'run:CON-028',
      ),
    ),
    but('a message is not JSON', saying(object, '{', '{{'), fails('run:MSG-001', 'not-json')),
    but('a message begins with a byte order mark', saying(object, '{', '\ufeff{'), fails('run:MSG-001', 'byte-order-mark')),
    but('a message has no timeStamp', saying(object, /"timeStamp":\d+,/, ''), fails('run:MSG-002', 'member-missing')),
    but(
      'a message is of version 2.0',
      saying(object, '"version":"1.0"', '"version":"2.0"'),
      fails('run:MSG-003', 'version-unknown'),
    ),
    but(
      'a version is a number',
      saying(object, '"version":"1.0"', '"version":1.0'),
      fails('run:MSG-024', 'version-not-a-string'),
      passes('run:MSG-003'),
    ),
    but('a message is an EVENT', saying(object, /"type":"\w+"/, '"type":"EVENT"'), fails('run:MSG-009', 'type-unknown')),
    but('a message is a REPLY', saying(object, /"subType":"\w+"/, '"subType":"REPLY"'), fails('run:MSG-010', 'subtype-unknown')),
    but(
      'a timeStamp is text',
      saying(object, /"timeStamp":(\d+)/, '"timeStamp":"$1"'),
      fails('run:MSG-011', 'timestamp-not-a-number'),
    ),
    but(
      'a timeStamp counts milliseconds',
      saying(object, /"timeStamp":(\d+)/, '"timeStamp":$1000'),
      fails('run:MSG-011', 'timestamp-in-milliseconds'),
    ),
    but(
      'a timeStamp is long past',
      saying(object, /"timeStamp":\d+/, '"timeStamp":1'),
      fails('run:MSG-011', 'timestamp-far-off'),
    ),
    but(
      'a timeStamp has a fraction',
      saying(object, /"timeStamp":(\d+)/, '"timeStamp":$1.5'),
      warns('run:MSG-025', 'timestamp-with-fraction'),
      passes('run:MSG-011'),
    ),
    but(
      'a payload is an array',
      saying(object, /"payload":\{.*\}\}$/, '"payload":[]}'),
      fails('run:MSG-012', 'payload-not-an-object'),
    ),
    but(
      'a payload is an object',
      saying(array, /"payload":\[.*\]\}$/, '"payload":{}}'),
      fails('run:MSG-013', 'payload-not-an-array'),
    ),
    but('a message is binary', having(object, { binary: true }), warns('run:MSG-022', 'binary-message')),
    but('a member stands twice', saying(object, '{"version"', '{"id":"1","version"'), warns('run:MSG-023', 'member-twice')),
    but(
      isMasked ? 'a frame is not masked' : 'a frame is masked',
      having(object, { frames: [frame(!isMasked)] }),
      fails('run:CON-027', isMasked ? 'unmasked-frame' : 'masked-frame'),
    ),
    but(
      'a frame has a reserved opcode',
      having(object, { frames: [{ ...frame(isMasked), opcode: 3 }] }),
      fails('run:CON-027', 'reserved-opcode'),
    ),
    but(
      'a frame has a length in more bytes than it needs',
      having(object, { frames: [{ ...frame(isMasked), form: 64 }] }),
      fails('run:CON-027', 'long-length-form'),
    ),
    but(
      'a Close frame has a code that must not be sent',
      having('received close #1', { code: 1005 }),
      fails('run:CON-028', 'close-code-not-sendable'),
    ),
    but(
      'text is not UTF-8',
      adding(object, { kind: 'frame', direction: 'received', frame: frame(isMasked), problem: 'WS_ERR_INVALID_UTF8' }),
      fails('run:MSG-019', 'text-not-utf8'),
    ),
  );

/** What the kernel says, one row each: envelope and frames of both roles, and the cases of a search. */
export const kernelRows: readonly GoldenRow[] = [
  ...messages('endpoint/handshake/reconnects', false, {
    object: 'received CONNECT RESPONSE #1',
    array: 'received NOTIFICATION RESPONSE #1',
  }),
  ...messages('service/decoder/cut-json', true, {
    object: 'received CONNECT REQUEST #1',
    array: 'received NOTIFICATION REQUEST #1',
  }),
  ...on(
    'endpoint/handshake/survives',
    but(
      'it does not acknowledge after the mark',
      both(without('received NOTIFICATION RESPONSE #-1'), without('timer acknowledgement')),
      isUntestable('handshake/survives:ACK-001', 'no-verdict'),
    ),
    but('the drive ended before the mark', without('mark control'), isUntestable('handshake/survives:ACK-001', 'not-provoked')),
  ),
  ...on(
    'endpoint/ack-timeouts/acknowledges.never-acknowledges',
    but(
      'the mark is before its notifications',
      adding('timer CONNECT RESPONSE', markOf('control')),
      fails('handshake/survives:ACK-001', 'unacknowledged'),
    ),
  ),
  ...on(
    'endpoint/invalid-token/search-deviations',
    plainly(passes('invalid-token/search-deviations:CON-007')),
    but(
      'it says nothing to CONNECT after the first case',
      both(without('received CONNECT RESPONSE #2'), having('timer CONNECT RESPONSE #2', { outcome: 'expired', by: null })),
      fails('invalid-token/search-deviations:CON-007', 'no-connect-response'),
    ),
    but(
      'nobody is there any more after the last case',
      adding('received CONNECT RESPONSE #-1', {
        kind: 'tcp',
        direction: 'local',
        event: 'failed',
        host: 'localhost',
        port: 443,
        error: 'ECONNREFUSED',
      }),
      fails('invalid-token/search-deviations:CON-007', 'gone'),
    ),
    but(
      'the search was cut short',
      without('mark searched'),
      isUntestable('invalid-token/search-deviations:CON-007', 'search-interrupted'),
    ),
  ),
  ...on(
    'endpoint/batching/search-notifications.expects-jobs-before-images',
    plainly(passes('batching/search-notifications:ACK-001'), fails('batching/search-notifications:NTF-030', 'unacknowledged')),
  ),
];
