import { isObject } from '../protocol/codec.ts';
import type { Tag } from '../transcript/mark.ts';
import type { JsonSchema } from './arbitrary.ts';

const LARGEST_32 = 2 ** 31;

/** What is unusual about a value by its schema; read off the value itself, so that it is right for every step of shrinking. */
export function tagsOf(value: unknown, schema: JsonSchema): ReadonlySet<Tag> {
  const found = new Set<Tag>();
  look(value, schema, found);
  return found;
}

function look(value: unknown, schema: JsonSchema | undefined, found: Set<Tag>): void {
  if (typeof value === 'string' && /[^\u0000-\u007f]/.test(value)) found.add('non-ascii');
  if (typeof value === 'number' && Math.abs(value) >= LARGEST_32) found.add('big-integer');
  if (schema !== undefined && isUnknown(value, schema)) found.add('unknown-value');
  const branch = branchOf(value, schema);
  if (Array.isArray(value)) for (const item of value) look(item, branch?.items, found);
  else if (isObject(value)) {
    for (const [name, inner] of Object.entries(value)) {
      const own = Object.hasOwn(branch?.properties ?? {}, name) ? branch?.properties?.[name] : undefined;
      if (own === undefined && branch?.properties !== undefined) found.add('extra-member');
      if (/[^\u0000-\u007f]/.test(name)) found.add('non-ascii');
      look(inner, own, found);
    }
  }
}

function isUnknown(value: unknown, schema: JsonSchema): boolean {
  if (Object.hasOwn(schema, 'const')) return value !== schema.const;
  if (schema.anyOf?.every((one) => Object.hasOwn(one, 'const')) === true) return !schema.anyOf.some((one) => one.const === value);
  return schema.examples !== undefined && !schema.examples.includes(value);
}

/** Of several shapes the one whose fixed members the value has; the first where none fits. */
function branchOf(value: unknown, schema: JsonSchema | undefined): JsonSchema | undefined {
  const shapes = schema?.anyOf?.filter(({ type }) => type === 'object');
  if (shapes === undefined || shapes.length === 0) return schema;
  const fits = (shape: JsonSchema) =>
    isObject(value) &&
    Object.entries(shape.properties ?? {}).every(
      ([name, inner]) => !Object.hasOwn(inner, 'const') || value[name] === inner.const,
    );
  return shapes.find(fits) ?? shapes[0];
}
