import { member } from '../../protocol/codec.ts';
import { isNamed } from '../../protocol/message-name.ts';
import { parsedJson } from '../../protocol/parsed-json.ts';
import type { EntryOf } from '../../transcript/entry.ts';
import { canonicalJson } from '../canonical-json.ts';
import { show } from '../every-message.ts';
import { type Fact, isOf, type MessageFact, objectOf } from '../fact.ts';
import { marks } from '../marks.ts';
import { notApplicable, pass, type Reference, untestable, violation } from '../outcome.ts';
import { type Check, receivedWithEchoes, type View } from '../view.ts';

/** The mark of a drive that found a hook missing; its detail names the hook. */
export const NO_HOOK = 'no-hook';

/** A check that does not apply where the user has not wired the hook that would show it. */
export function withHook(check: Check): Check {
  return (view) => {
    const [mark] = marks(view, NO_HOOK);
    if (mark === undefined) return check(view);
    const message = `not exercised: the hook ${mark.detail} would show it`;
    const declared = view.profile.capabilities.includes(mark.detail === 'sendCommand' ? 'commands' : 'group');
    return declared ? untestable(NO_HOOK, message, [mark.ref]) : notApplicable(NO_HOOK, message);
  };
}

/** One call of `sendCommand`: what was ordered, the COMMAND that came of it, our answers to it, and what the hook said. */
interface Order {
  readonly call: Fact<EntryOf<'hook'>>;
  readonly command: MessageFact;
  /** Under the command's own id, the first of them is the answer. */
  readonly answers: readonly MessageFact[];
  readonly said: Fact<EntryOf<'hook'>>;
  readonly payload: unknown;
}

function orders(view: View): readonly Order[] {
  const hooks = view.facts.filter(isOf('hook')).filter(({ entry }) => entry.hook === 'sendCommand');
  const commands = receivedWithEchoes(view).filter(({ claim }) => isNamed(claim, 'COMMAND REQUEST'));
  const responses = view.messages.filter(({ entry, claim }) => entry.direction === 'sent' && claim.type === 'COMMAND');
  return hooks.flatMap((call) => {
    if (call.entry.direction !== 'sent') return [];
    const uri = member(parsedJson(call.entry.body), 'uri');
    const answer = hooks.find(({ entry }) => entry.direction === 'received' && entry.call === call.entry.call);
    const command = commands.find((message) => member(member(objectOf(message), 'payload'), 'uri') === uri);
    if (command === undefined || answer?.entry.body == null) return [];
    const answers = responses.filter(({ claim }) => claim.id === command.claim.id);
    return [{ call, command, answers, said: answer, payload: member(parsedJson(answer.entry.body), 'payload') }];
  });
}

/** Equal as JSON values, whatever the order of members. */
const isSame = (a: unknown, b: unknown): boolean => canonicalJson(a) === canonicalJson(b);

/** CMD-020, CMD-021: what the application took for the answer to a command is the one that we sent under the command's id. */
export const correlatesCommands: Check = (view) => {
  const all = orders(view).filter(({ answers }) => answers.length > 0);
  const evidence = ({ call, command, answers, said }: Order): readonly Reference[] =>
    [call, command, ...answers, said].map(({ ref }) => ref);
  for (const order of all) {
    const own = order.answers.some((answer) => isSame(payloadOf(answer), order.payload));
    if (own) continue;
    const foreign = view.messages.find(
      ({ entry, ...message }) => entry.direction === 'sent' && isSame(payloadOf({ entry, ...message }), order.payload),
    );
    const expected = show(payloadOf(order.answers[0]));
    const refs = foreign === undefined ? evidence(order) : [...evidence(order), foreign.ref];
    return foreign === undefined
      ? violation(
          'answer-altered',
          'the application understood another answer than was sent',
          expected,
          show(order.payload),
          refs,
        )
      : violation(
          'foreign-answer-taken',
          'the application took the answer to something else for the answer to its command',
          expected,
          show(order.payload),
          refs,
        );
  }
  if (all.length > 0) return pass(all.flatMap(evidence));
  return untestable('hook-unanswered', 'no hook call ended in a COMMAND REQUEST and an answer of the hook');
};

const payloadOf = (message: MessageFact | undefined): unknown =>
  message === undefined ? undefined : member(objectOf(message), 'payload');
