import { defaultProperties, isNbwssProperties, type NbwssProperties } from './properties.ts';
import { hasMembers, isListOf, isNumber, isOneOf, isOrNull, isText } from './shape.ts';

export const editions = ['8.0', '8.1.1'] as const;
/** The edition of the guide that decides where editions differ (editions.md §1.2). */
export type Edition = (typeof editions)[number];

/** Everything that a verdict may depend on besides the transcript. */
export interface Profile {
  readonly properties: NbwssProperties;
  /** Null when none was declared: then either edition's form passes. */
  readonly edition: Edition | null;
  /** How long an idle connection is watched, in seconds. */
  readonly soakSeconds: number;
  /** How long a service candidate has to reach a first endpoint, in seconds (contracts.md §5). */
  readonly startupSeconds: number;
  /** Optional capabilities that the user declares: what is declared and not shown is untestable, not left out. */
  readonly capabilities: readonly string[];
  /** Multiplies every bound. 1 for any real candidate; less exists only in selftest and in tests. */
  readonly timeScale: number;
}

/** A result keeps its profile, and may come from anywhere. */
export const isProfile = hasMembers<Profile>({
  properties: isNbwssProperties,
  edition: isOrNull(isOneOf(editions)),
  soakSeconds: isNumber,
  startupSeconds: isNumber,
  capabilities: isListOf(isText),
  timeScale: isNumber,
});

export const defaultProfile: Profile = {
  properties: defaultProperties,
  edition: null,
  soakSeconds: 5,
  startupSeconds: 30,
  capabilities: [],
  timeScale: 1,
};

/**
 * By which a service candidate is judged: the shortest legal periods that leave room for our own delay, since its drives are
 * little more than waits (contracts.md §6).
 */
export const serviceProfile: Profile = {
  ...defaultProfile,
  properties: {
    ...defaultProperties,
    sendTimeoutMs: 1000,
    scheduledRateSeconds: 2,
    keepAliveSeconds: 2,
    maxPongMissAllowed: 3,
    connectionPeriodSeconds: 2,
  },
};

/** The waits that a drive can name; a bound is looked up here and nowhere else. */
export type WaitName =
  | 'opening'
  | 'CONNECT RESPONSE'
  | 'acknowledgement'
  | 'pong'
  | 'closing'
  | 'idle'
  | 'command'
  | 'hook'
  | 'probe'
  | ServiceWait;

/** The waits for a service candidate. */
export type ServiceWait =
  | 'first connection'
  | 'patience'
  | 'connection'
  | 'notification'
  | 'resend'
  | 'redelivery'
  | 'quiet'
  | 'reaction'
  | 'ping'
  | 'end of connection'
  | 'keep-alive close'
  | 'another call'
  | 'COMMAND RESPONSE';

/** NetBackup sends an unacknowledged notification again after this wait; three sends is the patience we judge by (ACK-001). */
export const SENDS_BEFORE_GIVING_UP = 3;

/** From here on a message may be too large for an endpoint; smaller ones it takes whatever they hold (contracts.md §2, AMB-42). */
export const LARGE_MESSAGE_BYTES = 8 * 1024;

/** Up to here a large batch warns where it is not taken; how much more is taken is an observation (contracts.md §2). */
export const LARGEST_GRADED_BYTES = 64 * 1024;

/** The guide sets no limit for a CONNECT RESPONSE (AMB-09); ten seconds is ours, and messages say so. */
const CONNECT_MS = 10_000;
/** TCP, TLS and the HTTP upgrade together; ours, as above. */
const OPENING_MS = 10_000;
/** RFC 6455 sets no limit for the answer to a Close; two seconds is ten times a slow round trip. */
const CLOSING_MS = 2_000;

/** An endpoint that says nothing to what it should refuse has refused it by then; ours. */
const PROBE_MS = 5_000;
/** Between the call of a hook and the COMMAND REQUEST that it orders; ours, as the limit for CONNECT. */
const COMMAND_MS = 10_000;
/** A hook that has not answered by then gives no answer (contracts.md §4). */
const HOOK_MS = 30_000;

