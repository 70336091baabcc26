import { isObject, member } from '../../../protocol/codec.ts';
import { isRespelt } from '../../../protocol/correlation.ts';
import type { EntryOf } from '../../../transcript/entry.ts';
import { derived } from '../../derived.ts';
import type { Exchange } from '../../exchange.ts';
import { type Fact, isOf, type MessageFact, objectOf, refsOf } from '../../fact.ts';
import type { Reference } from '../../outcome.ts';
import type { View } from '../../view.ts';

/** A request that reached our stand-in for the REST API. */
export type RestCall = Fact<Extract<EntryOf<'http'>, { readonly direction: 'received' }>>;
/** What the stand-in answered to one. */
export type RestCallAnswer = Fact<Extract<EntryOf<'http'>, { readonly direction: 'sent' }>>;

/** One COMMAND of an endpoint of ours, with what became of it. */
export interface Commanded {
  readonly exchange: Exchange;
  /** The payload of its REQUEST; undefined where the transcript kept only the beginning. */
  readonly order: Readonly<Record<string, unknown>> | undefined;
  readonly call: RestCall | undefined;
  /** Undefined where no call was made, and where the stand-in hung up. */
  readonly callAnswer: RestCallAnswer | undefined;
  /** The first answer under its id, however that is spelt; what an answer under another id belongs to cannot be told. */
  readonly answer: MessageFact | undefined;
}

/** The part of a path by which a COMMAND of a scenario is told from its others, however the rest of it is written. */
const NAME = /\/netbackup\/[^/"?#]+\/[^/"?#]+\/([a-z0-9-]+)/;
const nameIn = (text: string): string | undefined => NAME.exec(text)?.[1];

/** All calls of the REST API that were made while a scenario was driven. */
export const restCalls = (view: View): readonly RestCall[] =>
  view.facts
    .filter(isOf('http'))
    .filter((fact): fact is RestCall => fact.entry.direction === 'received' && fact.entry.server === 'api');

/** All COMMANDs in which we did not deviate from what an endpoint may send. */
export const commandsOf = derived((view: View): readonly Commanded[] => {
  const asked = restCalls(view);
  const answers = view.facts
    .filter(isOf('http'))
    .filter((fact): fact is RestCallAnswer => fact.entry.direction === 'sent' && fact.entry.server === 'api');
  return view.exchanges
    .filter(({ type, request }) => type === 'COMMAND' && request.entry.deviation === undefined)
    .map((exchange): Commanded => {
      // The uri of one that was cut stands in the beginning, which is kept.
      const name = nameIn(exchange.request.entry.text);
      const payload = member(objectOf(exchange.request), 'payload');
      const call = asked.find(({ entry }) => name !== undefined && nameIn(entry.target) === name);
      return {
        exchange,
        order: isObject(payload) ? payload : undefined,
        call,
        callAnswer: answers.find(({ entry }) => entry.call === call?.entry.call),
        answer: exchange.answers.find(({ message }) => {
          const { id } = message.claim;
          return id === exchange.id || isRespelt(exchange.id, id);
        })?.message,
      };
    });
});

/** Those but the ones on which our API hung up without an answer: what becomes of these is left open (AMB-19). */
export const answerableCommands = (view: View): readonly Commanded[] =>
  commandsOf(view).filter(({ call, callAnswer }) => call === undefined || callAnswer !== undefined);

/** Everything that shows what became of a COMMAND. */
export const commandRefs = ({ exchange, call, callAnswer }: Commanded): readonly Reference[] =>
  refsOf([exchange.request, call, callAnswer, ...exchange.answers.map(({ message }) => message)]);

/** True where something came that the drive took for its answer. */
export const hasAnswer = ({ exchange }: Commanded): boolean => exchange.answers.length > 0;
