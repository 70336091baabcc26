import { viewOf } from '../check/view.ts';
import { defaultProfile } from '../protocol/profile.ts';
import type { Transcript } from '../transcript/entry.ts';
import type { Counterexample } from '../transcript/mark.ts';
import { roles } from './roles.ts';

/** Where the first counterexample of a scenario lies, relative to the run's folder. */
export const replayFileOf = (scenario: string, index = 0): string =>
  `replays/${scenario}${index === 0 ? '' : `-${index + 1}`}.json`;

/** What the search of one transcript has found. */
export const counterexamplesOf = (transcript: Transcript): readonly Counterexample[] =>
  roles[transcript.header.role].counterexamples(viewOf([transcript], defaultProfile));

/** The counterexamples of a run as files that `--replay` takes, by name. */
export const replayFiles = (transcripts: readonly Transcript[]): readonly (readonly [file: string, text: string])[] =>
  transcripts.flatMap((transcript) =>
    counterexamplesOf(transcript).map((found, index) => [
      replayFileOf(transcript.header.scenario, index),
      `${JSON.stringify({ replay: 1, ...found }, null, 2)}\n`,
    ]),
  );
