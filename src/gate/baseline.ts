import { Ajv2020 } from 'ajv/dist/2020.js';
import { parse, stringify } from 'yaml';

/** What a project has accepted of one check, until it is mended. */
export interface AcceptedFailure {
  /** Why it is accepted, for people. */
  readonly reason: string;
  /** The verdict that is accepted; another one is no longer what was accepted. */
  readonly verdict: 'fail' | 'warn' | 'untestable' | 'error';
  /** The reason code of the check (`id-differs`); where it is left out, any. */
  readonly told?: string;
  readonly owner?: string;
  readonly issue?: string;
  /** The last day on which it holds, `YYYY-MM-DD`. */
  readonly expires?: string;
}

/** Accepted failures by check id. */
export type Baseline = ReadonlyMap<string, AcceptedFailure>;

/** A baseline file that cannot be read as one; its message names the file, the place and what was expected. */
export class BaselineError extends Error {
  override readonly name = 'BaselineError';
}

const text = { type: 'string', pattern: '\\S' } as const;
const schema = {
  type: 'object',
  additionalProperties: false,
  required: ['checks'],
  properties: {
    checks: {
      type: ['object', 'null'],
      additionalProperties: {
        type: 'object',
        additionalProperties: false,
        required: ['reason'],
        properties: {
          reason: text,
          verdict: { enum: ['fail', 'warn', 'untestable', 'error'] },
          told: text,
          owner: text,
          issue: text,
          expires: { type: 'string', format: 'YYYY-MM-DD' },
        },
      },
    },
  },
} as const;

type BaselineFile = {
  readonly checks: Readonly<Record<string, Omit<AcceptedFailure, 'verdict'> & Partial<Pick<AcceptedFailure, 'verdict'>>>> | null;
};

/** Reads a baseline: YAML, `checks` by id, each with a reason; throws a BaselineError that names `file` and what is wrong with it. */
export function parseBaseline(yaml: string, file: string): Baseline {
  let value: unknown;
  try {
    value = parse(yaml);
  } catch (error) {
    const why = error instanceof Error ? (error.message.split('\n')[0] ?? '') : '';
    throw new BaselineError(`--baseline ${file}: expected YAML, got text that is none (${why}); mend it.`);
  }
  const validate = new Ajv2020({ strict: true, allowUnionTypes: true, formats: { 'YYYY-MM-DD': isDay } }).compile<BaselineFile>(
    schema,
  );
  if (validate(value))
    return new Map(Object.entries(value.checks ?? {}).map(([id, entry]) => [id, { verdict: 'fail', ...entry }]));
  const [first] = validate.errors ?? [];
  const where = first?.instancePath.split('/').slice(1).map(unescaped).join(' → ') || 'the file';
  const unknown = first?.keyword === 'additionalProperties' ? ` ${JSON.stringify(first.params['additionalProperty'])}` : '';
  throw new BaselineError(
    `--baseline ${file}: ${where}: expected a reason for each check and of owner, issue, expires, verdict and told what is wanted, got something that ${first?.message ?? 'is not that'}${unknown}; mend it.`,
  );
}

/** A date that no calendar has would never expire, or at once. */
function isDay(day: string): boolean {
  const time = /^\d{4}-\d{2}-\d{2}$/.test(day) ? Date.parse(`${day}T00:00:00Z`) : Number.NaN;
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(day);
}

const unescaped = (step: string): string => step.replaceAll('~1', '/').replaceAll('~0', '~');

/** A baseline as its file, checks in the order of their ids. */
export function writeBaseline(baseline: Baseline): string {
  const checks = Object.fromEntries([...baseline].sort(([one], [other]) => (one < other ? -1 : 1)));
  const heading = '# Accepted failures: what is red and listed here lets the gate pass; what is listed and not red does not.\n';
  return `${heading}${stringify({ checks }, { lineWidth: 0 })}`;
}
