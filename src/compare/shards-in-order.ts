import { ShardError } from './shard-error.ts';

/** What one shard has left. */
export interface ShardPart {
  /** Where it lies. */
  readonly path: string;
  /** `i/n`; null where it is none. */
  readonly shard: string | null;
  /** What must be the same for all, by name. */
  readonly conditions: Readonly<Record<string, string>>;
}

/**
 * Puts shards in order. Throws a ShardError that names the folder and what is wrong: it is no shard, one is missing or there twice, or
 * they were not driven and judged under the same conditions.
 */
export function shardsInOrder<P extends ShardPart>(parts: readonly P[]): readonly P[] {
  const placed = parts.map((part) => ({ part, ...placeOf(part) }));
  const [first] = placed;
  if (first === undefined) throw new ShardError('merge: expected the folders of all shards, got none; name them.');
  const total = first.of;
  for (const { part, of } of placed) {
    if (of !== total)
      throw new ShardError(
        `${part.path}: expected one of ${total} shards as ${first.part.path} is, got one of ${of}; merge the shards of one run.`,
      );
    const { conditions } = first.part;
    const what = Object.keys(conditions).find((name) => conditions[name] !== part.conditions[name]);
    if (what !== undefined)
      throw new ShardError(
        `${part.path}: expected the ${what} of ${first.part.path} (${conditions[what]}), got ${part.conditions[what]}; run all shards with the same command.`,
      );
  }
  const inOrder = [...placed].sort((a, b) => a.index - b.index);
  for (const [position, { part, index }] of inOrder.entries()) {
    const before = inOrder[position - 1];
    if (before?.index === index)
      throw new ShardError(
        `${part.path}: expected shard ${index}/${total} once, got it in ${before.part.path} too; leave one out.`,
      );
  }
  const numbers = Array.from({ length: total }, (_none, position) => position + 1);
  const missing = numbers.filter((number) => inOrder.every(({ index }) => index !== number));
  if (missing.length > 0)
    throw new ShardError(
      `merge: expected all of ${total} shards, got none of ${missing.map((number) => `${number}/${total}`).join(', ')}; name the folders of all.`,
    );
  return inOrder.map(({ part }) => part);
}

/** More than anybody has machines for. */
const SHARD = /^([1-9]\d{0,4})\/([1-9]\d{0,4})$/;

function placeOf({ path, shard }: ShardPart): { readonly index: number; readonly of: number } {
  const [, index, of] = SHARD.exec(shard ?? '') ?? [];
  if (index === undefined || Number(index) > Number(of))
    throw new ShardError(
      `${path}: expected what one of several shards has left, got a whole run; give runs made with --shard i/n.`,
    );
  return { index: Number(index), of: Number(of) };
}
