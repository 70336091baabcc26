import type { Claim } from './correlation.ts';
import type { messageSchemas, Role } from './message.ts';
import { plainText } from './plain-text.ts';

/** A type with its subType, as the guide's direction matrix names messages. */
export type MessageName = keyof typeof messageSchemas;

/** Which side sends which message (guide §1.1, §1.5, §1.6). */
export const senderOf: Readonly<Record<MessageName, Role>> = {
  'CONNECT REQUEST': 'service',
  'CONNECT RESPONSE': 'endpoint',
  'NOTIFICATION REQUEST': 'service',
  'NOTIFICATION RESPONSE': 'endpoint',
  'COMMAND REQUEST': 'endpoint',
  'COMMAND RESPONSE': 'service',
};

/** True for the six names that the guide knows. */
export const isMessageName = (name: string): name is MessageName => Object.hasOwn(senderOf, name);

const messageNames: readonly MessageName[] = Object.keys(senderOf).filter(isMessageName);

/** What each side sends. */
export const sentBy: Readonly<Record<Role, readonly MessageName[]>> = {
  endpoint: messageNames.filter((name) => senderOf[name] === 'endpoint'),
  service: messageNames.filter((name) => senderOf[name] === 'service'),
};

/** True for what claims to be this message, in the very words. */
export const isNamed = (claim: Pick<Claim, 'type' | 'subType'>, name: MessageName): boolean => nameOf(claim) === name;

/** What a message calls itself, be it one of the six or not. */
export const nameOf = ({ type, subType }: Pick<Claim, 'type' | 'subType'>): string => `${plainText(type)} ${plainText(subType)}`;
