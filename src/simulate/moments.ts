import { member } from '../protocol/codec.ts';
import { parsedJson } from '../protocol/parsed-json.ts';
import type { ServiceSeamWrap } from '../reference/service/seams.ts';
import type { Event, Moment } from './ready-made.ts';

/** Spells moments as lines of events, and sees to it that what happened at another moment gets a notification of its own. */
export interface EventBatches {
  readonly wrap: ServiceSeamWrap;
  lines(moment: Moment): readonly string[];
}

export function eventBatches(): EventBatches {
  const momentOf = new WeakMap<Event['data'], number>();
  let latest = 0;
  return {
    wrap: {
      event: (next) => (line) => {
        const entries = next(line);
        const number = member(parsedJson(line), 'moment');
        if (typeof number === 'number') for (const { data } of entries ?? []) momentOf.set(data, number);
        return entries;
      },
      take: (next) => (waiting, session) => {
        const taken = next(waiting, session);
        const [first, ...others] = taken.map(({ data }) => momentOf.get(data));
        const end = others.findIndex((moment) => moment !== first);
        return end < 0 ? taken : taken.slice(0, end + 1);
      },
    },
    lines: (moment) => {
      latest += 1;
      return moment.map((event) => JSON.stringify({ ...event, moment: latest }));
    },
  };
}
