import {
  adding,
  again,
  both,
  having,
  movedBefore,
  ofGroup,
  onMoreConnections,
  ranOut,
  saying,
  twice,
  without,
} from '../../transcript/edits.test-data.ts';
import type { EntryBody } from '../../transcript/entry.ts';
import { markOf } from '../../transcript/mark.ts';
import { but, fails, type GoldenRow, isUntestable, observes, on, passes, plainly, warns } from '../golden-row.test-data.ts';

const closed: EntryBody = { kind: 'close', direction: 'received', code: 1000, reason: '', frames: [] };

const asCase = both(
  adding('timer connection', markOf('case', { number: 1, stage: 'search', tags: [] })),
  adding('timer COMMAND RESPONSE #-1', markOf('searched', { cases: 1, replay: false })),
);

/** What the checks of a service must say, one row each. */
export const serviceRows: readonly GoldenRow[] = [
  ...on(
    'service/connect/opens',
    plainly(
      passes(
        'connect/opens:CON-001',
        'connect/opens:CON-002',
        'connect/opens:CON-004',
        'connect/opens:CON-011',
        'connect/opens:CON-034',
        'groups/order:GRP-001',
        'notifications/job:NTF-001',
        'registration/pair-orders:DSC-002',
        'token/plain:TLS-001',
        'token/plain:TLS-010',
        'run:CON-004',
        'run:CON-005',
        'run:CON-006',
        'run:CON-013',
        'run:CON-034',
        'run:GRP-004',
        'run:GRP-005',
        'run:MSG-004',
        'run:MSG-005',
        'run:MSG-016',
        'run:TLS-013',
      ),
      fails('token/expired:TLS-012', 'upgraded-unverified'),
    ),
    but('it never comes', ranOut('timer connection', 'received tcp accepted'), fails('connect/opens:CON-001', 'not-reached')),
    but(
      'it asks for another path',
      saying('received http endpoint', /"target":"[^"]*"/, '"target":"/"'),
      fails('connect/opens:CON-002', 'other-target'),
    ),
    but(
      'it asks for an old version of WebSocket',
      saying('received http endpoint', '"sec-websocket-version":"13"', '"sec-websocket-version":"8"'),
      fails('connect/opens:CON-034', 'handshake-invalid'),
    ),
    but(
      'it asks without TLS',
      having('received http endpoint', { isSecure: false }),
      fails('token/plain:TLS-001', 'plain-http'),
      fails('token/plain:TLS-010', 'token-in-plain'),
    ),
    but(
      'it says its token in the url',
      saying('received http endpoint', '"target":"', '"target":"/⟦token connect/opens 1⟧'),
      warns('run:TLS-013', 'token-in-upgrade'),
    ),
    but(
      'it says no CONNECT',
      without('received CONNECT REQUEST'),
      fails('connect/opens:CON-004', 'not-connect-first'),
      fails('run:CON-004', 'not-connect-first'),
    ),
    but(
      'it says CONNECT twice',
      twice('received CONNECT REQUEST'),
      warns('run:CON-006', 'connected-twice'),
      fails('run:MSG-004', 'id-reused'),
      fails('run:MSG-005', 'id-reused'),
    ),
    but(
      'it presents another token',
      saying('received CONNECT REQUEST', '⟦token connect/opens 1⟧', '⟦token connect/opens 2⟧'),
      fails('run:CON-005', 'other-token'),
    ),
    but(
      'it numbers its requests',
      saying('received CONNECT REQUEST', /"id":"[^"]*"/, '"id":"1"'),
      fails('run:MSG-005', 'id-not-a-uuid'),
    ),
    but(
      'it answers by CONNECT',
      saying('received CONNECT REQUEST', 'REQUEST', 'RESPONSE'),
      fails('run:MSG-016', 'wrong-direction'),
    ),
    but(
      'it does not wait for our answer to CONNECT',
      movedBefore('received NOTIFICATION REQUEST', 'sent CONNECT RESPONSE'),
      fails('run:CON-013', 'notified-before-valid'),
    ),
    but(
      'our answer to CONNECT says yes by a text',
      both(
        saying('sent CONNECT RESPONSE', '"valid":true', '"valid":"true"'),
        having('sent CONNECT RESPONSE', { deviation: 'valid as text' }),
      ),
      observes('connect/valid-as-text', 'a CONNECT RESPONSE with valid "true" establishes the connection'),
    ),
    but(
      'it is not told',
      ranOut('timer connection', 'sent CONNECT RESPONSE'),
      fails('registration/pair-orders:DSC-002', 'order-not-taken'),
    ),
    but(
      'it tells nothing of the job',
      ranOut('timer notification', 'received NOTIFICATION REQUEST'),
      fails('connect/opens:CON-011', 'nothing-delivered'),
      fails('notifications/job:NTF-001', 'not-delivered'),
    ),
    but(
      'it tells of the job with another status',
      saying('received NOTIFICATION REQUEST', '"status":0', '"status":1'),
      fails('notifications/job:NTF-001', 'entry-changed'),
    ),
    but(
      'it ends by itself',
      adding('timer notification', { kind: 'process', direction: 'received', event: 'exited', detail: 'exit code 1' }),
      fails('run:CON-019', 'candidate-ended'),
    ),
  ),
  ...on(
    'service/connect/redirected',
    plainly(
      passes(
        'connect/down:CON-019',
        'connect/down:CON-032',
        'connect/not-found:CON-034',
        'connect/redirected:CON-034',
        'connect/redirected:TLS-015',
      ),
      observes('connect/redirected', 'a redirect in place of the opening handshake is not followed'),
    ),
    but(
      'it follows the redirect',
      both(
        having('received tcp accepted #-1', { place: 2 }),
        saying('received http endpoint #-1', /"target":"[^"]*"/, '"target":"/nbwss/endpoint?place=2&redirected=1"'),
      ),
      passes('connect/redirected:CON-034'),
      warns('connect/redirected:TLS-015', 'token-at-another-host'),
      observes('connect/redirected', 'a redirect in place of the opening handshake is followed'),
    ),
    but(
      'it follows the redirect, and numbers its requests there',
      both(
        having('received tcp accepted #-1', { place: 2 }),
        both(
          saying('received http endpoint #-1', /"target":"[^"]*"/, '"target":"/nbwss/endpoint?place=2&redirected=1"'),
          saying('received CONNECT REQUEST #-1', /"id":"[^"]*"/, '"id":"1"'),
        ),
      ),
      passes('run:MSG-005'),
    ),
    but(
      'it speaks WebSocket although it was redirected',
      adding('sent http endpoint #1', {
        kind: 'frame',
        direction: 'received',
        frame: { opcode: 1, fin: true, rsv: 0, masked: true, length: 9, form: 7 },
        problem: 'FRAME_AFTER_REFUSAL',
      }),
      fails('connect/not-found:CON-034', 'goes-on-after-refusal'),
    ),
    but(
      'it does not try again',
      ranOut('timer connection #3', 'received tcp accepted #3'),
      fails('connect/down:CON-019', 'not-tried-again'),
    ),
    but(
      'it tries ten times more',
      onMoreConnections('received tcp accepted #1', 10),
      warns('connect/down:CON-032', 'tried-too-often'),
    ),
    but(
      'it has one handshake key',
      saying('received http endpoint', /"sec-websocket-key":"[^"]*"/, '"sec-websocket-key":"AAAA"'),
      fails('run:CON-034', 'key-reused'),
    ),
  ),
  ...on(
    'service/connect/other-id',
    plainly(passes('connect/other-id:CON-015')),
    but(
      'it takes an answer under another id',
      movedBefore('received NOTIFICATION REQUEST', 'timer quiet'),
      fails('connect/other-id:CON-015', 'notified-before-valid'),
    ),
  ),
  ...on(
    'service/registration/added',
    plainly(passes('registration/added:CON-023', 'registration/added:CON-024', 'registration/apostrophe:DSC-007')),
    but(
      'it came before the descriptor was there',
      movedBefore('sent file appears #-1', 'mark drive-ended'),
      fails('registration/added:CON-024', 'unregistered-asked'),
    ),
    but(
      'it does not come',
      ranOut('timer connection #-1', 'sent CONNECT RESPONSE'),
      fails('registration/added:CON-023', 'added-not-connected'),
    ),
  ),
  ...on(
    'service/registration/new-token',
    plainly(passes('connect/refused:CON-012', 'registration/new-token:CON-018', 'registration/removed:CON-021')),
    but('it stays', ranOut('timer end of connection', 'received close'), fails('connect/refused:CON-012', 'stays-after-refusal')),
    but(
      'it presents its old token',
      saying('received CONNECT REQUEST #2', /⟦token [^⟧]*⟧/, '⟦token registration/new-token 1⟧'),
      fails('registration/new-token:CON-018', 'new-token-not-used'),
    ),
    but(
      'it comes back before the descriptor is there again',
      movedBefore('sent file appears #-1', 'mark drive-ended'),
      fails('registration/removed:CON-021', 'deactivated-asked'),
    ),
  ),
  ...on(
    'service/groups/both-changes',
    plainly(passes('groups/both-changes:GRP-010', 'groups/deactivated:GRP-012', 'registration/removed:CON-022')),
    but(
      'it does not come to the one that was added',
      ranOut('timer connection #-1', 'sent CONNECT RESPONSE #2'),
      fails('groups/both-changes:GRP-010', 'change-not-in-force'),
    ),
    but(
      'it stays at the one that was removed',
      ranOut('timer end of connection', 'received close'),
      fails('registration/removed:CON-022', 'removed-kept'),
    ),
    but(
      'it asks the one that was removed',
      movedBefore('sent file vanishes', 'received tls #1'),
      fails('groups/deactivated:GRP-012', 'deactivated-asked'),
    ),
  ),
  ...on(
    'service/groups/no-fail-back',
    plainly(passes('groups/no-fail-back:GRP-006', 'groups/no-fail-back:GRP-008')),
    but(
      'it goes to the first while it is connected to the second',
      movedBefore('sent tcp ended #2', 'mark drive-ended'),
      fails('groups/no-fail-back:GRP-006', 'failed-back'),
    ),
    but(
      'it does not return to the first',
      ranOut('timer connection #-1', 'received http endpoint #2'),
      fails('groups/no-fail-back:GRP-008', 'not-returned'),
    ),
  ),
  ...on(
    'service/groups/newcomer',
    plainly(passes('groups/newcomer:GRP-009')),
    but(
      'it goes to the newcomer while it is connected',
      movedBefore('sent tcp ended', 'mark drive-ended'),
      fails('groups/newcomer:GRP-009', 'newcomer-connected'),
    ),
  ),
  ...on(
    'service/delivery/failover',
    plainly(
      passes(
        'acknowledgement/per-endpoint:ACK-017',
        'delivery/failover:DLV-004',
        'delivery/failover:NTF-034',
        'groups/mute:GRP-003',
        'groups/order:GRP-002',
        'notifications/burst:NTF-034',
      ),
      observes('groups/mute', 'AMB-09: a server that takes TCP and says nothing is given up by the service itself'),
    ),
    but('it asks the second first', without('received http endpoint #1'), fails('groups/order:GRP-001', 'not-highest-first')),
    but(
      'there is a third of higher priority than the second',
      ofGroup((group) => [...group, ...group.slice(0, 1).map((seat) => ({ ...seat, place: 3, priority: 1.5 }))]),
      fails('groups/order:GRP-002', 'not-in-numeric-order'),
    ),
    but(
      'it does not go on to the second',
      ranOut('timer connection #2', 'sent CONNECT RESPONSE #2'),
      fails('groups/mute:GRP-003', 'next-not-tried'),
    ),
    but(
      'it tells the second nothing',
      ranOut('timer notification #2', 'received NOTIFICATION REQUEST #2'),
      fails('delivery/failover:DLV-004', 'lost-at-failover'),
      fails('acknowledgement/per-endpoint:ACK-017', 'held-up'),
    ),
    but(
      'it tells the states of a job the other way round',
      saying('received NOTIFICATION REQUEST', /"data":\[(\{[^}]*\}),(\{[^}]*\})/, '"data":[$2,$1'),
      warns('delivery/failover:NTF-034', 'states-reordered'),
      warns('notifications/burst:NTF-034', 'states-reordered'),
    ),
  ),
  ...on(
    'service/delivery/restart',
    plainly(passes('delivery/restart:DLV-003', 'delivery/restart:DLV-005')),
    but(
      'it tells nothing after the restart',
      ranOut('timer notification #3', 'received NOTIFICATION REQUEST #3'),
      fails('delivery/restart:DLV-003', 'lost-at-restart'),
    ),
    but(
      'it tells again what was acknowledged',
      again('received NOTIFICATION REQUEST #1', 'received NOTIFICATION REQUEST #3'),
      warns('delivery/restart:DLV-005', 'delivered-again'),
    ),
  ),
  ...on(
    'service/delivery/nobody-connected',
    plainly(passes('delivery/nobody-connected:DLV-002')),
    but(
      'it does not tell what arose meanwhile',
      ranOut('timer notification', 'received NOTIFICATION REQUEST'),
      fails('delivery/nobody-connected:DLV-002', 'lost-meanwhile'),
    ),
  ),
  ...on(
    'service/delivery/deactivated',
    plainly(
      passes('delivery/deactivated:DLV-007'),
      observes('delivery/deactivated', 'AMB-38: what arises while an endpoint is deactivated is'),
    ),
    but(
      'it tells whom was deactivated',
      again('received NOTIFICATION REQUEST', 'received tcp ended'),
      fails('delivery/deactivated:DLV-007', 'told-while-deactivated'),
    ),
  ),
  ...on(
    'service/acknowledgement/resends',
    plainly(
      passes(
        'acknowledgement/resends:ACK-006',
        'acknowledgement/resends:ACK-007',
        'acknowledgement/resends:ACK-008',
        'acknowledgement/resends:ACK-009',
        'acknowledgement/resends:ACK-010',
        'acknowledgement/resends:ACK-011',
        'connect/answer-forms:MSG-018',
        'keep-alive/pings:CON-016',
        'keep-alive/pings:KAL-001',
        'keep-alive/pings:KAL-002',
        'keep-alive/pong-in-between:KAL-008',
        'keep-alive/withheld-acknowledgement:KAL-011',
        'notifications/every-group:NTF-032',
        'run:NTF-002',
        'run:NTF-003',
        'run:NTF-004',
        'run:NTF-005',
        'run:NTF-006',
        'run:NTF-007',
        'run:NTF-011',
        'run:NTF-015',
        'run:NTF-016',
        'run:NTF-025',
        'run:NTF-026',
        'run:NTF-027',
      ),
      observes('acknowledgement/resends', 'AMB-04: a notification is sent again under'),
    ),
    but(
      'it tells nothing',
      ranOut('timer notification #1', 'received NOTIFICATION REQUEST #1'),
      fails('notifications/every-group:NTF-032', 'not-everywhere'),
    ),
    but(
      'it resends at once',
      twice('received NOTIFICATION REQUEST #1'),
      fails('acknowledgement/resends:ACK-008', 'resent-early'),
    ),
    but(
      'it does not resend',
      ranOut('timer resend #1', 'received NOTIFICATION REQUEST #2'),
      fails('acknowledgement/resends:ACK-008', 'not-resent'),
    ),
    but(
      'its second resend comes at once',
      twice('received NOTIFICATION REQUEST #2'),
      warns('acknowledgement/resends:ACK-010', 'resent-before-rate'),
    ),
    but(
      'it gives up after one resend',
      ranOut('timer resend #2', 'received NOTIFICATION REQUEST #3'),
      fails('acknowledgement/resends:ACK-011', 'gave-up'),
    ),
    but(
      'it tells something new before the acknowledgement',
      movedBefore('received NOTIFICATION REQUEST #5', 'timer resend #1'),
      fails('acknowledgement/resends:ACK-009', 'new-before-acknowledgement'),
    ),
    but(
      'it tells nothing new after the acknowledgement',
      ranOut('timer notification #2', 'received NOTIFICATION REQUEST #5'),
      fails('acknowledgement/resends:ACK-007', 'nothing-after-acknowledgement'),
      fails('connect/answer-forms:MSG-018', 'acknowledgement-not-taken'),
    ),
    but(
      'it resends after the acknowledgement',
      again('received NOTIFICATION REQUEST #1', 'sent pong #-1'),
      fails('acknowledgement/resends:ACK-006', 'sent-after-acknowledgement'),
    ),
    but('it pings twice', twice('received ping #2'), fails('keep-alive/pings:KAL-001', 'pinged-early')),
    but(
      'it closes although it got its pongs',
      adding('sent pong #-1', closed),
      fails('keep-alive/pings:CON-016', 'closed-while-valid'),
      fails('keep-alive/pong-in-between:KAL-008', 'closed-at-fewer-misses'),
    ),
    but(
      'a payload is empty',
      saying('received NOTIFICATION REQUEST #1', /"payload":\[.*\]\}$/, '"payload":[]}'),
      fails('run:NTF-002', 'payload-empty'),
    ),
    but(
      'an element has no notificationType',
      saying('received NOTIFICATION REQUEST #1', '"notificationType":"INFO",', ''),
      fails('run:NTF-003', 'element-member-missing'),
    ),
    but(
      'an element is a WARNING',
      saying('received NOTIFICATION REQUEST #1', 'INFO', 'WARNING'),
      fails('run:NTF-004', 'notification-type-unknown'),
    ),
    but(
      'an element is of a POLICY',
      saying('received NOTIFICATION REQUEST #1', '"JOB"', '"POLICY"'),
      fails('run:NTF-005', 'object-unknown'),
    ),
    but(
      'data is an object',
      saying('received NOTIFICATION REQUEST #1', /"data":\[(\{[^}]*\})\]/, '"data":$1'),
      fails('run:NTF-006', 'data-not-an-array'),
    ),
    but(
      'two elements are of JOB',
      saying('received NOTIFICATION REQUEST #1', '"IMAGE"', '"JOB"'),
      fails('run:NTF-007', 'object-twice'),
    ),
    but(
      'a job is in a state of its own',
      saying('received NOTIFICATION REQUEST #1', /"state":"\w+"/, '"state":"WAITING"'),
      fails('run:NTF-011', 'state-unknown'),
    ),
    but(
      'a job has no state',
      saying('received NOTIFICATION REQUEST #1', /"state":"\w+",/, ''),
      fails('run:NTF-015', 'entry-member-missing'),
    ),
    but(
      'the status of a job is text',
      saying('received NOTIFICATION REQUEST #1', '"status":0', '"status":"0"'),
      fails('run:NTF-016', 'entry-member-of-another-type'),
    ),
    but(
      'an image has no operationId',
      saying('received NOTIFICATION REQUEST #1', /"operationId":"\w+",?/, ''),
      fails('run:NTF-025', 'entry-member-missing'),
    ),
    but(
      'an image has an operation of its own',
      saying('received NOTIFICATION REQUEST #1', /"operationId":"\w+"/, '"operationId":"MOVED"'),
      fails('run:NTF-026', 'operation-unknown'),
    ),
    but(
      'the operation of an image is a number',
      saying('received NOTIFICATION REQUEST #1', /"operationId":"\w+"/, '"operationId":1'),
      fails('run:NTF-027', 'entry-member-of-another-type'),
    ),
  ),
  ...on(
    'service/properties/commented',
    plainly(
      passes(
        'groups/names-alike:GRP-011',
        'properties/bare:CFG-005',
        'properties/bare:CFG-007',
        'properties/bare:CFG-011',
        'properties/commented:CFG-001',
        'properties/commented:CFG-003',
        'properties/commented:CFG-005',
        'properties/commented:CFG-008',
        'properties/commented:CFG-009',
      ),
    ),
    but(
      'it closes the connection of one group when it connects the other',
      adding('sent CONNECT RESPONSE #1', closed),
      fails('groups/names-alike:GRP-011', 'one-group-at-a-time'),
    ),
    but(
      'it does not work with such a sendTimeout',
      ranOut('timer notification', 'received NOTIFICATION REQUEST #1'),
      fails('properties/commented:CFG-003', 'does-not-work-with-it'),
    ),
    but(
      'it resends at once',
      twice('received NOTIFICATION REQUEST #1'),
      fails('properties/commented:CFG-001', 'comment-obeyed'),
      fails('properties/commented:CFG-009', 'not-at-configured-rate'),
      warns('properties/bare:CFG-011', 'not-as-default'),
    ),
    but(
      'it does not ping any more',
      ranOut('timer ping #1', 'received ping #2'),
      fails('properties/commented:CFG-005', 'other-ping-rate'),
      warns('keep-alive/withheld-acknowledgement:KAL-011', 'no-ping-meanwhile'),
    ),
    but(
      'it pings at once',
      movedBefore('received ping #1', 'received NOTIFICATION REQUEST #1'),
      fails('properties/bare:CFG-005', 'pinged-before-default'),
    ),
    but(
      'it tries the second five times more',
      onMoreConnections('received tcp accepted #2', 5),
      fails('properties/bare:CFG-007', 'tried-before-default'),
    ),
  ),
  ...on(
    'service/keep-alive/missed-pongs',
    plainly(
      passes(
        'keep-alive/missed-pongs:KAL-001',
        'keep-alive/missed-pongs:KAL-006',
        'keep-alive/missed-pongs:KAL-007',
        'keep-alive/missed-pongs:KAL-009',
      ),
    ),
    but('it does not ping', ranOut('timer ping #1', 'received ping #1'), warns('keep-alive/pings:KAL-002', 'no-ping-frame')),
    but(
      'it does not close',
      ranOut('timer keep-alive close', 'received close'),
      fails('keep-alive/missed-pongs:KAL-006', 'not-closed'),
      fails('keep-alive/missed-pongs:KAL-007', 'not-closed'),
    ),
    but(
      'it closes at the second miss',
      movedBefore('received close', 'received ping #2'),
      fails('keep-alive/missed-pongs:KAL-007', 'closed-early'),
    ),
    but(
      'it does not come back',
      ranOut('timer connection #2', 'received CONNECT REQUEST #2'),
      fails('keep-alive/missed-pongs:KAL-009', 'not-reconnected'),
    ),
    but(
      'it does not ping its second connection',
      ranOut('timer ping #2', 'received ping #4'),
      fails('keep-alive/missed-pongs:KAL-001', 'no-ping'),
    ),
  ),
  ...on(
    'service/decoder/ignores',
    plainly(
      passes(
        'acknowledgement/pong-and-command:CMD-025',
        'decoder/ignores:DEC-002',
        'decoder/ignores:DEC-005',
        'decoder/ignores:DEC-006',
      ),
      observes('decoder/odd-messages', 'does not end the connection'),
    ),
    but(
      'it closes',
      adding('sent message #2', closed),
      fails('decoder/ignores:DEC-002', 'closes-although-ignoring'),
      observes('decoder/odd-messages', 'ends the connection'),
    ),
    but(
      'it complains',
      adding('sent message #2', { kind: 'message', direction: 'received', text: '"what?"', bytes: 7, binary: false, frames: [] }),
      warns('decoder/ignores:DEC-006', 'replied-to-nonsense'),
    ),
    but(
      'it does not answer the COMMAND',
      ranOut('timer COMMAND RESPONSE', 'received COMMAND RESPONSE'),
      fails('decoder/ignores:DEC-002', 'not-usable'),
      fails('decoder/ignores:DEC-005', 'not-back'),
      warns('acknowledgement/pong-and-command:CMD-025', 'held-up'),
    ),
  ),
  ...on(
    'service/decoder/cut-json',
    plainly(passes('acknowledgement/other-type:MSG-026', 'decoder/cut-json:DEC-001', 'decoder/cut-json:DEC-005')),
    but(
      'it stays',
      ranOut('timer end of connection', 'received close'),
      fails('decoder/cut-json:DEC-001', 'stays-after-nonsense'),
    ),
    but(
      'it loses what it has told',
      ranOut('timer notification #2', 'received NOTIFICATION REQUEST #2'),
      fails('decoder/cut-json:DEC-005', 'lost'),
      warns('acknowledgement/other-type:MSG-026', 'taken-for-acknowledgement'),
    ),
    but(
      'it keeps its first connection',
      without('received close', 'sent close', 'received tcp ended'),
      fails('run:GRP-004', 'two-to-one-endpoint'),
      fails('run:GRP-005', 'two-in-a-group'),
    ),
  ),
  ...on(
    'service/commands/errors',
    plainly(
      passes(
        'commands/empty-bodies:CMD-014',
        'commands/errors:CMD-015',
        'commands/errors:CMD-016',
        'commands/errors:CMD-017',
        'commands/errors:CMD-019',
        'commands/errors:CMD-031',
        'commands/get:CMD-005',
        'commands/get:CMD-014',
        'commands/headers:CMD-010',
        'commands/ids:MSG-008',
        'commands/methods:CMD-029',
        'connect/answered-late:CON-031',
        'run:MSG-007',
        'run:MSG-014',
        'run:MSG-015',
      ),
    ),
    but(
      'it neither calls nor answers',
      ranOut('timer COMMAND RESPONSE #1', 'received http api #1', 'received COMMAND RESPONSE #1'),
      fails('commands/get:CMD-014', 'unanswered'),
    ),
    but(
      'it does not answer',
      ranOut('timer COMMAND RESPONSE #1', 'received COMMAND RESPONSE #1'),
      fails('commands/errors:CMD-019', 'error-unanswered'),
      fails('commands/ids:MSG-008', 'id-not-answered'),
    ),
    but(
      'it does not answer the next',
      ranOut('timer COMMAND RESPONSE #2', 'received http api #2', 'received COMMAND RESPONSE #2'),
      warns('commands/errors:CMD-031', 'unserved-after-error'),
    ),
    but(
      'it answers twice',
      twice('received COMMAND RESPONSE #1'),
      fails('commands/empty-bodies:CMD-014', 'answered-twice'),
      fails('run:MSG-014', 'answered-twice'),
    ),
    but('it answers without a call', without('received http api #1'), fails('commands/methods:CMD-029', 'not-called')),
    but(
      'it calls with another method',
      saying('received http api #1', '"method":"GET"', '"method":"POST"'),
      fails('commands/methods:CMD-029', 'other-method'),
    ),
    but(
      'it calls another host',
      saying('received http api #1', /"host":"[^"]*"/, '"host":"localhost"'),
      fails('commands/get:CMD-005', 'other-host'),
    ),
    but(
      'it forgets a header of the call',
      saying('received http api #1', /"authorization":"[^"]*",/, ''),
      fails('commands/headers:CMD-010', 'header-missing'),
    ),
    but(
      'it calls before we have answered CONNECT',
      movedBefore('received http api #1', 'sent CONNECT RESPONSE'),
      fails('connect/answered-late:CON-031', 'executed-before-valid'),
    ),
    but(
      'it answers an error by 200',
      saying('received COMMAND RESPONSE #1', /"responseCode":\d+/, '"responseCode":200'),
      fails('commands/errors:CMD-019', 'other-error-code'),
    ),
    but(
      'it puts the status into quotes',
      saying('received COMMAND RESPONSE #1', /"responseCode":(\d+)/, '"responseCode":"$1"'),
      fails('commands/errors:CMD-017', 'response-code-not-an-integer'),
    ),
    but(
      'it leaves out the status',
      saying('received COMMAND RESPONSE #1', /"responseCode":\d+,/, ''),
      fails('commands/errors:CMD-015', 'member-missing'),
    ),
    but(
      'it leaves out a header of the answer',
      saying('received COMMAND RESPONSE #1', /"x-marker":"[^"]*",/, ''),
      fails('commands/errors:CMD-016', 'header-lost'),
    ),
    but(
      'it answers under an id in capitals',
      saying('received COMMAND RESPONSE #1', /"id":"[^"]*"/, (id) => id.toUpperCase().replace('ID', 'id')),
      fails('commands/ids:MSG-008', 'id-rewritten'),
    ),
    but(
      'it answers under another id',
      saying('received COMMAND RESPONSE #1', /"id":"[^"]*"/, '"id":"1"'),
      fails('run:MSG-007', 'id-differs'),
    ),
    but(
      'it answers by a REQUEST',
      saying('received COMMAND RESPONSE #1', 'RESPONSE', 'REQUEST'),
      fails('run:MSG-015', 'answer-of-another-kind'),
    ),
    but(
      'the API hangs up',
      without('sent http api #1'),
      observes('commands/errors', 'AMB-19: a COMMAND is answered by the code'),
    ),
    but(
      'it knows no PATCH',
      both(saying('sent COMMAND REQUEST #1', '"GET"', '"PATCH"'), without('received http api #1')),
      observes('commands/methods', 'AMB-19: a COMMAND with the method "PATCH" is answered without a call of the API'),
    ),
  ),
  ...on(
    'service/commands/texts',
    plainly(passes('commands/texts:CMD-018', 'commands/texts:CMD-030')),
    but(
      'it says no body',
      saying('received COMMAND RESPONSE #1', /"body":"(?:[^"\\]|\\.)*"/, '"body":null'),
      fails('commands/texts:CMD-018', 'body-not-text'),
    ),
    but(
      'it calls with another body',
      having('received http api #1', { body: '{}' }),
      fails('commands/texts:CMD-030', 'other-body'),
    ),
    but('all of it is a case of a search', asCase, passes('commands/search:CMD-030')),
    but(
      'all of it is a case of a search, and a call has another body',
      both(asCase, having('received http api #1', { body: '{}' })),
      fails('commands/search:CMD-030', 'body-changed'),
    ),
  ),
  ...on(
    'service/commands/other-hosts',
    plainly(passes('commands/other-hosts:CMD-005'), fails('registration/apostrophe:DSC-007', 'refused-descriptor-dialled')),
    but(
      'it comes to the other host before it is registered',
      movedBefore('sent file appears #-1', 'mark drive-ended'),
      fails('commands/other-hosts:CMD-005', 'called-elsewhere'),
    ),
  ),
  ...on(
    'service/commands/line-breaks',
    plainly(passes('commands/line-breaks:CMD-010')),
    but(
      'what follows a line break becomes a header',
      saying('received http api #1', '"headers":{', '"headers":{"x-injected":"yes",'),
      fails('commands/line-breaks:CMD-010', 'header-injected'),
    ),
  ),
  ...on(
    'service/commands/search',
    plainly(passes('commands/search:CMD-010', 'commands/search:CMD-014', 'commands/search:CMD-016', 'commands/search:CMD-029')),
    but('it answers without a call', without('received http api #1'), fails('commands/search:CMD-014', 'not-called')),
    but(
      'it calls with another method',
      saying('received http api #1', /"method":"\w+"/, '"method":"TRACE"'),
      fails('commands/search:CMD-029', 'other-call'),
    ),
    but(
      'it changes the headers of its calls',
      saying('received http api #1', '"headers":{"x-', '"headers":{"y-'),
      fails('commands/search:CMD-010', 'header-changed'),
    ),
    but(
      'it changes the status of an answer',
      saying('received COMMAND RESPONSE #1', /"responseCode":\d+/, '"responseCode":299'),
      fails('commands/search:CMD-016', 'answer-changed'),
    ),
  ),
  ...on(
    'service/delivery/search-sessions',
    plainly(
      passes(
        'delivery/search-sessions:ACK-006',
        'delivery/search-sessions:CON-020',
        'delivery/search-sessions:DLV-001',
        'delivery/search-sessions:DLV-005',
        'delivery/search-sessions:NTF-001',
      ),
    ),
    but(
      'it does not tell the last event',
      both(without('received NOTIFICATION REQUEST #-1'), having('timer redelivery', { outcome: 'expired' })),
      fails('delivery/search-sessions:NTF-001', 'not-delivered'),
    ),
    but(
      'it does not tell again what it told before its last loss',
      both(without('received NOTIFICATION REQUEST #6'), having('timer redelivery', { outcome: 'expired' })),
      fails('delivery/search-sessions:DLV-001', 'lost'),
    ),
    but(
      'it tells again what was acknowledged',
      again('received NOTIFICATION REQUEST #-3', 'sent NOTIFICATION RESPONSE #-1'),
      fails('delivery/search-sessions:ACK-006', 'sent-after-acknowledgement'),
    ),
    but(
      'it tells again what was acknowledged before its last loss',
      again('received NOTIFICATION REQUEST #4', 'sent NOTIFICATION RESPONSE #-1'),
      warns('delivery/search-sessions:DLV-005', 'delivered-again'),
    ),
    but(
      'it does not come back after the last loss',
      both(
        without('received tcp accepted #-1', 'received CONNECT REQUEST #-1'),
        having('timer connection #-1', { outcome: 'expired' }),
      ),
      fails('delivery/search-sessions:CON-020', 'not-reconnected'),
    ),
  ),
  ...on(
    'service/token/expired',
    plainly(passes('token/expired:TLS-012', 'run:TLS-012')),
    but(
      'it ends the TLS handshake by an alert',
      having('received tls', { event: 'failed', protocol: null, detail: 'ERR_SSL_TLSV1_ALERT_UNKNOWN_CA' }),
      passes('token/expired:TLS-012', 'run:TLS-012'),
    ),
    but('it comes no further than TCP', without('received tls'), isUntestable('token/expired:TLS-012', 'not-provoked')),
    but(
      'its TLS handshake is still under way',
      without('received tls', 'received tcp ended'),
      isUntestable('token/expired:TLS-012', 'not-provoked'),
    ),
    but('it neither leaves nor asks', without('received tcp ended'), isUntestable('token/expired:TLS-012', 'not-provoked')),
    but(
      'it is we who hang up',
      having('received tcp ended', { direction: 'sent', cause: 'late' }),
      isUntestable('token/expired:TLS-012', 'not-provoked'),
    ),
  ),
  ...on(
    'service/token/after-a-good-one',
    plainly(passes('token/after-a-good-one:TLS-012', 'run:TLS-012')),
    but(
      'it never comes to the second of the bad certificates',
      ranOut('timer connection #3', 'received tls #3'),
      isUntestable('token/after-a-good-one:TLS-012', 'not-provoked'),
    ),
  ),
  ...on(
    'service/token/after-a-good-one.verifies-at-first-contact-only',
    plainly(fails('token/after-a-good-one:TLS-012', 'upgraded-unverified'), fails('run:TLS-012', 'upgraded-unverified')),
  ),
];
