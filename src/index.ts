/** What a program of your own may call: re-exports only. */
export type { EndpointRunOptions, RunOptions, ServiceRunOptions } from './api/options.ts';
export { type CompletedRun, run } from './api/run.ts';
export type { Hooks } from './candidate/hooks.ts';
export { UsageError } from './candidate/usage-error.ts';
export type { Observation, Outcome, Reference } from './check/outcome.ts';
export type { Check, View } from './check/view.ts';
export { exitCodeOf } from './gate/gate.ts';
export { CorpusError } from './plan/corpus-error.ts';
export type { Descriptor } from './protocol/descriptor-schema.ts';
export type { RunEvent, RunListener } from './result/events.ts';
export type { CheckResult, RequirementResult, Result, ScenarioResult } from './result/result.ts';
export type { FinishedRun } from './run/run-endpoint.ts';
export { RunFolderError } from './run/run-folder-error.ts';
export { defineScenario, type EndpointScenario, type Scenario, type ServiceScenario } from './scenario/scenario.ts';
export type { Entry, Transcript } from './transcript/entry.ts';
