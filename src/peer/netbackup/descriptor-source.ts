import type { EntryBody } from '../../transcript/entry.ts';

/** The text of a descriptor and where it is from. */
export interface DescriptorSource {
  readonly source: string;
  readonly text: string;
  /** Set where the source is a URL: what crossed the wire, and why there is no text, null where there is one. */
  readonly fetched?: { readonly entries: readonly EntryBody[]; readonly problem: FetchProblem | null };
}

/** Why a descriptor could not be had by its URL. */
export interface FetchProblem {
  readonly code: 'descriptor-unreachable' | 'descriptor-not-secured' | 'descriptor-not-served' | 'descriptor-too-large';
  readonly message: string;
}
