import { INVENTED_DOMAIN, INVENTED_JOB_IDS } from '../peer/invention.ts';
import { isObject } from '../protocol/codec.ts';
import { guideMessage } from '../protocol/guide-message.ts';
import type { NotificationRequest } from '../protocol/message.ts';
import { entriesIn } from '../protocol/notification-entries.ts';

type Members = Readonly<Record<string, unknown>>;

/** An event as contracts.md §5 has it: one entry of a notification. */
export interface Event {
  readonly object: 'JOB' | 'IMAGE';
  readonly data: Members;
}

/** What happens at once, and is told in one notification. */
export type Moment = readonly Event[];

/** The ready-made events by their names: which examples of the guide they follow, in order, and what happens. */
export const readyMade = {
  backup: {
    examples: ['EX-11', 'EX-12', 'EX-13', 'EX-14', 'EX-15', 'EX-16', 'EX-17'],
    says: 'a VMware backup from start to end: parent, snapshot and backup job ACTIVE, images, then the jobs DONE (guide 1.7.3 A-G)',
  },
  restore: { examples: ['EX-18'], says: 'a restore job that is DONE (guide 1.7.4)' },
  'image-deletion': { examples: ['EX-19'], says: 'an image that is deleted (guide 1.7.4)' },
  'air-deletion': {
    examples: ['EX-20'],
    says: 'the same under Auto Image Replication: UPDATE, then NO_LOCAL_COPY_AVAILABLE (guide 1.7.4)',
  },
  batch: { examples: ['EX-21'], says: 'a job that is DONE and its images, in one notification (guide 1.7.4)' },
} as const satisfies Readonly<Record<string, { readonly examples: readonly string[]; readonly says: string }>>;

export type ReadyMade = keyof typeof readyMade;

export const isReadyMade = (name: string): name is ReadyMade => Object.hasOwn(readyMade, name);

/** The most jobs that one use tells of; each use has this many ids of its own. */
const JOBS = 10;
const USES = Math.floor((INVENTED_JOB_IDS.to - INVENTED_JOB_IDS.from) / JOBS);
const HOUR = 3600;

/**
 * Makes events in the form of the guide's examples, with ids and times of their own at each use: job ids from the range of
 * invented ones, clients under `.backup.example`, times such that the last thing has happened just now. `random` is below 1.
 */
export function readyMadeFrom(wallMs: () => number, random: () => number): (name: ReadyMade) => readonly Moment[] {
  // Begins anywhere, so that the next simulation does not tell of the jobs of this one.
  let use = Math.floor(random() * USES);
  return (name) => {
    use = (use + 1) % USES;
    const requests = readyMade[name].examples.map((example) => guideMessage(example) as NotificationRequest);
    return adapted(requests, use, Math.floor(wallMs() / 1000));
  };
}

function adapted(requests: readonly NotificationRequest[], use: number, now: number): readonly Moment[] {
  const ids = requests.flatMap(eventsOf).flatMap(({ data }) => [data['jobId'], data['parentJobId']]);
  const jobId = INVENTED_JOB_IDS.from + use * JOBS - Math.min(...ids.filter((id) => typeof id === 'number'));
  const later = now - Math.max(...requests.map(({ timeStamp }) => timeStamp));
  return requests.map((request) => {
    const time = (value: unknown) => utc(Number(value), request.timeStamp) + later;
    return eventsOf(request).map(({ object, data }) => {
      const clientName = clientOf(String(data['clientName']), use);
      const replace: Readonly<Record<string, (value: unknown) => unknown>> = {
        clientName: () => clientName,
        startTime: time,
        backupTime: time,
        createdTime: time,
        parentJobId: (value) => Number(value) + jobId,
        jobId: (value) => Number(value) + jobId,
        backupId: () => `${clientName}_${time(data['backupTime'])}`,
      };
      // Member by member, so that their order stays that of the guide.
      const members = Object.entries(data).map(([name, value]) => [name, replace[name]?.(value) ?? value]);
      return { object, data: Object.fromEntries(members) as Members };
    });
  });
}

const eventsOf = ({ payload }: NotificationRequest): readonly Event[] =>
  entriesIn(payload).flatMap(({ object, data }) =>
    (object === 'JOB' || object === 'IMAGE') && isObject(data) ? [{ object, data }] : [],
  );

/** The examples print some times in local time, hours ahead of the message that tells of them (AMB-27). */
const utc = (value: number, timeStamp: number): number =>
  value > timeStamp ? value - HOUR * Math.ceil((value - timeStamp) / HOUR) : value;

/** The parent job runs on the master server; images and child jobs belong to the machine that is backed up. */
const clientOf = (printed: string, use: number): string =>
  printed.startsWith('masterserver') ? `master.${INVENTED_DOMAIN}` : `vm${use}.${INVENTED_DOMAIN}`;
