import fc from 'fast-check';
import { Type } from 'typebox';
import { expect, test } from 'vitest';
import { type ServicePeer, searchOrder, WaitEnded } from '../scenario/service-peer.ts';
import { marking, type Tag } from '../transcript/mark.ts';
import { caseKind } from './case-kind.ts';
import { asItIs, type Search, search } from './search.ts';

const RUNS = 50;

/** A peer of which a search needs only this: marks, time, and whether the good token is taken. */
function peerWith({
  takesToken = () => true,
  runs = RUNS,
}: {
  readonly takesToken?: () => boolean;
  readonly runs?: number;
} = {}) {
  const marks: { readonly name: string; readonly detail: string }[] = [];
  const established = async () => {
    if (!takesToken()) throw new WaitEnded('the token was refused');
  };
  const peer = {
    search: searchOrder(1, runs),
    timeFor: () => () => true,
    mark: marking((body) => void (body.kind === 'mark' && marks.push(body))),
    establish: established,
    session: established,
    attempt: async (action: Promise<unknown>) => {
      try {
        return (await action) ?? true;
      } catch (error) {
        if (error instanceof WaitEnded) return undefined;
        throw error;
      }
    },
  } as unknown as ServicePeer;
  const details = (name: string) => marks.filter((mark) => mark.name === name).map(({ detail }) => JSON.parse(detail) as object);
  return { peer, ends: () => details('searched'), found: () => details('counterexample'), cases: () => details('case').length };
}

const what = (more: Partial<Search<number>>): Search<number> => ({
  scenario: 'a/b',
  kept: asItIs(caseKind('number', Type.Number())),
  examples: [],
  cases: () => fc.nat({ max: 1_000 }),
  tags: () => [],
  steps: (value) => [String(value)],
  drive: async () => true,
  effort: 'search',
  least: 1,
  share: 1,
  ...more,
});

test('drives as many cases as were ordered', async () => {
  const seen = peerWith();
  await search(seen.peer, what({}));

  expect(seen.cases()).toBe(RUNS);
  expect(seen.ends()).toEqual([{ cases: RUNS, replay: false }]);
});

test('makes what fails as small as it can be', async () => {
  const seen = peerWith({ runs: 500 });
  await search(seen.peer, what({ drive: async (value) => value < 100 }));

  expect(seen.found()).toMatchObject([{ alone: true, value: 100, steps: ['100'] }]);
});

test('tells what fails only after others as it is', async () => {
  let driven = 0;
  const seen = peerWith();
  await search(seen.peer, what({ drive: async () => driven++ !== 5 }));

  expect(seen.found()).toMatchObject([{ alone: false, number: 6 }]);
});

test('ends where an example fails whose one thing every generated case has', async () => {
  const seen = peerWith();
  const tags = (): readonly Tag[] => ['deviation'];
  await search(seen.peer, what({ examples: [7], tags, drive: async () => false }));

  expect(seen.found()).toMatchObject([{ alone: true, value: 7 }]);
  expect(seen.ends()).toHaveLength(1);
});

test('notes what a candidate that takes no token any more did not do, whatever the reason may be', async () => {
  let driven = 0;
  const seen = peerWith({ takesToken: () => driven < 3 });
  const drive = async () => {
    driven += 1;
    return driven < 3;
  };
  await search(seen.peer, what({ drive }));

  expect(seen.found()).toMatchObject([{ alone: false, number: 3 }]);
  expect(seen.ends()).toEqual([{ cases: 3, replay: false }]);
});
