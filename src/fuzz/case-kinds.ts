import type { CaseKind } from './case-kind.ts';
import { commandsKind } from './command-case.ts';
import { deviationKinds } from './deviation.ts';
import { connectKind, notificationKind } from './message-case.ts';
import { endpointSessionKind } from './search-sessions.ts';
import { serviceSessionKind } from './session-script.ts';

const kinds: readonly CaseKind<unknown>[] = [
  notificationKind,
  connectKind,
  deviationKinds.NOTIFICATION,
  deviationKinds.CONNECT,
  endpointSessionKind,
  serviceSessionKind,
  commandsKind,
];

/** The kind of cases that a replay file names; undefined for one that this version does not have. */
export const caseKindNamed = (name: string): CaseKind<unknown> | undefined => kinds.find((kind) => kind.name === name);

/** Of what kind the cases of a scenario are, in files from before they named it. */
export const kindsBefore: ReadonlyMap<string, string> = new Map([
  ['batching/search-notifications', notificationKind.name],
  ['handshake/search-connects', connectKind.name],
  ['handshake/search-deviations', deviationKinds.NOTIFICATION.name],
  ['invalid-token/search-deviations', deviationKinds.CONNECT.name],
  ['ack-timeouts/search-sessions', endpointSessionKind.name],
  ['delivery/search-sessions', serviceSessionKind.name],
  ['commands/search', commandsKind.name],
]);
