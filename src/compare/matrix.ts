import type { Matrix, MatrixRow } from '../result/matrix.ts';
import type { Result } from '../result/result.ts';
import { candidateName, conditionsOf, type Difference } from './differences.ts';

const levels = ['MUST', 'MUST NOT', 'SHOULD', 'SHOULD NOT', 'MAY'];

/** Lays runs of one role side by side. */
export function matrix(results: readonly Result[]): Matrix {
  const rowsOf = results.map(({ requirements }) => new Map(requirements.map((row) => [row.id, row])));
  const ids = [...new Set(rowsOf.flatMap((rows) => [...rows.keys()]))].sort();
  const rows = ids.map((id) => {
    const level = rowsOf.map((of) => of.get(id)?.level).find((one) => one !== undefined) ?? '';
    return rowOf(
      id,
      level,
      rowsOf.map((of) => of.get(id)?.verdict ?? null),
    );
  });
  const judged = rows.filter(({ verdicts }) => verdicts.some((verdict) => verdict !== null));
  const areas = [...new Set(judged.map(({ id }) => areaOf(id)))];
  const classes = [...new Set(results.flatMap((result) => Object.keys(result.classes)))];
  const conditions = conditionsApart(results);
  return {
    heads: results.map(candidateName),
    areas: areas.map((area) => ({
      area,
      rows: levels.flatMap((level) => judged.filter((row) => areaOf(row.id) === area && row.level === level)),
    })),
    verdicts: results.map(({ verdict, complete }) => (complete ? verdict : `incomplete, ${verdict}`)),
    classes: classes.map((name) =>
      rowOf(
        name,
        'class',
        results.map((result) => result.classes[name] ?? null),
      ),
    ),
    unjudged: rows.length - judged.length,
    conditions,
    caveats: conditions.map(caveat),
  };
}

const areaOf = (id: string): string => id.split('-')[0] ?? id;

const rowOf = (id: string, level: string, verdicts: MatrixRow['verdicts']): MatrixRow => ({
  id,
  level,
  verdicts,
  isDifferent: new Set(verdicts).size > 1,
});

function conditionsApart(results: readonly Result[]): Matrix['conditions'] {
  const all = results.map(conditionsOf);
  // That the candidates are not the same is what they are compared for.
  const whats = Object.keys(all[0] ?? {}).filter((what) => what !== 'candidate') as Difference['what'][];
  return whats.flatMap((what) => {
    const values = all.map((condition) => condition[what]);
    if (new Set(values).size === 1) return [];
    return [{ what, values: what === 'profile' ? profilesApart(results) : values }];
  });
}

/** Each profile without what it has in common with all others. */
function profilesApart(results: readonly Result[]): readonly string[] {
  const all = results.map(({ profile }) => new Map(membersOf(profile, '')));
  const names = [...new Set(all.flatMap((members) => [...members.keys()]))];
  const apart = names.filter((name) => new Set(all.map((members) => members.get(name))).size > 1);
  return all.map((members) => apart.map((name) => `${name} ${members.get(name) ?? 'none'}`).join(', '));
}

const membersOf = (value: Readonly<Record<string, unknown>>, within: string): readonly (readonly [string, string])[] =>
  Object.entries(value).flatMap(([name, member]) =>
    typeof member === 'object' && member !== null && !Array.isArray(member)
      ? membersOf(member as Record<string, unknown>, `${within}${name}.`)
      : [[`${within}${name}`, member === null ? 'none' : JSON.stringify(member)] as const],
  );

function caveat({ what, values }: Matrix['conditions'][number]): string {
  const each = values.map((value, index) => `${index + 1}: ${value}`).join('; ');
  return `not the same for all, so that a difference may come from there: the ${what} (${each})`;
}
