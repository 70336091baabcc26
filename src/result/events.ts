import type { Result, ScenarioResult } from './result.ts';

/** What a run tells while it goes on, in this order; reporters read nothing else but the result and the transcripts. */
export type RunEvent =
  | {
      readonly type: 'run-begins';
      readonly candidate: string;
      readonly embedded: boolean;
      /** Ids of the scenarios in the order in which they will be driven. */
      readonly scenarios: readonly string[];
    }
  | {
      readonly type: 'scenario-begins';
      readonly id: string;
      readonly title: string;
      readonly number: number;
      readonly of: number;
    }
  | { readonly type: 'scenario-ends'; readonly scenario: ScenarioResult; readonly number: number; readonly of: number }
  | {
      /** After the first control: what is still to come if every answer takes as long as the first one did. */
      readonly type: 'estimate';
      readonly seconds: number;
    }
  | { readonly type: 'run-ends'; readonly result: Result };

export type RunListener = (event: RunEvent) => void;
