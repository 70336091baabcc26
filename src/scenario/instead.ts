import type { CommandOrder } from '../protocol/command-order.ts';
import { orderOf } from './shapes.ts';
import type { AnswerDeviation, Habits, Stage } from './stage.ts';

/** Answers CONNECT by what establishes nothing while an event waits to be told, and then as it should. */
export async function answerConnectBy(stage: Stage, deviation: AnswerDeviation): Promise<void> {
  stage.first.behave({ connect: (asked) => asked.answer(deviation) });
  const asked = await stage.first.asked('patience');
  stage.raise({ object: 'JOB', data: stage.invent.job() });
  await stage.watch('quiet');
  stage.first.behave({ connect: (again) => again.accept() });
  asked.accept();
  // Whoever no longer listens on this connection comes again.
  if ((await stage.attempt(stage.first.told())) === undefined) asked.connection.drop();
  await stage.first.told('patience');
}

/** Answers a notification by what acknowledges nothing until it comes again, and then as it should. */
export async function acknowledgeBy(stage: Stage, deviation: AnswerDeviation): Promise<void> {
  await stage.first.established();
  stage.first.behave({ notification: (asked) => asked.answer(deviation) });
  stage.raise({ object: 'JOB', data: stage.invent.job() });
  await stage.first.notified();
  const again = await stage.first.notified('redelivery');
  again.accept();
}

/** Answers upgrades by what is no opening handshake, and then as it should. */
export async function answerUpgradesBy(stage: Stage, upgrade: Exclude<Habits['upgrade'], 'take'>): Promise<void> {
  stage.first.behave({ upgrade });
  await stage.first.knocked();
  await stage.runs(1);
  stage.first.behave({ upgrade: 'take' });
  stage.first.forget();
  await stage.first.established();
}

/** Says what cannot be decoded while a notification is not acknowledged, and takes it on the next connection. */
export async function sayNonsense(stage: Stage, text: string, what: string): Promise<void> {
  const session = await stage.first.established();
  stage.first.behave({ notification: () => {} });
  stage.raise({ object: 'JOB', data: stage.invent.job() }, { object: 'IMAGE', data: stage.invent.image() });
  await stage.first.notified();
  session.say(text, { deviation: `undecodable: ${what}` });
  await session.ended('end of connection');
  stage.first.behave({ notification: (asked) => asked.accept() });
  stage.first.forget();
  await stage.first.established();
  await stage.first.told();
}

/**
 * Orders what is no proper call, one after the other, each followed by a COMMAND that is one: its answer, or the end of the connection,
 * shows that the service has read what came before. Ends where such a COMMAND is not answered at all.
 */
export async function orderOddly(stage: Stage, odd: readonly (CommandOrder & { readonly why: string })[]): Promise<void> {
  for (const [index, { why, ...order }] of odd.entries()) {
    const session = await stage.first.established();
    session.order(order, { deviation: why });
    const answered = await stage.attempt(session.command(orderOf(stage.uri(`fence-${index}`))));
    if (answered === undefined && session.open) return;
  }
  const session = await stage.first.established();
  await session.command(orderOf(stage.uri('fence')));
}
