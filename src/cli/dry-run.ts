import { embeddedCandidate } from '../candidate/reference-candidate.ts';
import { isOf, type MessageFact, objectOf } from '../check/fact.ts';
import { viewOf } from '../check/view.ts';
import { INVENTED_DOMAIN, INVENTED_JOB_IDS } from '../peer/invention.ts';
import { member } from '../protocol/codec.ts';
import { isNamed } from '../protocol/message-name.ts';
import type { Profile } from '../protocol/profile.ts';
import { runEndpoint } from '../run/run-endpoint.ts';
import type { RunPlan } from '../run/run-plan.ts';
import { REFERENCE } from '../run/run-record.ts';
import type { EndpointScenario } from '../scenario/scenario.ts';
import { systemClock } from '../transcript/clock.ts';
import type { Entry, Transcript } from '../transcript/entry.ts';

/** The pace of the rehearsal: only what is sent counts, so the idle watch need not take its time. */
const REHEARSAL_TIME_SCALE = 0.05;

/**
 * Says what a conforming candidate will see of a run, from a rehearsal against the embedded reference: the same drives, so that
 * nothing is described twice. Nothing is sent to the candidate.
 */
export async function dryRun({ profile, ...plan }: RunPlan & { readonly profile: Profile }): Promise<string> {
  const candidate = await embeddedCandidate(profile);
  try {
    const { transcripts } = await runEndpoint({
      ...candidate,
      profile: { ...profile, timeScale: REHEARSAL_TIME_SCALE },
      ...plan,
      label: REFERENCE,
      replayOf: (id) => id,
      clock: systemClock,
      signal: new AbortController().signal,
    });
    return told(transcripts, plan.scenarios, profile);
  } finally {
    await candidate.stop();
  }
}

function told(transcripts: readonly Transcript[], scenarios: readonly EndpointScenario[], profile: Profile): string {
  const isLong = (id: string) => scenarios.some((scenario) => scenario.id === id && scenario.phase.startsWith('long'));
  const long = transcripts.filter(({ header }) => isLong(header.scenario));
  const usual = countsOf(
    transcripts.filter((transcript) => !long.includes(transcript)),
    profile,
  );
  const lines = [
    `A conforming endpoint with both hooks, in a group of two, will see in ${scenarios.length - long.length} scenarios:`,
    `  ${usual.connections} connections, one at a time, and ${usual.probes} bare ones that are to be refused`,
    `  ${usual.connects} CONNECT REQUESTs, ${usual.bad.length} of them with something that is not its token${usual.bad.length === 0 ? '' : `: ${usual.bad.join('; ')}`}`,
    `  ${usual.notifications} NOTIFICATION REQUESTs about invented events: job ids ${INVENTED_JOB_IDS.from} to ${INVENTED_JOB_IDS.to}, clients under .${INVENTED_DOMAIN}`,
    `  ${usual.pings} pings`,
    ...(long.length === 0 ? [] : more(long.length, countsOf(long, profile))),
    `Time: ${profile.soakSeconds} s of watching an idle connection, and some ${usual.connects * 2 + usual.notifications} times what one answer takes${long.length === 0 ? '' : `; some 10 s at most for each of the ${long.length}`}.`,
    'Nothing was sent.',
  ];
  return `${lines.join('\n')}\n`;
}

const more = (scenarios: number, { connections, bad, notifications, pings }: Counts): readonly string[] => [
  `and at most, in ${scenarios} more of volume and of search:`,
  `  ${connections} connections, ${bad.length} CONNECT REQUESTs with something that is not its token, ${notifications} NOTIFICATION REQUESTs about such events, and ${pings} pings`,
];

interface Counts {
  readonly connections: number;
  readonly probes: number;
  readonly connects: number;
  readonly bad: readonly string[];
  readonly notifications: number;
  readonly pings: number;
}

function countsOf(transcripts: readonly Transcript[], profile: Profile): Counts {
  const view = viewOf(transcripts, profile);
  const sent = view.messages.filter(({ entry }) => entry.direction === 'sent');
  const count = (kind: Entry['kind']) =>
    view.facts.filter(({ entry }) => entry.kind === kind && entry.direction === 'sent').length;
  const connects = sent.filter(({ claim }) => claim.type === 'CONNECT');
  return {
    connections: count('upgrade'),
    probes: view.facts.filter(isOf('probe')).length,
    connects: connects.length,
    bad: connects.flatMap(presented),
    notifications: sent.filter(({ claim }) => isNamed(claim, 'NOTIFICATION REQUEST')).length,
    pings: count('ping'),
  };
}

/** What is not its token in a CONNECT REQUEST: none for the token itself. */
function presented(connect: MessageFact): readonly string[] {
  const token = member(member(objectOf(connect), 'payload'), 'token');
  if (typeof token === 'string' && connect.entry.deviation === 'the token of another endpoint') return [connect.entry.deviation];
  if (typeof token === 'string' && /^⟦token \d+⟧$/.test(token)) return [];
  return [connect.entry.deviation ?? String(token).replace(/[⟦⟧]/g, '')];
}
