import { member } from '../protocol/codec.ts';
import type { ApiCall, ServiceSeamWrap } from '../reference/service/seams.ts';
import type { ServiceSession } from '../reference/service/session.ts';
import { mark, type WireListener } from './tell.ts';

/** Says what NetBackup makes of what it gets, above all why it makes nothing of it: the wire alone does not show that. */
export function explain(tell: WireListener): ServiceSeamWrap {
  return {
    established: (next) => (message, session) => {
      const verdict = next(message, session);
      if (verdict === 'yes') tell(mark('established', `${session.group.groupId} is connected`), nameOf(session));
      else if (verdict === 'not-an-answer')
        tell(
          mark('ignored', `expected a CONNECT RESPONSE under the id ${session.connectId} with valid true or false`),
          nameOf(session),
        );
      return verdict;
    },
    read: (next) => (text, binary, session) => {
      const message = next(text, binary, session);
      if (message === null) {
        tell(
          mark('undecodable', `expected a JSON object in a text message, got ${binary ? 'a binary one' : 'none'}`),
          nameOf(session),
        );
        return message;
      }
      const ids = session.outstanding.map((outstanding) => outstanding.message['id']);
      const isAcknowledgement = message['type'] === 'NOTIFICATION' && message['subType'] === 'RESPONSE';
      if (session.established && isAcknowledgement && !ids.includes(message['id']))
        tell(
          mark(
            'ignored',
            ids.length === 0 ? 'nothing waits to be acknowledged' : `expected an acknowledgement under the id ${ids.join()}`,
          ),
          nameOf(session),
        );
      return message;
    },
    acknowledges: (next) => (message, outstanding, session) => {
      const acknowledged = next(message, outstanding, session);
      const waiting = session.group.queue.entries.length - outstanding.entries.length;
      if (acknowledged)
        tell(
          mark('acknowledged', `${count(outstanding.entries.length)}; ${waiting} more for ${session.group.groupId}`),
          nameOf(session),
        );
      return acknowledged;
    },
    resend: (next) => (message, session) => {
      const rate = session.properties.scheduledRateSeconds;
      tell(mark('resend', `${String(message['id'])} was not acknowledged within ${rate} s`), nameOf(session));
      return next(message, session);
    },
    command: (next) => (message, session) => {
      const decision = next(message, session);
      if (decision.action === 'refuse') tell(mark('refused', decision.answer.body), nameOf(session));
      else if (decision.action === 'ignore' && message['type'] === 'COMMAND')
        tell(mark('ignored', whyNot(message, session)), nameOf(session));
      return decision;
    },
    call: (next) => async (call, api) => {
      const answer = await next(call, api);
      tell(mark('call', `${calling(call)}: status ${answer.responseCode}`));
      return answer;
    },
  };
}

const calling = ({ method, uri }: ApiCall): string => `${method} ${uri}`;
const count = (entries: number): string => (entries === 1 ? '1 entry' : `${entries} entries`);
const nameOf = ({ connection }: ServiceSession): string => `c${connection}`;

function whyNot(message: unknown, { established }: ServiceSession): string {
  if (!established) return 'a COMMAND before the connection is established';
  if (member(message, 'subType') !== 'REQUEST') return 'expected a COMMAND of the subType REQUEST';
  return 'expected a COMMAND REQUEST with a text as its id';
}
