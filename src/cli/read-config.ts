import { existsSync, readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { parse } from 'yaml';
import { MOST_SECONDS } from '../api/time-limit.ts';
import { UsageError } from '../candidate/usage-error.ts';

const text = { type: 'string' } as const;
const texts = { type: 'array', items: text } as const;
const seconds = { type: 'number', exclusiveMinimum: 0, maximum: MOST_SECONDS } as const;
const flag = { type: 'boolean' } as const;
const hook = { anyOf: [text, { ...texts, minItems: 1 }] } as const;

/** What a config may say (contracts.md §1): data, never code, and nothing that is not listed here. */
const schema = {
  type: 'object',
  additionalProperties: false,
  properties: {
    hooks: { type: 'object', additionalProperties: false, properties: { sendCommand: hook, closeConnection: hook } },
    capabilities: { type: 'array', items: { enum: ['commands', 'group'] } },
    properties: { anyOf: [text, { type: 'object', additionalProperties: { type: ['string', 'number', 'boolean'] } }] },
    select: texts,
    skip: texts,
    requirement: texts,
    suites: texts,
    reporter: texts,
    ca: text,
    pin: { type: 'string', pattern: '^sha256:[A-Za-z0-9+/]{43}=$' },
    insecure: flag,
    allowPrivate: flag,
    seed: { anyOf: [{ type: 'integer', minimum: 0, maximum: 4_294_967_295 }, { const: 'random' }] },
    fuzzRuns: { type: 'integer', minimum: 1, maximum: 1_000_000 },
    edition: { enum: ['8.0', '8.1.1'] },
    name: text,
    build: text,
    output: text,
    concurrency: { type: 'integer', minimum: 1, maximum: 1_000_000 },
    soak: seconds,
    maxTime: seconds,
    waitFor: seconds,
    baseline: text,
    strict: flag,
    bail: flag,
    quiet: flag,
    trace: flag,
  },
} as const;

/** Reads a config file; throws a UsageError that names the file and what is wrong with it. */
export function readConfig(file: string): Readonly<Record<string, unknown>> {
  if (!existsSync(file))
    throw new UsageError(`--config ${file}: expected a YAML or JSON file, got no such file; check the path.`);
  let value: unknown;
  try {
    value = parse(readFileSync(file, 'utf8')) ?? {};
  } catch (error) {
    const why = error instanceof Error ? (error.message.split('\n')[0] ?? '') : '';
    throw new UsageError(`--config ${file}: expected YAML or JSON, got text that is neither (${why}); mend it.`);
  }
  const validate = new Ajv2020({ strict: true, allowUnionTypes: true }).compile(schema);
  if (validate(value)) return value as Readonly<Record<string, unknown>>;
  const [first] = validate.errors ?? [];
  const where = first?.instancePath === '' ? 'the file' : first?.instancePath.slice(1).replaceAll('/', '.');
  const unknown = first?.keyword === 'additionalProperties' ? ` ${JSON.stringify(first.params['additionalProperty'])}` : '';
  throw new UsageError(
    `--config ${file}: ${where}: expected what run endpoint --help lists, got something that ${first?.message ?? 'is not that'}${unknown}; mend it.`,
  );
}