/** What the two networks, the candidate's own timers and its start of a task may add to what the guide states (contracts.md §6). */
const SLACK_MS = 2_000;
/** NetBackup answers a COMMAND when its own API has answered; ours, as the limit for CONNECT. */
const COMMAND_RESPONSE_MS = 10_000;
/** What is due at once, whatever the periods, on a machine that is busy; ours. */
const REACTION_MS = 5_000;

/** A service that works on several COMMANDs at once has called the API for the second of them by then; ours, and nobody is judged by it. */
const ANOTHER_CALL_MS = 1_000;

/** How long something goes on where more would show more; no bound by which anybody is judged. */
export type EffortName = 'volume' | 'search' | 'side-search' | 'shrink' | 'shrink-sessions';

/** Many messages in a row, or a search (contracts.md §6). */
const SEARCH_MS = 10_000;
/** A search of which each case takes several exchanges: an endpoint that takes a second for each is to be judged within three minutes. */
const SIDE_SEARCH_MS = 5_000;
/** Making what was found smaller; never scaled, since its steps take what round trips take. */
const SHRINK_MS = 5_000;
/** The same with sessions, all in all (issue 7). */
const SHRINK_SESSIONS_MS = 20_000;
/** What sessions that are lived side by side take at most: a run of the connection process more than their steps. */
const SESSION_PERIODS = 6;

/** The time for an effort in milliseconds. */
export function effortOf(what: EffortName, profile: Profile): number {
  const { timeScale } = profile;
  if (what === 'shrink') return SHRINK_MS;
  // None are begun that would be over later.
  if (what === 'shrink-sessions')
    return (
      SHRINK_SESSIONS_MS - SESSION_PERIODS * profile.properties.connectionPeriodSeconds * 1000 - boundOf('notification', profile)
    );
  return (what === 'side-search' ? SIDE_SEARCH_MS : SEARCH_MS) * timeScale;
}

/** The bound of a wait in milliseconds, from the profile (guide Table 2-4). */
export function boundOf(wait: WaitName, profile: Profile): number {
  const { scheduledRateSeconds, keepAliveSeconds, sendTimeoutMs, maxPongMissAllowed, connectionPeriodSeconds } =
    profile.properties;
  const [rate, ping, period] = [scheduledRateSeconds * 1000, keepAliveSeconds * 1000, connectionPeriodSeconds * 1000];
  const unscaled: Readonly<Record<WaitName, number>> = {
    opening: OPENING_MS,
    'CONNECT RESPONSE': CONNECT_MS,
    acknowledgement: rate,
    pong: ping,
    closing: CLOSING_MS,
    idle: profile.soakSeconds * 1000,
    command: COMMAND_MS,
    hook: HOOK_MS,
    probe: PROBE_MS,
    'first connection': profile.startupSeconds * 1000,
    // An endpoint that stalls may hold a conforming service up: no time is judged beside one (contracts.md §5).
    patience: 2 * (2 * period + SLACK_MS),
    connection: 2 * period + SLACK_MS,
    notification: rate + sendTimeoutMs + SLACK_MS,
    resend: rate + sendTimeoutMs + SLACK_MS,
    // On this or the next connection: after the wait for an acknowledgement a connection process and a query may have to come.
    redelivery: 2 * rate + sendTimeoutMs + 2 * period + SLACK_MS,
    // Whoever sends what he should not does so when his next query or resend is due.
    quiet: rate + sendTimeoutMs,
    reaction: REACTION_MS,
    ping: ping + SLACK_MS,
    'end of connection': 2 * period + SLACK_MS,
    'keep-alive close': (maxPongMissAllowed + 1) * ping + SLACK_MS,
    'another call': ANOTHER_CALL_MS,
    'COMMAND RESPONSE': COMMAND_RESPONSE_MS,
  };
  return unscaled[wait] * profile.timeScale;
}
