import { Ajv2020 } from 'ajv/dist/2020.js';
import type { MessageFact } from '../check/fact.ts';
import type { View } from '../check/view.ts';
import { member } from '../protocol/codec.ts';
import { messageSchemas, type Role } from '../protocol/message.ts';
import { isMessageName, type MessageName, nameOf, senderOf } from '../protocol/message-name.ts';
import { plainText } from '../protocol/plain-text.ts';

const rowOf: Readonly<Record<MessageName, string>> = {
  'CONNECT REQUEST': 'CON-005',
  'COMMAND RESPONSE': 'CMD-015',
  'NOTIFICATION REQUEST': 'NTF-003',
  'CONNECT RESPONSE': 'CON-009',
  'COMMAND REQUEST': 'CMD-003',
  'NOTIFICATION RESPONSE': 'ACK-003',
};

let validators: ReadonlyMap<string, (value: unknown) => boolean> | undefined;
function isValid(name: MessageName, value: unknown): boolean {
  if (validators === undefined) {
    const ajv = new Ajv2020({ strict: true });
    validators = new Map(Object.entries(messageSchemas).map(([message, schema]) => [message, ajv.compile(schema)]));
  }
  return validators.get(name)?.(value) === true;
}

/** A breach of our own side's rules. */
export interface Breach {
  readonly requirement: string;
  readonly message: string;
  readonly fact: MessageFact;
}

/**
 * Holds what we sent in a role, deliberate deviations aside, to its own rules: the six schemas, and an id used for one request
 * only. The first breach is enough: it is our error, and everything after it is in doubt.
 */
export const breachOf =
  (ours: Role) =>
  (view: View): Breach | undefined => {
    const texts = new Map<string, string>();
    const open = new Map<string, number>();
    for (const fact of view.messages) {
      const { entry, claim, decoded } = fact;
      const asked = `${fact.connection} ${plainText(claim.type)} ${plainText(claim.id)}`;
      if (entry.direction === 'received' && claim.subType !== 'RESPONSE') open.set(asked, (open.get(asked) ?? 0) + 1);
      if (entry.direction !== 'sent' || entry.deviation !== undefined || decoded.kind === 'cut') continue;
      const name = nameOf(claim);
      if (!isMessageName(name) || senderOf[name] !== ours)
        return { requirement: ours === 'service' ? 'MSG-016' : 'MSG-017', message: `we sent a ${name}`, fact };
      if (decoded.kind !== 'object' || !isValid(name, decoded.value)) {
        return { requirement: rowOf[name], message: `we sent a ${name} that is not valid`, fact };
      }
      // A service may have to answer what it could not read; an endpoint of ours never does.
      if (ours === 'endpoint' && claim.subType === 'RESPONSE') {
        const left = (open.get(asked) ?? 0) - 1;
        if (left < 0) return { requirement: 'MSG-014', message: 'we answered a request more often than it was sent', fact };
        open.set(asked, left);
      }
      if (claim.subType !== 'REQUEST') continue;
      const id = plainText(claim.id);
      // A resend may carry a new timeStamp; what it says must be the same.
      const said = `${name} ${JSON.stringify(member(decoded.value, 'payload'))}`;
      const earlier = texts.get(id);
      if (earlier !== undefined && earlier !== said)
        return { requirement: ours === 'service' ? 'MSG-005' : 'MSG-004', message: 'we used an id for two requests', fact };
      texts.set(id, said);
    }
    return undefined;
  };
