import { INVENTED_DOMAIN, INVENTED_JOB_IDS } from '../peer/service/invention.ts';
import type { Register } from '../plan/register.ts';
import type { Profile } from '../protocol/profile.ts';
import { runEndpoint } from '../run/run-endpoint.ts';
import type { Scenario } from '../scenario/scenario.ts';
import { systemClock } from '../transcript/clock.ts';
import type { Entry } from '../transcript/entry.ts';
import { embeddedCandidate } from './candidate.ts';

/** The pace of the rehearsal: only what is sent counts, so the idle watch need not take its time. */
const REHEARSAL_TIME_SCALE = 0.05;

/**
 * Says what a conforming candidate will see of a run, from a rehearsal against the embedded reference: the same drives, so that
 * nothing is described twice. Nothing is sent to the candidate.
 */
export async function dryRun(scenarios: readonly Scenario[], profile: Profile, register: Register): Promise<string> {
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
      replayOf: (id) => id,
      clock: systemClock,
      signal: new AbortController().signal,
    });
    return told(
      transcripts.flatMap(({ entries }) => entries),
      scenarios.length,
      profile,
    );
  } finally {
    await candidate.stop();
  }
}

function told(entries: readonly Entry[], scenarios: number, profile: Profile): string {
  const sent = entries.filter((entry) => entry.kind === 'message' && entry.direction === 'sent');
  const ofType = (type: string) => sent.filter((entry) => entry.kind === 'message' && entry.text.includes(`"type":"${type}"`));
  const upgrades = entries.filter((entry) => entry.kind === 'upgrade' && entry.direction === 'sent').length;
  const pings = entries.filter((entry) => entry.kind === 'ping' && entry.direction === 'sent').length;
  const notifications =
    ofType('NOTIFICATION').length + sent.filter((entry) => entry.kind === 'message' && !entry.text.includes('"type":"')).length;
  const bad = ofType('CONNECT').flatMap((entry) => (entry.kind === 'message' ? badToken(entry.text) : []));
  const exchanges = upgrades * 2 + notifications;
  const lines = [
    `A conforming endpoint with both hooks, in a group of two, will see in ${scenarios} scenarios:`,
    `  ${upgrades} connections, one at a time`,
    `  ${ofType('CONNECT').length} CONNECT REQUESTs, ${bad.length} of them with something that is not its token: ${bad.join('; ')}`,
    `  ${notifications} NOTIFICATION REQUESTs about invented events: job ids ${INVENTED_JOB_IDS.from} to ${INVENTED_JOB_IDS.to}, clients under .${INVENTED_DOMAIN}`,
    `  ${pings} pings`,
    `Time: ${profile.soakSeconds} s of watching an idle connection, and some ${exchanges} times what one answer takes.`,
    'Nothing was sent.',
  ];
  return `${lines.join('\n')}\n`;
}

function badToken(text: string): readonly string[] {
  const token = /"token":(?:"([^"]*)"|([^,}]+))/.exec(text);
  if (token === null) return ['none'];
  const shown = token[1] ?? token[2] ?? '';
  return /^⟦token \d+⟧$/.test(shown) ? [] : [shown === '' ? 'an empty one' : shown.replace(/[⟦⟧]/g, '')];
}
