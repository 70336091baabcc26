import type { ServiceSeamWrap } from '../reference/service/seams.ts';
import type { ServerGroup } from '../reference/service/session.ts';

/** What has been told and what of it was acknowledged. */
export interface DeliveryLedger {
  readonly wrap: ServiceSeamWrap;
  /** An event is on its way to the service. */
  told(): void;
  /** How many entries wait to be acknowledged, over all groups. */
  waiting(): number;
  /** Resolves when none waits. */
  settled(): Promise<void>;
}

/** Keeps account of events from the line that tells one to the acknowledgement by every group that it concerns. */
export function deliveryLedger(): DeliveryLedger {
  const groups = new Set<ServerGroup>();
  let underway = 0;
  let settle: () => void = () => {};
  const waiting = () => [...groups].reduce((sum, { queue }) => sum + queue.entries.length, underway);
  return {
    wrap: {
      event: (next) => (line) => {
        underway -= 1;
        return next(line);
      },
      audience: (next) => (entry, registered) => {
        const concerned = next(entry, registered);
        for (const group of concerned) groups.add(group);
        return concerned;
      },
      acknowledged: (next) => (entries, queue) => {
        next(entries, queue);
        if (waiting() === 0) settle();
      },
    },
    told: () => {
      underway += 1;
    },
    waiting,
    settled: () =>
      new Promise((resolve) => {
        settle = resolve;
        if (waiting() === 0) resolve();
      }),
  };
}
