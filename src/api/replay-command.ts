import { join } from 'node:path';
import { replayFileOf } from '../run/replay-file.ts';
import type { ChoiceOptions, ProfileOptions, TrustOptions } from './options.ts';
import { quoted } from './quoted.ts';

interface EndpointDriving extends ChoiceOptions, TrustOptions, ProfileOptions {
  readonly config?: string;
}

/** A command line that drives one scenario, or the case that was found in it, with its controls, against the same endpoints. */
export function endpointReplay(
  descriptors: readonly string[],
  options: EndpointDriving,
  output: string | undefined,
  id: string,
  isFound: boolean,
): string {
  const words = ['npx', 'nbwss-conformance', 'run', 'endpoint', ...descriptors];
  if (options.config !== undefined) words.push('--config', options.config);
  if (options.ca !== undefined) words.push('--ca', options.ca.includes('\n') ? 'ca.pem' : options.ca);
  if (options.pin !== undefined) words.push('--pin', options.pin);
  if (options.insecure === true) words.push('--insecure');
  if (options.allowPrivate === true) words.push('--allow-private');
  if (typeof options.properties === 'string') words.push('--properties', options.properties);
  if (options.edition !== undefined) words.push('--edition', options.edition);
  return [...words, ...replayWords(options, output, id, isFound)].map(quoted).join(' ');
}

/** The same against a service. */
export function serviceReplay(
  command: readonly string[],
  options: ChoiceOptions,
  output: string | undefined,
  id: string,
  isFound: boolean,
): string {
  const words = ['npx', 'nbwss-conformance', 'run', 'service', ...replayWords(options, output, id, isFound)];
  return [...words, ...(command.length === 0 ? [] : ['--', ...command])].map(quoted).join(' ');
}

/** The flags that drive one scenario again, or the case that was found in it; without an output folder, by the seed that found it. */
function replayWords(
  { replay, suites = [], seed }: ChoiceOptions,
  output: string | undefined,
  id: string,
  isFound: boolean,
): readonly string[] {
  const extra = suites.flatMap((folder) => ['--suites', folder]);
  if (replay !== undefined) return [...extra, '--replay', replay];
  if (isFound && output !== undefined) return [...extra, '--replay', join(output, replayFileOf(id))];
  return [...extra, '--select', id, ...(isFound && typeof seed === 'number' ? ['--seed', String(seed)] : [])];
}
