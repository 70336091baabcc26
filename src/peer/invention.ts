import { randomUUID } from 'node:crypto';
import { isObject, member } from '../protocol/codec.ts';
import type { Invention } from '../scenario/service-peer.ts';

/** Job ids that no real master server reaches: a provider can purge all invented jobs by this range. */
export const INVENTED_JOB_IDS = { from: 1_800_000_001, to: 1_899_999_999 } as const;
/** Every invented client lies under this name (RFC 2606). */
export const INVENTED_DOMAIN = 'backup.example';

/** Makes job and image entries in the form of the guide's examples, each with numbers of its own. */
export function inventionFrom(wallMs: () => number): Invention {
  let count = 0;
  const next = () => {
    count += 1;
    return { seconds: Math.floor(wallMs() / 1000), clientName: `vm${String(count).padStart(4, '0')}.${INVENTED_DOMAIN}` };
  };
  return {
    job(fields = {}) {
      const { seconds, clientName } = next();
      const jobId = INVENTED_JOB_IDS.from + count - 1;
      return {
        scheduleType: 'ST_FULL',
        clientName,
        status: 0,
        startTime: seconds,
        state: 'ACTIVE',
        policyName: 'vmware-daily',
        parentJobId: jobId,
        jobId,
        policyType: 'VMWARE',
        jobType: 'BACKUP',
        ...fields,
      };
    },
    image(fields = {}) {
      const { seconds, clientName } = next();
      const name = typeof fields.clientName === 'string' ? fields.clientName : clientName;
      return {
        clientType: 'VMWARE',
        clientName: name,
        backupTime: seconds,
        createdTime: seconds,
        operationId: 'CREATE',
        backupId: `${name}_${seconds}`,
        ...fields,
      };
    },
    id(like) {
      const fresh = randomUUID();
      if (like === undefined) return fresh.toUpperCase();
      // The last twelve digits carry neither version nor variant, so they can be replaced in any UUID.
      const digits = [...fresh.slice(-12)].map((digit, index) => (isUpper(like.slice(-12)[index]) ? digit.toUpperCase() : digit));
      return `${like.slice(0, -12)}${digits.join('')}`;
    },
    adopt: (message) => (adopted(member(message, 'payload')) as readonly unknown[] | undefined) ?? [],
  };
}

const isUpper = (letter = ''): boolean => letter !== letter.toLowerCase();

/** The printed examples use job ids up to 147; they land at the end of the invented range, keeping who is whose parent. */
function adopted(value: unknown, name = ''): unknown {
  if (Array.isArray(value)) return value.map((item) => adopted(item));
  if (isObject(value)) return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, adopted(inner, key)]));
  if ((name === 'jobId' || name === 'parentJobId') && typeof value === 'number') return INVENTED_JOB_IDS.to - 1000 + value;
  if (name === 'clientName') return `${String(value).split('.')[0]}.${INVENTED_DOMAIN}`;
  if (name === 'backupId') return String(value).replace(/^([^._]+)[^_]*_/, `$1.${INVENTED_DOMAIN}_`);
  return value;
}
