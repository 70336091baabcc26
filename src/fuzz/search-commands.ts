import fc from 'fast-check';
import { answerProblem, callProblems } from '../check/service/command-problems.ts';
import { member } from '../protocol/codec.ts';
import type { CommandOrder } from '../protocol/command-order.ts';
import type { CalledApi, Stage } from '../scenario/stage.ts';
import { type CommandCase, commandCases, commandsKind, isUuid } from './command-case.ts';
import { asItIs, search } from './search.ts';

/** So many at once. */
const MOST_AT_ONCE = 3;
/** Of the cases that the user has ordered: each is two COMMANDs on average. */
const SHARE = 0.5;
/** A candidate that says more than so in a run would be taken for a flood. */
const MOST_CASES = 1_000;

/** Searches COMMANDs that do not arrive at the API as they are, or whose answers do not come back as they are. */
export function searchCommands(stage: Stage, scenario: string): Promise<void> {
  const { search: order } = stage;
  const drive = driver(stage);
  return search(
    {
      search: { ...order, runs: Math.min(order.runs, MOST_CASES) },
      timeFor: (what) => stage.timeFor(what),
      mark: stage.mark,
      attempt: (action) => stage.attempt(action),
      session: () => stage.first.established(),
      // It is the candidate's to make, and would take a run of its connection process.
      establish: () => stage.first.established(),
    },
    {
      scenario,
      kept: asItIs(commandsKind),
      examples: [],
      cases: () => fc.array(commandCases, { minLength: 1, maxLength: MOST_AT_ONCE }),
      tags: () => [],
      steps: (all) => all.map(inWords),
      drive,
      without: (all) => (all.length === 1 ? [] : all.map((one) => all.filter((other) => other !== one))),
      effort: 'search',
      least: 1,
      share: SHARE,
    },
  );
}

/** Drives COMMANDs all at once, and says whether they arrived and came back as they were. */
function driver(stage: Stage): (all: readonly CommandCase[]) => Promise<boolean> {
  const calls = new Map<string, CalledApi>();
  let count = 0;
  /** The call of the API on a path or below it. */
  const callOn = async (path: string): Promise<CalledApi | undefined> => {
    while (!calls.has(path)) {
      const call = await stage.attempt(stage.called());
      if (call === undefined) return undefined;
      calls.set(call.target.split(/[/?]/).slice(0, path.split('/').length).join('/'), call);
    }
    return calls.get(path);
  };
  return async (all) => {
    const session = await stage.first.established();
    const ordered = all.map(({ id, method, rest, headers, parameters, answer }) => {
      count += 1;
      const path = stage.uri(`c${count}`);
      const order: CommandOrder = { uri: `${path}${rest}`, method, headers, ...(parameters === null ? {} : { parameters }) };
      stage.answer(order.uri, answer);
      // Each has an id of its own, also where the same case is driven again.
      return { path, order, answer, id: isUuid(id) ? stage.invent.id(id) : `${id}${count}` };
    });
    const replies = await Promise.all(ordered.map(({ order, id }) => session.command(order, { id })));
    for (const [index, { path, order, answer }] of ordered.entries()) {
      const call = await callOn(path);
      if (call === undefined) return false;
      const problems = Object.values(callProblems).map((problemOf) => problemOf(order, call));
      problems.push(answerProblem(answer, member(replies[index]?.message, 'payload')));
      if (problems.some((problem) => problem !== undefined)) return false;
    }
    return true;
  };
}

const SHOWN = 60;
const cut = (value: string): string => (value.length > SHOWN ? `${value.slice(0, SHOWN)}…` : value);

/** A COMMAND and its answer as a person reads them. */
function inWords({ id, method, rest, headers, parameters, answer }: CommandCase): string {
  const said = [
    `${method} …${cut(rest)}`,
    ...Object.entries(headers).map(([name, value]) => `${name}: ${cut(value)}`),
    ...(parameters === null ? [] : [`parameters ${cut(JSON.stringify(parameters))}`]),
    `id ${cut(JSON.stringify(id))}`,
    `answered by ${answer.status} ${cut(JSON.stringify(answer.body))}`,
    ...Object.entries(answer.headers).map(([name, value]) => `${name}: ${cut(value)}`),
  ];
  return said.join(', ');
}
