import { groupBy } from '../../../protocol/group-by.ts';
import { isMark } from '../../../transcript/mark.ts';
import { casesOf } from '../../cases.ts';
import { type Fact, isOf } from '../../fact.ts';
import { marks } from '../../marks.ts';
import type { Observation } from '../../outcome.ts';
import type { View } from '../../view.ts';

/** The mark that a drive sets before each message that no NetBackup sends; its detail says what is odd about it. */
export const PROVOKED = 'provoked';

/** What an endpoint did with each such message: answered it, closed, or passed over it (DEC-007, AMB-20, AMB-30). */
export function reactions(view: View): readonly Observation[] {
  const all = view.facts.filter(isOf('mark'));
  return marks(view, PROVOKED).map((mark) => {
    const next = all.find(({ entry }) => entry.n > mark.entry.n);
    const during = view.facts.filter(
      ({ ref, entry }) =>
        ref.transcript === mark.ref.transcript && entry.n > mark.entry.n && entry.n < (next?.entry.n ?? Number.POSITIVE_INFINITY),
    );
    const sent = during.findIndex(
      ({ entry }) => entry.kind === 'message' && entry.direction === 'sent' && entry.provokes === true,
    );
    const [reaction, ref] = reactionIn(sent < 0 ? [] : during.slice(sent + 1));
    return {
      text: `${mark.detail}: ${sent < 0 ? 'not tried' : reaction}`,
      evidence: [mark.ref, ...(ref === undefined ? [] : [ref])],
    };
  });
}

/** The same of generated messages, each told by how often: there are hundreds of them. */
export function reactionCounts(view: View): readonly Observation[] {
  const searched = casesOf(view).filter(({ stage }) => stage === 'search');
  const seen = searched.map((one) => {
    const during = one.view.facts.slice(0, controlIn(one.view.facts));
    const sent = during.findIndex(
      ({ entry }) => entry.kind === 'message' && entry.direction === 'sent' && entry.provokes === true,
    );
    return { reaction: sent < 0 ? 'not tried' : reactionIn(during.slice(sent + 1))[0], mark: one.mark };
  });
  return [...groupBy(seen, ({ reaction }) => reaction)].map(([reaction, all]) => ({
    text: `AMB-20: to ${all.length} of ${seen.length} messages with a field that is not as it should be: ${reaction}`,
    evidence: all.slice(0, 3).map(({ mark }) => mark),
  }));
}

const controlIn = (facts: readonly Fact[]): number => {
  const at = facts.findIndex(({ entry }) => isMark(entry, 'control'));
  return at < 0 ? facts.length : at;
};

function reactionIn(facts: readonly Fact[]): readonly [string, Fact['ref']?] {
  for (const { ref, entry } of facts) {
    if (entry.direction !== 'received') continue;
    if (entry.kind === 'message') return ['it answers', ref];
    if (entry.kind === 'close') return [`it closes with ${entry.code ?? 'no code'}`, ref];
    if (entry.kind === 'tcp') return ['it ends the connection without a Close frame', ref];
  }
  return ['it passes over it'];
}
