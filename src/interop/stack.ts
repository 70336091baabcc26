import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';

export const roles = ['endpoint', 'service'] as const;
export type Role = (typeof roles)[number];

/** What `interop.json` says about a stack. */
export interface StackFile {
  /** What it is built on, as its users call it. */
  readonly title: string;
  /** Each file or folder that must be there, with the Debian package that brings it; `npm` where it comes from its registry. */
  readonly needs: Readonly<Record<string, string>>;
  /** One shell line, run in the stack's folder; it writes below `$BUILD`. */
  readonly build?: string;
  /** Shell lines, run in the stack's folder: of an endpoint each a process, of a service the one command. */
  readonly start: readonly string[];
  /** Why a row is not passed, by requirement: the sentence of the guide or of a standard that the stack may rest on. */
  readonly explains?: Readonly<Record<string, string>>;
}

/** A conforming candidate on a stack that is not ours. */
export interface Stack extends StackFile {
  readonly role: Role;
  /** The name of its folder. */
  readonly name: string;
  readonly folder: string;
}

const text = { type: 'string', minLength: 1 } as const;
const texts = { type: 'object', additionalProperties: text } as const;
const schema = {
  type: 'object',
  additionalProperties: false,
  required: ['title', 'needs', 'start'],
  properties: {
    title: text,
    needs: texts,
    build: text,
    start: { type: 'array', items: text, minItems: 1 },
    explains: texts,
  },
} as const;
const isStackFile = new Ajv2020({ strict: true }).compile<StackFile>(schema);

/** The stacks below a folder, endpoints first; throws an Error that names a file which does not describe one. */
export function stacksIn(base: string): readonly Stack[] {
  return roles.flatMap((role) => {
    const names = existsSync(join(base, role)) ? readdirSync(join(base, role)).sort() : [];
    return names.map((name) => readStack(role, name, join(base, role, name)));
  });
}

function readStack(role: Role, name: string, folder: string): Stack {
  const file = join(folder, 'interop.json');
  const value: unknown = JSON.parse(readFileSync(file, 'utf8'));
  if (isStackFile(value)) return { ...value, role, name, folder };
  const [first] = isStackFile.errors ?? [];
  throw new Error(`${file}: expected a stack, got one of which ${first?.instancePath || 'the whole'} ${first?.message}`);
}

/** The sentence that says what a stack lacks here, null where it can be built. */
export function lacks({ needs }: Pick<Stack, 'needs'>): string | null {
  const missing = Object.entries(needs).filter(([file]) => !existsSync(file));
  if (missing.length === 0) return null;
  const packages = [...new Set(missing.map(([, name]) => name))];
  return `${missing.map(([file]) => file).join(', ')} not found; install ${packages.join(' ')}`;
}
