import { join } from 'node:path';
import { replayFileOf } from '../run/replay-file.ts';
import type { RunFlags } from './flags.ts';

/** The flags that drive one scenario again, or the case that was found in it. */
export function replayWords(
  { replay, output }: Pick<RunFlags, 'replay' | 'output'>,
  id: string,
  isFound: boolean,
): readonly string[] {
  if (replay !== undefined) return ['--replay', replay];
  return isFound ? ['--replay', join(output, replayFileOf(id))] : ['--select', id];
}
