import type { Profile } from '../protocol/profile.ts';
import { defineScenario } from '../scenario/scenario.ts';
import type { Clock } from '../transcript/clock.ts';

/**
 * The group whose endpoint is down in every set: each attempt to reach it is a run of the candidate's connection process, whatever
 * else the candidate has to do (contracts.md §5).
 */
export const canary = defineScenario({
  id: 'canary',
  role: 'service',
  title: 'tries to reach an endpoint that is down at each run of its connection process',
  endpoints: [{ front: 'down' }],
  drive: async () => {},
  checks: {},
});

/** One run may make several attempts, such as a bare one for the certificate: those within half a period count as one. */
export function countRuns({ properties, timeScale }: Profile, clock: Clock, ran: () => void): () => void {
  const sameRunMs = (properties.connectionPeriodSeconds * 1000 * timeScale) / 2;
  let last = Number.NEGATIVE_INFINITY;
  return () => {
    if (clock.now() - last < sameRunMs) return;
    last = clock.now();
    ran();
  };
}
