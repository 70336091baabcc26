import type { Stage, StagedEndpoint } from '../scenario/stage.ts';
import type { Counterexample, ScriptDetail } from '../transcript/mark.ts';
import { replayOf } from './case-kind.ts';
import { SessionLife, SharedEvents } from './session-life.ts';
import { generateScripts, legal, type ServiceStep, serviceSessionKind, shorter } from './session-script.ts';

type Script = readonly ServiceStep[];

/** Of the cases that the user has ordered: a script is worth some eight of them. */
const SHARE = 0.12;
/** Fewer do not have all that is judged among them. */
const LEAST = 10;

/** An endpoint, its place, and the script that it is to live. */
interface Part {
  readonly endpoint: StagedEndpoint;
  readonly script: Script;
}

/**
 * Lives random scripts side by side, each at an endpoint of a group of its own, and searches those after which something is lost, or
 * comes again, or a group is not connected again. What fails is made smaller at endpoints that are registered for it, again side by side.
 */
export async function searchScripts(stage: Stage, scenario: string, groups: number): Promise<void> {
  const { seed, runs, replay } = stage.search;
  const first = stage.endpoints.slice(0, groups);
  await Promise.all(first.map((endpoint) => stage.attempt(endpoint.established())));
  const count = Math.min(groups, Math.max(LEAST, Math.ceil(runs * SHARE)));
  const scripts =
    replay === null ? generateScripts(seed, count) : (await replayOf(serviceSessionKind, replay)).map((steps) => legal(steps));
  const parts = scripts.flatMap((script, index) => (first[index] === undefined ? [] : [{ endpoint: first[index], script }]));
  const failed = await live(stage, parts, 'search');
  const [shortest] = [...failed].sort((a, b) => a.length - b.length);
  const note = (found: Pick<Counterexample, 'alone'> & { readonly steps: Script; readonly number: number | null }) => {
    const { steps, ...rest } = found;
    stage.mark('counterexample', {
      scenario,
      kind: serviceSessionKind.name,
      seed,
      path: null,
      tags: [],
      steps,
      value: steps,
      ...rest,
    });
  };
  if (shortest !== undefined && replay !== null) note({ number: null, steps: shortest, alone: true });
  else if (shortest !== undefined) {
    const number = scripts.indexOf(shortest) + 1;
    for (const endpoint of first) endpoint.unregister();
    const smallest = await reduce(
      stage,
      shortest,
      scripts.filter((script) => !failed.includes(script)),
      groups,
    );
    note({ number, steps: smallest ?? shortest, alone: smallest !== undefined });
  }
  stage.mark('searched', { cases: parts.length, replay: replay !== null });
}

/** So many are lived at once when something is made smaller. */
const AT_ONCE = 40;

/** The shortest script that fails again; undefined where none does. */
async function reduce(stage: Stage, failed: Script, searched: readonly Script[], groups: number): Promise<Script | undefined> {
  const isTime = stage.timeFor('shrink-sessions');
  const free = stage.endpoints.slice(groups);
  const wentWell = [...searched];
  let smallest: Script | undefined;
  do {
    const from = smallest ?? failed;
    const wanted = shorter(from, wentWell, Math.min(free.length, AT_ONCE)).filter((script) => script !== smallest);
    const parts = wanted.flatMap((script) => {
      const endpoint = free.shift();
      return endpoint === undefined ? [] : [{ endpoint, script }];
    });
    for (const { endpoint } of parts) endpoint.register();
    const found = await live(stage, parts, 'shrink');
    for (const { endpoint } of parts) endpoint.unregister();
    wentWell.push(...wanted.filter((script) => !found.includes(script)));
    const [shortest] = [...found].sort((a, b) => a.length - b.length);
    if (shortest === undefined) break;
    smallest = shortest;
  } while (smallest.length > 1 && free.length > 0 && isTime());
  return smallest;
}

/** Lives all of them at once and tells each of one event more in the end; gives the scripts after which something was not as usual. */
async function live(stage: Stage, parts: readonly Part[], how: ScriptDetail['stage']): Promise<readonly Script[]> {
  const connected = await Promise.all(
    parts.map(async (part) => ((await stage.attempt(part.endpoint.established())) === undefined ? [] : [part])),
  );
  const events = new SharedEvents(stage);
  const lives = connected.flat().map(({ endpoint, script }) => {
    const { place } = endpoint.seat;
    stage.mark('script', { place, stage: how, steps: script });
    return { place, script, life: new SessionLife(stage, endpoint, events) };
  });
  await Promise.all(lives.map(({ life, script }) => life.live(script)));
  events.raise();
  const failed = await Promise.all(
    lives.map(async ({ place, script, life }) => {
      const isWhole = await life.isWhole(how === 'search' ? 'redelivery' : 'notification');
      stage.mark('script-over', { place });
      return isWhole ? [] : [script];
    }),
  );
  return failed.flat();
}
