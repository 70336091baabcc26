import { readFileSync } from 'node:fs';
import { packageRoot } from './package-root.ts';

const names: readonly string[] = Array.from({ length: 21 }, (_, index) => `EX-${String(index + 1).padStart(2, '0')}`);
const texts = new Map<string, string>();

/** Lists the message examples of the guide in the order of its pages: `EX-01` to `EX-21` (guide 1.4 to 1.7). */
export function guideMessageNames(): readonly string[] {
  return names;
}

/**
 * Gives one message example of the guide, repaired where its printed text is not JSON (guide 1.4 to 1.7).
 *
 * `name` is one of `guideMessageNames()`. Every call gives a copy of its own, so a caller may change it. What was
 * repaired stands in `fixtures/guide/README.md`. Throws an Error when the name is unknown.
 */
export function guideMessage(name: string): unknown {
  if (!names.includes(name)) {
    throw new Error(
      `Guide message: expected a name from EX-01 to EX-${names.length}, got ${JSON.stringify(name)}. ` +
        'Take a name from guideMessageNames() or from the table in fixtures/guide/README.md.',
    );
  }
  return JSON.parse(textOf(name));
}

function textOf(name: string): string {
  let text = texts.get(name);
  if (text === undefined) {
    text = readFileSync(new URL(`fixtures/guide/${name}.json`, packageRoot()), 'utf8');
    texts.set(name, text);
  }
  return text;
}
