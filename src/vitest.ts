/** A run as tests of a project's own vitest: re-exports only. */
export type { EndpointRunOptions, RunOptions, ServiceRunOptions } from './api/options.ts';
export { type ConformanceOptions, conformance } from './vitest/conformance.ts';
