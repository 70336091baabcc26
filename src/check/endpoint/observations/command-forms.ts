import { isObject, member } from '../../../protocol/codec.ts';
import { groupBy } from '../../../protocol/group-by.ts';
import { isNamed } from '../../../protocol/message-name.ts';
import { plainText } from '../../../protocol/plain-text.ts';
import { show } from '../../every-message.ts';
import { type MessageFact, objectOf } from '../../fact.ts';
import type { Observation } from '../../outcome.ts';
import { received, type View } from '../../view.ts';

const of = (message: MessageFact, name: string): unknown => member(member(objectOf(message), 'payload'), name);

const header = (message: MessageFact, name: string): [string, unknown] | undefined => {
  const headers = of(message, 'headers');
  return isObject(headers) ? Object.entries(headers).find(([known]) => known.toLowerCase() === name) : undefined;
};

const aboutAuthorization = (message: MessageFact): string => {
  const value = header(message, 'authorization')?.[1];
  const uri = plainText(of(message, 'uri')).split('?')[0] ?? '';
  if (value === undefined) return `AMB-13: a call of ${show(uri)} carries no Authorization`;
  return /^bearer /i.test(String(value)) ? 'AMB-13: Authorization begins with Bearer' : 'AMB-13: Authorization is a token alone';
};

const aboutUri = (message: MessageFact): string =>
  plainText(of(message, 'uri')).startsWith('/netbackup/')
    ? 'AMB-14: its uris begin with /netbackup/'
    : `AMB-14: a uri does not begin with /netbackup/: ${show(of(message, 'uri'))}`;

const aboutParameters = (message: MessageFact): string | undefined => {
  const method = plainText(of(message, 'method'));
  const parameters = of(message, 'parameters');
  if (parameters === undefined && method !== 'POST') return undefined;
  const kind =
    parameters === undefined ? 'no' : parameters === '' ? 'empty' : parameters === null ? 'null as' : `${typeof parameters}`;
  return `AMB-17: ${show(method)} with ${kind} parameters`;
};

const aboutHeaderNames = (message: MessageFact): string | undefined => {
  const name = header(message, 'content-type')?.[0];
  return name === undefined ? undefined : `AMB-18: header names are written like ${show(name)}`;
};

const aboutId = ({ claim }: MessageFact): string => {
  const id = plainText(claim.id);
  const version = /^[0-9a-f]{8}-[0-9a-f]{4}-([0-9a-f])[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}$/i.exec(id)?.[1];
  if (version === undefined) return 'AMB-49: its ids are no UUIDs';
  const letters = id === id.toUpperCase() ? 'upper' : id === id.toLowerCase() ? 'lower' : 'mixed';
  return `AMB-49: its ids are UUIDs of version ${version} in ${letters} case`;
};

/** How an application writes its calls where the guide leaves it open (AMB-13, 14, 17, 18, 49). */
export function commandForms(view: View): readonly Observation[] {
  const commands = received(view).filter(({ claim, decoded }) => isNamed(claim, 'COMMAND REQUEST') && decoded.kind === 'object');
  return [aboutId, aboutUri, aboutAuthorization, aboutParameters, aboutHeaderNames].flatMap((about) =>
    [...groupBy(commands, (command) => about(command) ?? '')].flatMap(([text, showing]) =>
      text === '' ? [] : [{ text, evidence: showing.slice(0, 3).map(({ ref }) => ref) }],
    ),
  );
}
