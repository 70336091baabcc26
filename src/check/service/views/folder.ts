import type { EntryOf } from '../../../transcript/entry.ts';
import { type Fact, isOf } from '../../fact.ts';
import { marks } from '../../marks.ts';
import type { View } from '../../view.ts';
import { type Visit, visits } from './visits.ts';

/** A descriptor that appeared in the candidate's folder, or vanished from it. */
type FileFact = Fact<EntryOf<'file'>>;

/** The descriptors of one endpoint that appeared after the drive began, or vanished. */
export function descriptorFiles(view: View, place: number, event: 'appears' | 'vanishes'): readonly FileFact[] {
  return view.facts
    .filter(isOf('file'))
    .filter(({ entry }) => entry.place === place && entry.event === event && entry.name.endsWith('.json'));
}

/** The text of nbwss.properties, as it was first and after each restart. */
export const propertiesFiles = (view: View): readonly FileFact[] =>
  view.facts.filter(isOf('file')).filter(({ entry }) => entry.name === 'nbwss.properties');

/** The runs of the candidate's connection process in a time, as the canary group shows them (contracts.md §5). */
export const runsBetween = (view: View, from: number, to = Number.POSITIVE_INFINITY): readonly Fact[] =>
  marks(view, 'tick').filter(({ entry }) => entry.at > from && entry.at < to);

/** The visits at some endpoints that came as far as an opening handshake: bare TCP, and TLS for the certificate alone, do not count. */
export const handshakesAt = (view: View, ...places: readonly number[]): readonly Visit[] =>
  visits(view).filter(({ place, request }) => places.includes(place) && request !== undefined);

/** When the opening handshake of a visit began. */
export const handshakeAt = ({ request, accepted }: Visit): number => (request ?? accepted).entry.at;

/** The visits at an endpoint whose `valid:true` we sent. */
export const establishedAt = (view: View, place: number): readonly Visit[] =>
  visits(view).filter((visit) => visit.place === place && visit.established !== undefined);

/** True where it was the candidate that ended a connection. */
export const isEndedByCandidate = ({ end }: Visit): boolean => end !== undefined && end.entry.direction === 'received';
