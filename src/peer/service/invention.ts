import type { Invention } from '../../scenario/service-peer.ts';

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
      const name = typeof fields['clientName'] === 'string' ? fields['clientName'] : clientName;
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
  };
}
