import type { CheckResult } from '../../result/result.ts';
import { sampleCheck, sampleResult, sampleScenario } from '../../result/sample-result.test-data.ts';
import type { Entry, EntryBody, Transcript } from '../../transcript/entry.ts';
import type { Material } from './material.ts';

const OWN = 'https://cloud.example.com:14146';
const frames = [{ opcode: 1, fin: true, rsv: 0, masked: true, length: 700, form: 16 as const }];

/** A notification of usual size. */
const notification = (n: number): string =>
  JSON.stringify({
    ...{ version: '1.0', id: `577F654F-C537-4F4A-BC47-${String(n).padStart(12, '0')}`, type: 'NOTIFICATION', subType: 'REQUEST' },
    timeStamp: 1_795_656_650,
    payload: [
      {
        notificationType: 'INFO',
        object: 'JOB',
        data: [1, 2].map((jobId) => ({
          jobId,
          state: 'ACTIVE',
          clientName: 'vm0001.backup.example',
          policyName: 'vmware-daily',
          jobType: 'BACKUP',
          policyType: 'VMWARE',
          startTime: 1_795_656_650,
        })),
      },
    ],
  });

/** A transcript of so many entries: a connection, then notifications with their answers and waits. */
export function sampleTranscript(scenario: string, length: number, text: (n: number) => string = notification): Transcript {
  const body = (n: number): EntryBody & { readonly connection: string } => {
    const connection = 'c1';
    if (n === 1)
      return {
        connection,
        kind: 'tcp',
        direction: 'local',
        event: 'connected',
        host: 'cloud.example.com',
        port: 14_146,
        address: '192.0.2.1',
      };
    if (n % 3 === 2) return { connection, kind: 'message', direction: 'sent', text: text(n), bytes: 700, binary: false, frames };
    if (n % 3 === 0)
      return { connection, kind: 'message', direction: 'received', text: text(n), bytes: 700, binary: false, frames };
    return {
      connection,
      kind: 'timer',
      direction: 'local',
      wait: 'acknowledgement',
      boundMs: 5_000,
      elapsedMs: 1,
      outcome: 'came',
      of: n - 2,
      by: n - 1,
    };
  };
  const entries = Array.from({ length }, (_one, index): Entry => ({ ...body(index + 1), n: index + 1, at: index * 2 }));
  const group = [{ place: 1, priority: 1, hostName: 'cloud.example.com', url: `${OWN.replace('https', 'wss')}/nbu` }];
  return { header: { transcript: 1, scenario, role: 'endpoint', epochMs: 0, group }, entries };
}

/** A run of so many scenarios with as many checks each and transcripts of so many entries, of which one in ten is red. */
export function sampleMaterial(scenarios: number, checks: number, length: number, change: Partial<CheckResult> = {}): Material {
  const transcripts = new Map<string, Transcript>();
  const blocks = Array.from({ length: scenarios }, (_scenario, number) => {
    const id = `area-${number % 9}/scenario-${number}`;
    transcripts.set(id, sampleTranscript(id, length));
    const all = Array.from({ length: checks }, (_check, index) => {
      const isRed = (number * checks + index) % 10 === 0;
      const evidence = [2, 3, 5].map((entry) => ({ transcript: id, entry: Math.min(length, entry + 3 * index) }));
      const red = {
        verdict: 'fail',
        reason: 'id-differs',
        message: 'the answer carries another id',
        expected: '"A"',
        actual: '"B"',
      } as const;
      return sampleCheck(`${id}:MSG-${String(index + 1).padStart(3, '0')}`, { ...(isRed ? red : {}), evidence, ...change });
    });
    return sampleScenario(id, all, { verdict: all.some(({ verdict }) => verdict === 'fail') ? 'fail' : 'pass' });
  });
  const text = 'Every endpoint RESPONSE repeats the `id` of the REQUEST that it answers, whatever it is.';
  const rows = blocks[0]?.checks.map(({ requirement }) => [requirement, { text, source: '1.4 p.12' }] as const);
  const result = sampleResult(blocks, [], { verdict: 'nonconformant' });
  const bound = [...new Map(result.requirements.map((row) => [row.id, row])).values()];
  return {
    result: { ...result, requirements: bound },
    requirements: new Map(rows),
    transcripts,
    found: new Map(),
  };
}
