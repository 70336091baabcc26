import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { BoundRole } from '../protocol/binds.ts';
import type { Role } from '../protocol/message.ts';
import { packageRoot } from '../protocol/package-root.ts';

export type Level = 'MUST' | 'MUST NOT' | 'SHOULD' | 'SHOULD NOT' | 'MAY';

/** One row of the register: a testable statement of the guide (suites/requirements.json). */
export interface Requirement {
  readonly id: string;
  readonly role: BoundRole;
  readonly level: Level;
  /** True where the English edition says "should" and the French one "doit" (AMB-02). */
  readonly englishEditionSaysShould: boolean;
  readonly basis: 'text' | 'rfc' | 'derived' | 'example' | 'inferred';
  readonly text: string;
  /** Section and printed page of the guide. */
  readonly source: string;
  readonly observe: string;
  readonly ambiguities: readonly string[];
}

/** The register, why some rows have no check, and the digest that a result names it by. */
export interface Register {
  readonly rows: ReadonlyMap<string, Requirement>;
  /** By the role under test: why a row that binds it has no check. */
  readonly unchecked: Readonly<Record<Role, ReadonlyMap<string, string>>>;
  /** What an endpoint run makes of each ambiguity of the guide: recorded, graded, or not met and why. */
  readonly ambiguities: ReadonlyMap<string, string>;
  /** `sha256:` of the register's bytes. */
  readonly digest: string;
  /** First 32 bits of the digest: the default seed, so that the same command gives the same verdict. */
  readonly seed: number;
}

/** Reads the register that ships with the suites. */
export function readRegister(): Register {
  const bytes = readFileSync(new URL('suites/requirements.json', packageRoot()));
  const rows = JSON.parse(bytes.toString('utf8')) as readonly Requirement[];
  const table = (file: string) =>
    Object.entries(JSON.parse(readFileSync(new URL(file, packageRoot()), 'utf8')) as Record<string, string>);
  const hash = createHash('sha256').update(bytes).digest();
  return {
    rows: new Map(rows.map((row) => [row.id, row])),
    unchecked: {
      endpoint: new Map(table('suites/unchecked-endpoint.json')),
      service: new Map(table('suites/unchecked-service.json')),
    },
    ambiguities: new Map(table('suites/ambiguities.json')),
    digest: `sha256:${hash.toString('hex')}`,
    seed: hash.readUInt32BE(0),
  };
}
