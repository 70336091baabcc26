import { type DescriptorReading, readDescriptor } from '../../protocol/descriptor.ts';
import type { Descriptor } from '../../protocol/descriptor-schema.ts';
import type { EntryBody } from '../../transcript/entry.ts';

/** A descriptor with where it is from and what NetBackup's dialog makes of it. */
export interface SourcedDescriptor {
  /** The file or URL that the user named, or what else to call it. */
  readonly source: string;
  readonly text: string;
  /** Where it could not be had, that is its problem. */
  readonly reading: DescriptorReading;
  /** Set where the source is a URL: what crossed the wire, and why there is no text, null where there is one. */
  readonly fetched?: { readonly entries: readonly EntryBody[]; readonly problem: FetchProblem | null };
}

/** Why a descriptor could not be had by its URL. */
export interface FetchProblem {
  readonly code:
    | 'descriptor-unreachable'
    | 'descriptor-not-secured'
    | 'descriptor-not-served'
    | 'descriptor-redirected'
    | 'descriptor-too-large';
  readonly message: string;
}

/** Reads a text as NetBackup's dialog does. */
export const sourced = (source: string, text: string): SourcedDescriptor => ({ source, text, reading: readDescriptor(text) });

/** A descriptor that was asked for by its URL: its text, or why there is none. */
export function fetchedFrom(url: string, entries: readonly EntryBody[], body: string | FetchProblem): SourcedDescriptor {
  if (typeof body === 'string') return { ...sourced(url, body), fetched: { entries, problem: null } };
  const reading = { ok: false, problems: [{ ...body, member: null }] } as const;
  return { source: url, text: '', reading, fetched: { entries, problem: body } };
}

/** Those that can be read. */
export const readable = (all: readonly SourcedDescriptor[]): readonly Descriptor[] =>
  all.flatMap(({ reading }) => (reading.ok ? [reading.descriptor] : []));
