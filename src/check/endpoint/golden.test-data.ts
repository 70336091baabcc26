import { adding, both, having, later, ofGroup, saying, twice, until, without } from '../../transcript/edits.test-data.ts';
import { markOf } from '../../transcript/mark.ts';
import {
  but,
  doesNotApply,
  fails,
  type GoldenRow,
  isUntestable,
  observes,
  on,
  passes,
  plainly,
  warns,
} from '../golden-row.test-data.ts';

/** What was waited for never came. */
const missing = (what: string, wait: string) => both(without(what), having(wait, { outcome: 'expired', by: null }));

/** The connection ended instead of an answer. */
const ended = { kind: 'tcp', direction: 'received', event: 'ended', how: 'fin' } as const;

/** The header of a ping without data. */
const PING = { opcode: 9, fin: true, rsv: 0, masked: false, length: 0, form: 7 } as const;

/** The two calls of an application that has something to ask. */
const LOGIN = 'received COMMAND REQUEST #1';
const AFTER_LOGIN = 'received COMMAND REQUEST #2';

/** What the checks of an endpoint must say, one row each. */
export const endpointRows: readonly GoldenRow[] = [
  ...on(
    'endpoint/registration/dialog',
    plainly(
      passes(
        'registration/dialog:CON-030',
        'registration/dialog:DSC-001',
        'registration/dialog:DSC-010',
        'registration/dialog:DSC-014',
        'registration/dialog:GRP-013',
        'registration/dialog:TLS-001',
        'registration/dialog:TLS-002',
      ),
    ),
    but(
      'its first descriptor has no priority',
      having('received descriptor #1', { problems: [{ code: 'missing-member', member: 'priority', message: 'no priority' }] }),
      fails('registration/dialog:DSC-001', 'missing-member'),
      passes('registration/dialog:DSC-011'),
    ),
    but(
      'its first descriptor is not JSON',
      having('received descriptor #1', { details: null, problems: [{ code: 'not-json', member: null, message: 'not JSON' }] }),
      fails('registration/dialog:DSC-004', 'not-json'),
      isUntestable('registration/dialog:DSC-001', 'unreadable'),
    ),
    but(
      'its two descriptors name one host',
      saying('received descriptor #2', /("details":.*"hostName":)"127.0.0.1"/, '$1"localhost"'),
      fails('registration/dialog:DSC-010', 'host-name-twice'),
    ),
    but(
      'its two descriptors name a group each',
      saying('received descriptor #2', /("details":.*"groupId":")/, '$1another '),
      fails('registration/dialog:GRP-013', 'several-groups'),
    ),
    but(
      'its URL serves a page',
      having('received descriptor #2', { details: null, problems: [{ code: 'not-json', member: null, message: 'not JSON' }] }),
      fails('registration/dialog:DSC-014', 'not-json'),
    ),
    but(
      'neither descriptor came by its URL',
      having('received descriptor #2', { source: 'endpoint-2.json' }),
      doesNotApply('registration/dialog:DSC-014', 'no-url'),
    ),
    but(
      'the priority of its second endpoint is 0',
      saying('received descriptor #2', /("details":.*"priority":)2/, '$10'),
      observes('registration/dialog', 'AMB-34: the priority of 127.0.0.1 is 0'),
    ),
    but(
      'it speaks no TLS',
      having('received tls #2', { event: 'failed', problem: 'not-tls', detail: 'plain text', certificate: null }),
      fails('registration/dialog:TLS-001', 'not-tls'),
    ),
    but(
      'its certificate has expired',
      having('received tls #2', { event: 'failed', problem: 'certificate-expired', detail: 'expired' }),
      fails('registration/dialog:TLS-002', 'certificate-expired'),
    ),
    but(
      'its certificate was accepted by its key alone',
      having('received tls #2', { detail: 'pinned' }),
      observes('run', 'AMB-51: the certificate was accepted by its key alone (--pin); its issuer is CN=Throw-away CA'),
    ),
    but(
      'it asks for a certificate of its clients',
      having('received tls #2', { event: 'failed', problem: 'client-certificate-wanted', detail: 'alert 116' }),
      warns('registration/dialog:CON-030', 'client-certificate-wanted'),
    ),
  ),
  ...on(
    'endpoint/registration/weaker-transport',
    plainly(passes('registration/weaker-transport:TLS-011', 'registration/weaker-transport:TLS-014')),
    but(
      'it takes an upgrade without TLS',
      having('received plain-upgrade #2', { taken: true }),
      warns('registration/weaker-transport:TLS-011', 'plain-websocket'),
    ),
    but(
      'it takes TLS 1.0',
      having('received old-tls #1', { taken: true }),
      warns('registration/weaker-transport:TLS-014', 'old-tls'),
    ),
  ),
  ...on(
    'endpoint/handshake/reconnects',
    plainly(
      passes(
        'handshake/opens:CON-003',
        'handshake/opens:CON-030',
        'handshake/accepts-token:CON-007',
        'handshake/accepts-token:CON-008',
        'handshake/accepts-token:CON-009',
        'handshake/reconnects:CON-026',
        'handshake/member-order:MSG-018',
        'id-mismatch/every-response:ACK-002',
        'id-mismatch/every-response:MSG-006',
        'run:ACK-002',
        'run:ACK-003',
        'run:ACK-004',
        'run:ACK-016',
        'run:MSG-006',
        'run:MSG-014',
        'run:MSG-015',
        'run:MSG-017',
        'run:CON-035',
        'run:TLS-006',
      ),
    ),
    but(
      'nobody listens any more at the end',
      both(twice('local tcp connected #-1'), having('local tcp connected #-1', { event: 'failed', error: 'ECONNREFUSED' })),
      fails('run:CON-035', 'stopped-listening'),
    ),
    but(
      'it pings after its Close',
      adding('received close #1', { kind: 'frame', direction: 'received', frame: PING, problem: 'FRAME_AFTER_CLOSE' }),
      observes('run', 'a control frame came after a Close frame'),
    ),
    but(
      'it turned an opening away that came too soon',
      adding('received upgrade #1', markOf('slowed-down', { why: 'status 429 (too many requests)', pauseMs: 500 })),
      observes('run', 'our pace: 1 openings were turned away (status 429 (too many requests))'),
    ),
    but(
      'it turned one away for good',
      both(until('received upgrade #1'), adding('received upgrade #1', markOf('rate-limited', 'status 429 (too many requests)'))),
      isUntestable('handshake/opens:CON-003', 'rate-limited'),
    ),
    but(
      'it turns an upgrade away',
      having('received upgrade #2', { status: 404, problem: 'status', detail: 'status 404' }),
      fails('handshake/opens:CON-003', 'status'),
      fails('handshake/reconnects:CON-026', 'upgrade-refused-again'),
    ),
    but(
      'it wants a password',
      having('received upgrade #2', { status: 401, problem: 'status', detail: 'status 401' }),
      warns('handshake/opens:CON-030', 'authentication-wanted'),
    ),
    but(
      'it does not answer the second CONNECT',
      missing('received CONNECT RESPONSE #2', 'timer CONNECT RESPONSE #2'),
      fails('handshake/accepts-token:CON-007', 'no-connect-response'),
      fails('run:MSG-014', 'unanswered'),
    ),
    but('it answers the second CONNECT twice', twice('received CONNECT RESPONSE #2'), fails('run:MSG-014', 'answered-twice')),
    but(
      'it refuses its token on the third connection',
      saying('received CONNECT RESPONSE #3', '"valid":true', '"valid":false'),
      fails('handshake/reconnects:CON-026', 'token-refused-again'),
      fails('handshake/accepts-token:CON-008', 'good-token-refused'),
      isUntestable('invalid-token/altered:CON-010', 'not-provoked'),
    ),
    but(
      'it says yes by a number',
      saying('received CONNECT RESPONSE #1', '"valid":true', '"valid":1'),
      fails('handshake/accepts-token:CON-009', 'valid-not-boolean'),
    ),
    but(
      'it answers CONNECT under another id',
      saying('received CONNECT RESPONSE #1', '"id":"', '"id":"0'),
      fails('run:MSG-006', 'id-differs'),
      fails('id-mismatch/every-response:MSG-006', 'id-differs'),
    ),
    but(
      'it asks before it answers CONNECT',
      adding('sent CONNECT REQUEST #3', {
        kind: 'message',
        direction: 'received',
        text: '{"version":"1.0","id":"1","type":"COMMAND","subType":"REQUEST","timeStamp":1,"payload":{}}',
        bytes: 87,
        binary: false,
        frames: [],
      }),
      warns('run:CON-014', 'command-before-connect'),
    ),
    but(
      'it answers CONNECT by a REQUEST',
      saying('received CONNECT RESPONSE #1', 'RESPONSE', 'REQUEST'),
      fails('run:MSG-015', 'answer-of-another-kind'),
    ),
    but(
      'it acknowledges under another id',
      saying('received NOTIFICATION RESPONSE #1', '"id":"', '"id":"0'),
      fails('run:ACK-002', 'id-differs'),
      fails('id-mismatch/every-response:ACK-002', 'id-differs'),
    ),
    but(
      'it acknowledges by a status',
      saying('received NOTIFICATION RESPONSE #1', '"payload":[]', '"payload":["OK"]'),
      fails('run:ACK-003', 'payload-not-empty-array'),
    ),
    but(
      'it acknowledges without a timeStamp',
      saying('received NOTIFICATION RESPONSE #1', /"timeStamp":\d+,/, ''),
      fails('run:ACK-004', 'member-missing'),
    ),
    but(
      'it acknowledges what nobody has sent',
      both(
        twice('received NOTIFICATION RESPONSE #1'),
        saying('received NOTIFICATION RESPONSE #2', /"id":"[^"]*"/, '"id":"A7E2C0F4-8B11-4A3D-9C55-0D6E1F2A3B4C"'),
      ),
      warns('run:ACK-016', 'stray-acknowledgement'),
    ),
    but(
      'it notifies us',
      both(
        twice('received NOTIFICATION RESPONSE #1'),
        saying('received NOTIFICATION RESPONSE #2', /"id":"[^"]*"/, '"id":"A7E2C0F4-8B11-4A3D-9C55-0D6E1F2A3B4C"'),
        saying('received NOTIFICATION RESPONSE #2', 'RESPONSE', 'REQUEST'),
      ),
      fails('run:MSG-017', 'wrong-direction'),
    ),
    but('the drive ended after its first Close frame', until('timer closing #1'), passes('handshake/closes:CON-029')),
    but(
      'it answers no Close frame',
      both(without('received close'), having('timer closing', { outcome: 'expired' })),
      warns('handshake/closes:CON-029', 'close-unanswered'),
    ),
    but(
      'it closes with a code of its own before we do',
      saying('received close #1', '"code":1000', '"code":4001'),
      passes('run:CON-028'),
    ),
    but(
      'it takes its time to acknowledge',
      later('received NOTIFICATION RESPONSE', 3000),
      passes('ack-timeouts/acknowledges:ACK-005'),
      observes('run', 'AMB-03: an acknowledgement took'),
    ),
    but(
      'it takes too long to acknowledge',
      later('received NOTIFICATION RESPONSE', 6000),
      warns('ack-timeouts/acknowledges:ACK-005', 'acknowledged-late'),
    ),
    but(
      'it shows another certificate later',
      saying('received tls #2', '"spki":"', '"spki":"another'),
      warns('run:TLS-006', 'certificate-changed'),
    ),
  ),
  ...on(
    'endpoint/handshake/id-spellings',
    plainly(passes('handshake/id-spellings:MSG-008')),
    but(
      'it capitalises an id',
      saying('received CONNECT RESPONSE', /"id":"[^"]*"/, (id) => id.toUpperCase().replace('ID', 'id')),
      fails('handshake/id-spellings:MSG-008', 'id-rewritten'),
    ),
  ),
  ...on(
    'endpoint/handshake/survives',
    plainly(
      passes('handshake/survives:ACK-001'),
      observes('handshake/survives', 'AMB-20: a version of a later release: it answers'),
      observes('handshake/survives', 'DEC-007: text that is not JSON: it passes over it'),
    ),
    but(
      'it closes on what is not JSON',
      adding('sent message #2', { kind: 'close', direction: 'received', code: 1007, reason: '', frames: [] }),
      observes('handshake/survives', 'DEC-007: text that is not JSON: it closes with 1007'),
      observes('run', 'AMB-08: it closed with 1007'),
    ),
  ),
  ...on(
    'endpoint/ack-timeouts/acknowledges.never-acknowledges',
    plainly(
      fails('ack-timeouts/acknowledges:ACK-001', 'unacknowledged'),
      fails('handshake/member-order:MSG-018', 'unacknowledged'),
      fails('run:MSG-014', 'unanswered'),
      isUntestable('ack-timeouts/acknowledges:ACK-005', 'no-verdict'),
      observes('batching/ladder', 'bytes was not acknowledged'),
    ),
    but(
      'it had two sends only',
      without('sent NOTIFICATION REQUEST #3', 'timer acknowledgement #3'),
      isUntestable('ack-timeouts/acknowledges:ACK-001', 'no-verdict'),
    ),
    but(
      'our own event loop stood still',
      adding('sent NOTIFICATION REQUEST #2', { kind: 'lag', direction: 'local', lagMs: 2000 }),
      isUntestable('ack-timeouts/acknowledges:ACK-001', 'runner-lagged'),
    ),
  ),
  ...on(
    'endpoint/ack-timeouts/acknowledges.acknowledges-a-resend-only',
    plainly(
      passes('ack-timeouts/acknowledges:ACK-001'),
      warns('ack-timeouts/acknowledges:ACK-005', 'acknowledged-late'),
      passes(
        'run:CMD-002',
        'run:CMD-003',
        'run:CMD-004',
        'run:CMD-006',
        'run:CMD-007',
        'run:CMD-008',
        'run:CMD-009',
        'run:CMD-011',
        'run:CMD-013',
        'run:CMD-028',
        'run:DEC-004',
        'run:CON-014',
        'run:MSG-004',
        'run:MSG-020',
      ),
      observes('run', 'AMB-03: an acknowledgement took'),
      observes('run', 'AMB-13: Authorization is a token alone'),
    ),
    but('a call is a NOTIFICATION', saying(LOGIN, 'COMMAND', 'NOTIFICATION'), fails('run:CMD-002', 'call-of-another-kind')),
    but(
      'a uri has a space',
      saying(LOGIN, '/netbackup/login', '/netbackup/log in'),
      fails('run:CMD-003', 'uri-missing-or-malformed'),
    ),
    but(
      'a uri names a host',
      saying(LOGIN, '/netbackup/login', 'https://master/netbackup/login'),
      warns('run:CMD-004', 'uri-with-host'),
    ),
    but('a method is two words', saying(LOGIN, '"POST"', '"POST IT"'), fails('run:CMD-006', 'method-malformed')),
    but('a method is in lower case', saying(LOGIN, '"POST"', '"post"'), warns('run:CMD-028', 'method-not-upper-case')),
    but(
      'headers are a list',
      saying(LOGIN, /"headers":\{[^}]*\}/, '"headers":[]'),
      fails('run:CMD-007', 'headers-not-an-object'),
    ),
    but('a call has no Content-Type', saying(LOGIN, '"Content-Type"', '"Accept"'), fails('run:CMD-008', 'content-type-missing')),
    but('a call in XML', saying(LOGIN, 'application/json', 'application/xml'), fails('run:CMD-008', 'content-type-unknown')),
    but(
      'a call after login has no token',
      saying(AFTER_LOGIN, /,"Authorization":"[^"]*"/, ''),
      fails('run:CMD-009', 'authorization-missing'),
    ),
    but(
      'parameters are an object',
      saying(LOGIN, /"parameters":.*\}$/, '"parameters":{}}}'),
      fails('run:CMD-011', 'parameters-not-a-string'),
    ),
    but(
      'a line breaks within a string',
      saying(LOGIN, 'vx', 'v\nx'),
      fails('run:CMD-013', 'raw-line-break'),
      fails('run:DEC-004', 'not-json'),
    ),
    but(
      'two calls have one id',
      both(saying(LOGIN, /"id":"[^"]*"/, '"id":"1"'), saying(AFTER_LOGIN, /"id":"[^"]*"/, '"id":"1"')),
      fails('run:MSG-004', 'id-reused'),
      warns('run:MSG-020', 'id-reused'),
    ),
  ),
  ...on(
    'endpoint/pong-misses/after-the-last-miss',
    plainly(passes('pong-misses/after-the-last-miss:DLV-008', 'ack-timeouts/acknowledges-again:ACK-012')),
    but(
      'it ignores what comes again',
      missing('received NOTIFICATION RESPONSE #2', 'timer acknowledgement'),
      fails('ack-timeouts/acknowledges-again:ACK-012', 'resend-unacknowledged'),
    ),
    but(
      'the drive ended before it came back',
      without('mark back'),
      isUntestable('pong-misses/after-the-last-miss:DLV-008', 'not-provoked'),
    ),
  ),
  ...on(
    'endpoint/pong-misses/idle',
    plainly(passes('pong-misses/idle:KAL-003', 'pong-misses/idle:KAL-010', 'pong-misses/answers-pings:KAL-004')),
    but('it leaves out a pong', missing('received pong #2', 'timer pong #2'), fails('pong-misses/idle:KAL-003', 'pong-missed')),
    but(
      'it answers a ping without its data',
      having('received pong #2', { hex: '' }),
      fails('pong-misses/answers-pings:KAL-004', 'pong-data-differs'),
    ),
    but(
      'it hangs up while nothing happens',
      both(adding('timer pong #4', ended), having('timer idle', { outcome: 'ended', elapsedMs: 3000 })),
      warns('pong-misses/idle:KAL-010', 'idle-connection-closed'),
    ),
  ),
  ...on(
    'endpoint/commands/while-pending',
    plainly(passes('commands/while-pending:CMD-026', 'id-mismatch/reverse-order:CMD-021', 'commands/answers:CMD-027')),
    but(
      'nobody has wired the hook',
      adding('local tcp connected #1', markOf('no-hook', 'sendCommand')),
      doesNotApply('commands/while-pending:CMD-026', 'no-hook'),
    ),
    but(
      'the application understood another answer',
      saying('received sendCommand', 'late', 'early'),
      warns('id-mismatch/reverse-order:CMD-021', 'answer-altered'),
    ),
    but(
      'it hangs up at the answer',
      adding('sent COMMAND RESPONSE #-1', ended),
      warns('commands/answers:CMD-027', 'ended-after-an-answer'),
    ),
  ),
  ...on(
    'endpoint/failover/fails-back',
    plainly(passes('failover/fails-back:GRP-007', 'failover/fails-back:ACK-001')),
    but(
      'it keeps the connection that it is asked to close',
      both(
        without('received close #1'),
        having('sent close #1', {
          kind: 'timer',
          direction: 'local',
          wait: 'closing',
          boundMs: 5000,
          elapsedMs: 5000,
          outcome: 'expired',
          of: null,
          by: null,
        }),
      ),
      fails('failover/fails-back:GRP-007', 'not-closed'),
    ),
    but(
      'the group has one endpoint',
      ofGroup((group) => group.slice(0, 1)),
      doesNotApply('failover/fails-back:GRP-007', 'group-of-one'),
    ),
  ),
  ...on(
    'endpoint/handshake/news-before-connect',
    plainly(
      passes('handshake/news-before-connect:CON-036'),
      observes('handshake/news-before-connect', 'T2-2: a notification before CONNECT: it passes over it'),
    ),
    but(
      'it acknowledges nothing afterwards either',
      without('received NOTIFICATION RESPONSE'),
      isUntestable('handshake/news-before-connect:CON-036', 'no-control'),
    ),
    but(
      'nothing shows that it has read it',
      without('received pong', 'received CONNECT RESPONSE #1', 'received close #1', 'timer pong', 'timer CONNECT RESPONSE #1'),
      isUntestable('handshake/news-before-connect:CON-036', 'no-fence'),
    ),
    but(
      'it was not sent',
      without('sent NOTIFICATION REQUEST #1'),
      isUntestable('handshake/news-before-connect:CON-036', 'not-provoked'),
    ),
  ),
  ...on(
    'endpoint/handshake/news-before-connect.acknowledges-before-connect',
    plainly(fails('handshake/news-before-connect:CON-036', 'served-unestablished')),
    but(
      'it says what is wrong instead',
      saying('received NOTIFICATION RESPONSE #1', '"payload":[]', '"payload":{"error":"not connected"}'),
      passes('handshake/news-before-connect:CON-036'),
    ),
  ),
  ...on(
    'endpoint/invalid-token/news-after-refusal',
    plainly(passes('invalid-token/news-after-refusal:CON-036')),
    but(
      'it hangs up together with its no',
      both(adding('received CONNECT RESPONSE #1', ended), without('sent NOTIFICATION REQUEST #1', 'received pong')),
      passes('invalid-token/news-after-refusal:CON-036'),
    ),
    but(
      'its token has no such form',
      adding('local tcp connected #1', markOf('no-such-form', 'middle')),
      doesNotApply('invalid-token/news-after-refusal:CON-036', 'no-such-form'),
    ),
  ),
  ...on(
    'endpoint/invalid-token/news-after-refusal.acknowledges-after-a-refusal',
    plainly(fails('invalid-token/news-after-refusal:CON-036', 'served-unestablished')),
  ),
  ...on(
    'endpoint/invalid-token/altered',
    plainly(passes('invalid-token/altered:CON-008', 'invalid-token/altered:CON-010')),
    but(
      'it accepts what is not its token',
      saying('received CONNECT RESPONSE #2', '"valid":false', '"valid":true'),
      fails('invalid-token/altered:CON-008', 'wrong-token-accepted'),
      isUntestable('invalid-token/altered:CON-010', 'wrong-token-accepted'),
    ),
    but(
      'it refuses by an error',
      saying('received CONNECT RESPONSE #2', '"valid":false', '"error":"no"'),
      fails('invalid-token/altered:CON-010', 'valid-not-boolean'),
    ),
    but(
      'it hangs up on a wrong token',
      both(adding('sent CONNECT REQUEST #2', ended), without('received CONNECT RESPONSE #2', 'timer CONNECT RESPONSE #2')),
      fails('invalid-token/altered:CON-010', 'closed-without-answer'),
    ),
    but(
      'its token has no such form',
      adding('local tcp connected #1', markOf('no-such-form', 'middle')),
      doesNotApply('invalid-token/altered:CON-010', 'no-such-form'),
    ),
    but(
      'it takes a near miss for its token',
      both(
        saying('sent CONNECT REQUEST #2', 'token 1, middle', 'token 1, outer-space'),
        saying('received CONNECT RESPONSE #2', '"valid":false', '"valid":true'),
      ),
      warns('invalid-token/outer-space:CON-033', 'near-miss-accepted'),
    ),
    but(
      'what is presented is a near miss',
      saying('sent CONNECT REQUEST #2', 'token 1, middle', 'token 1, outer-space'),
      passes('invalid-token/outer-space:CON-033'),
    ),
    but(
      'it locks itself after three wrong tokens',
      both(
        adding('local tcp connected #1', markOf('wrong-tokens', 3)),
        saying('received CONNECT RESPONSE #3', '"valid":true', '"valid":false'),
      ),
      doesNotApply('invalid-token/altered:CON-008', 'locked-out'),
      observes('run', 'its own token was turned away 1 times in a run with wrong tokens'),
    ),
    but(
      'what is presented is the token of another endpoint',
      both(
        saying('sent CONNECT REQUEST #2', 'token 1, middle', 'token 2'),
        having('sent CONNECT REQUEST #2', { deviation: 'the token of another endpoint' }),
      ),
      observes('invalid-token/with-another-endpoint', 'AMB-12: the token of another endpoint of the group is refused'),
    ),
  ),
  ...on(
    'endpoint/invalid-token/search-deviations',
    plainly(
      passes('invalid-token/search-deviations:CON-008', 'ack-timeouts/search-sessions:CON-026'),
      observes('invalid-token/search-deviations', 'messages with a field that is not as it should be: it answers'),
    ),
    but(
      'it takes something else for its token',
      saying('received CONNECT RESPONSE #1', '"valid":false', '"valid":true'),
      fails('invalid-token/search-deviations:CON-008', 'wrong-token-accepted'),
    ),
    but(
      'it refuses its token where no wrong one came before',
      both(
        without('sent CONNECT REQUEST #1', 'received CONNECT RESPONSE #1', 'timer CONNECT RESPONSE #1'),
        saying('received CONNECT RESPONSE #1', '"valid":true', '"valid":false'),
      ),
      fails('ack-timeouts/search-sessions:CON-026', 'good-token-refused'),
    ),
    but(
      'it no longer takes its token after wrong ones',
      saying('received CONNECT RESPONSE #-1', '"valid":true', '"valid":false'),
      observes('invalid-token/search-deviations', 'the good token was no longer taken: the search ended there'),
    ),
  ),
  ...on(
    'endpoint/handshake/search-connects',
    plainly(passes('handshake/search-connects:CON-008')),
    but(
      'it refuses its token in the first case',
      saying('received CONNECT RESPONSE #1', '"valid":true', '"valid":false'),
      fails('handshake/search-connects:CON-008', 'refused'),
    ),
  ),
];
