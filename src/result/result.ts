import { type Static, type TSchema, Type } from 'typebox';
import { verdicts } from './verdict.ts';

const open = { additionalProperties: true } as const;
const literals = <const T extends string>(values: readonly T[]) => Type.Unsafe<T>({ type: 'string', enum: [...values] });
const nullable = <T extends TSchema>(schema: T) => Type.Union([schema, Type.Null()]);

const VerdictName = literals(verdicts);
/** What a run comes to. */
export const runVerdicts = ['conformant', 'nonconformant', 'inconclusive'] as const;
const RunVerdict = literals(runVerdicts);
const ClassVerdict = literals([...runVerdicts, 'not exercised']);
const Level = literals(['MUST', 'MUST NOT', 'SHOULD', 'SHOULD NOT', 'MAY']);

/** One entry of one transcript; the transcript is named by its scenario, or `run` for what crossed between scenarios. */
const Evidence = Type.Object({ transcript: Type.String(), entry: Type.Integer() }, open);

/** One requirement judged on one transcript (`<scenario>:<requirement>`) or on all of them (`run:<requirement>`). */
export const CheckResult = Type.Object(
  {
    id: Type.String(),
    requirement: Type.String(),
    level: Level,
    verdict: VerdictName,
    /** A stable kebab-case code, null for a pass. */
    reason: nullable(Type.String()),
    /** Empty for a pass. */
    message: Type.String(),
    expected: nullable(Type.String()),
    actual: nullable(Type.String()),
    evidence: Type.Array(Evidence),
  },
  open,
);

const TranscriptFile = Type.Object({ file: Type.String(), sha256: Type.String() }, open);

export const ScenarioResult = Type.Object(
  {
    id: Type.String(),
    title: Type.String(),
    area: Type.String(),
    verdict: VerdictName,
    durationMs: Type.Number(),
    reliesOn: Type.Array(Type.String()),
    checks: Type.Array(CheckResult),
    /** Null where it was not driven; the file is relative to the run's folder. */
    transcript: nullable(TranscriptFile),
    /** An earlier drive in a process shared with other scenarios: something in it depended on time, so that only this one counts. */
    shared: Type.Optional(Type.Object({ checks: Type.Array(CheckResult), transcript: TranscriptFile }, open)),
    /** The command that drives it alone. */
    replay: Type.String(),
  },
  open,
);

const Tool = Type.Object(
  { name: Type.String(), version: Type.String(), registerDigest: Type.String(), suiteDigest: Type.String() },
  open,
);

const Candidate = Type.Object(
  {
    /** As the user declared them. */
    name: nullable(Type.String()),
    build: nullable(Type.String()),
    /** True for the reference group that the runner brings along. */
    embedded: Type.Boolean(),
    /** With placeholders for their tokens. */
    descriptors: Type.Array(Type.Record(Type.String(), Type.Unknown())),
    tls: nullable(Type.Record(Type.String(), Type.Unknown())),
  },
  open,
);

const RequirementResult = Type.Object(
  {
    id: Type.String(),
    level: Level,
    role: Type.String(),
    verdict: nullable(VerdictName),
    checks: Type.Array(Type.String()),
    /** Why there is no verdict, or the reason of the worst check; null for a pass. */
    reason: nullable(Type.String()),
  },
  open,
);

/** What a baseline and `--strict` make of a run; null where neither was asked for. */
const Gate = Type.Object(
  {
    file: nullable(Type.String()),
    strict: Type.Boolean(),
    /** Red checks that the file lists, with the reason that it gives. */
    accepted: Type.Array(Type.Object({ check: Type.String(), reason: Type.String() }, open)),
    /** Red checks that it does not list. */
    open: Type.Array(Type.String()),
    /** Listed checks of which this run says nothing. */
    notSelected: Type.Array(Type.String()),
    /** What the file says and is not so, a sentence each: any of them closes the gate. */
    complaints: Type.Array(Type.String()),
  },
  open,
);

const Plan = Type.Object(
  {
    selected: Type.Integer(),
    of: Type.Integer(),
    /** `i/n` where this is one of n runs that drive the scenarios between them. */
    shard: nullable(Type.String()),
    /** Only of a shard: the scenarios that all of them drive between them, in order. */
    whole: Type.Optional(Type.Array(Type.String())),
    /** Only where shards were merged. The names of their transcripts begin with `shard-<i>/`. */
    shards: Type.Optional(
      Type.Array(
        Type.Object(
          {
            shard: Type.String(),
            scenarios: Type.Array(Type.String()),
            startedAt: Type.String(),
            durationMs: Type.Number(),
            complete: Type.Boolean(),
            transcripts: Type.Array(TranscriptFile),
          },
          open,
        ),
      ),
    ),
  },
  open,
);

const counts = Type.Record(Type.String(), Type.Integer());

/** The one account of a run (contracts.md §3): every report is made from it, and `rejudge` must give it again. */
export const Result = Type.Object(
  {
    schemaVersion: Type.Literal(1),
    tool: Tool,
    role: literals(['endpoint', 'service']),
    candidate: Candidate,
    profile: Type.Record(Type.String(), Type.Unknown()),
    plan: Plan,
    seed: Type.Integer(),
    /** ISO date. */
    startedAt: Type.String(),
    durationMs: Type.Number(),
    /** False when the run was interrupted or ran out of time. */
    complete: Type.Boolean(),
    verdict: RunVerdict,
    classes: Type.Record(Type.String(), ClassVerdict),
    /** Checks by verdict, and rows by verdict (`unjudged` for those without one). */
    summary: Type.Object({ checks: counts, requirements: counts }, open),
    scenarios: Type.Array(ScenarioResult),
    run: Type.Object({ checks: Type.Array(CheckResult), transcript: ScenarioResult.properties.transcript }, open),
    requirements: Type.Array(RequirementResult),
    observations: Type.Array(
      Type.Object({ id: Type.String(), scenario: Type.String(), text: Type.String(), evidence: Type.Array(Evidence) }, open),
    ),
    baseline: nullable(Gate),
  },
  { ...open, $id: 'https://nbwss-conformance.example/schemas/result.schema.json', title: 'nbwss-conformance result' },
);

export type Result = Static<typeof Result>;
export type CheckResult = Static<typeof CheckResult>;
export type ScenarioResult = Static<typeof ScenarioResult>;
export type RequirementResult = Static<typeof RequirementResult>;
