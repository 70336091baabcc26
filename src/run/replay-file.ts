import { viewOf } from '../check/view.ts';
import { defaultProfile } from '../protocol/profile.ts';
import { hasMembers, isAnything, isNumber, isOptional, isText } from '../protocol/shape.ts';
import type { SearchOrder } from '../scenario/service-peer.ts';
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

/** What a replay file says is to be driven. */
export interface Replay {
  readonly scenario: string;
  readonly seed: number;
  readonly replay: NonNullable<SearchOrder['replay']>;
}

/** Reads what {@link replayFiles} wrote, and files from before they named the kind of their case; or says what a text is instead. */
export async function readReplayFile(text: string): Promise<Replay | { readonly problem: string }> {
  // Loaded only where there is a file to read: fast-check comes with it.
  const { caseKindNamed, kindsBefore } = await import('../fuzz/case-kinds.ts');
  const file = parsed(text);
  if (file === undefined) return { problem: 'text that is not JSON' };
  if (!isReplay(file)) return { problem: 'JSON that is something else' };
  const { scenario, seed, value } = file;
  const name = file.kind ?? kindsBefore.get(scenario);
  if (name === undefined) return { problem: `one of a search that this version does not have (${scenario})` };
  const read = await caseKindNamed(name)?.read(value);
  if (read === undefined) return { problem: `a case of a kind that this version does not have (${name})` };
  return 'problem' in read
    ? { problem: `a value of which ${read.problem}` }
    : { scenario, seed, replay: { kind: name, value: read.value } };
}

const isReplay = hasMembers<Pick<Counterexample, 'scenario' | 'kind' | 'seed' | 'value'> & { readonly replay: 1 }>({
  replay: (value): value is 1 => value === 1,
  scenario: isText,
  kind: isOptional(isText),
  seed: isNumber,
  value: isAnything,
});

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
