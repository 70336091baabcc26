import { isOf, type MessageFact, objectOf } from '../check/fact.ts';
import { viewOf } from '../check/view.ts';
import { INVENTED_DOMAIN, INVENTED_JOB_IDS } from '../peer/service/invention.ts';
import type { Register } from '../plan/register.ts';
import { member } from '../protocol/codec.ts';
import type { Profile } from '../protocol/profile.ts';
import { runEndpoint } from '../run/run-endpoint.ts';
import type { Scenario } from '../scenario/scenario.ts';
import type { SearchOrder } from '../scenario/service-peer.ts';
import { systemClock } from '../transcript/clock.ts';
import type { Entry, Transcript } from '../transcript/entry.ts';
import { embeddedCandidate } from './candidate.ts';

/** The pace of the rehearsal: only what is sent counts, so the idle watch need not take its time. */
const REHEARSAL_TIME_SCALE = 0.05;

/**
 * Says what a conforming candidate will see of a run, from a rehearsal against the embedded reference: the same drives, so that
 * nothing is described twice. Nothing is sent to the candidate.
 */
export async function dryRun(
  scenarios: readonly Scenario[],
  profile: Profile,
  register: Register,
  search: SearchOrder,
): Promise<string> {
  const candidate = await embeddedCandidate();
  try {
    const { transcripts } = await runEndpoint({
      ...candidate,
      profile: { ...profile, timeScale: REHEARSAL_TIME_SCALE },
      register,
      scenarios,
      record: {
        tool: { name: '', version: '', registerDigest: '', suiteDigest: '' },
        role: 'endpoint',
        candidate: { name: null, build: null, embedded: true },
        plan: { selected: scenarios.length, of: scenarios.length, shard: null },
        seed: register.seed,
      },
      search,
      replayOf: (id) => id,
      clock: systemClock,
      signal: new AbortController().signal,
    });
    return told(transcripts, profile);
  } finally {
    await candidate.stop();
  }
}

function told(transcripts: readonly Transcript[], profile: Profile): string {
  const view = viewOf(transcripts, profile);
  const sent = view.messages.filter(({ entry }) => entry.direction === 'sent');
  const count = (kind: Entry['kind']) =>
    view.facts.filter(({ entry }) => entry.kind === kind && entry.direction === 'sent').length;
  const connects = sent.filter(({ claim }) => claim.type === 'CONNECT');
  const many = new Set(
    view.facts.filter(isOf('mark')).flatMap(({ entry, ref }) => (entry.name === 'volume' ? [ref.transcript] : [])),
  );
  const notifications = sent.filter(({ claim }) => claim.type === 'NOTIFICATION' && claim.subType === 'REQUEST');
  const inVolume = notifications.filter(({ ref }) => many.has(ref.transcript)).length;
  const bad = connects.flatMap(presented);
  const exchanges = connects.length * 2 + notifications.length;
  const lines = [
    `A conforming endpoint with both hooks, in a group of two, will see in ${transcripts.length} scenarios:`,
    `  ${count('upgrade')} connections, one at a time, and ${view.facts.filter(isOf('probe')).length} bare ones that are to be refused`,
    `  ${connects.length} CONNECT REQUESTs, ${bad.length} of them with something that is not its token: ${bad.join('; ')}`,
    `  ${notifications.length - inVolume} NOTIFICATION REQUESTs${inVolume === 0 ? '' : `, and up to ${inVolume} more in 10 s`}, about invented events: job ids ${INVENTED_JOB_IDS.from} to ${INVENTED_JOB_IDS.to}, clients under .${INVENTED_DOMAIN}`,
    `  ${count('ping')} pings`,
    `Time: ${profile.soakSeconds} s of watching an idle connection, and some ${exchanges} times what one answer takes.`,
    'Nothing was sent.',
  ];
  return `${lines.join('\n')}\n`;
}

/** What is not its token in a CONNECT REQUEST: none for the token itself. */
function presented(connect: MessageFact): readonly string[] {
  const token = member(member(objectOf(connect), 'payload'), 'token');
  if (connect.entry.deviation !== undefined) return [connect.entry.deviation];
  if (typeof token === 'string' && /^⟦token \d+⟧$/.test(token)) return [];
  return [String(token).replace(/[⟦⟧]/g, '')];
}
