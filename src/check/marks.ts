import { type MarkDetails, type MarkName, markDetail } from '../transcript/mark.ts';
import type { Fact } from './fact.ts';
import type { View } from './view.ts';

/** A mark with what it says. */
export interface Mark<Name extends MarkName> extends Fact {
  readonly detail: MarkDetails[Name];
}

/** The marks of a name; one that cannot be read is left out, and makes every check of its transcript an error (run/judge.ts). */
export function marks<Name extends MarkName>(view: View, name: Name): readonly Mark<Name>[] {
  return view.facts.flatMap((fact) => {
    const detail = markDetail(fact.entry, name);
    return detail === undefined ? [] : [{ ...fact, detail }];
  });
}
