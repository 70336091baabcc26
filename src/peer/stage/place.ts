import type { CertificateKind, EndpointPlan } from '../../scenario/set.ts';
import type { RecordedRun } from '../waits.ts';
import type { KeyPair } from './doorman.ts';
import type { OwnEntries } from './own-entries.ts';

export interface EndpointToken {
  readonly value: string;
  /** How a transcript shows it. */
  readonly shown: string;
}

/** The one descriptor of an endpoint in the candidate's folder. */
export interface EndpointFolder {
  describe(text: string): void;
  remove(): void;
  /** Puts it there under a name that is no descriptor's (contracts.md §5). */
  layAside(text: string): void;
}

/** Where an endpoint stands, and what it has in common with others. */
export interface Place {
  readonly place: number;
  readonly address: string;
  readonly groupId: string;
  /** Makes its first token, and others that follow. */
  readonly nextToken: () => EndpointToken;
  /** What the candidate's folder holds of it. */
  readonly folder: EndpointFolder;
  readonly pairs: Readonly<Record<CertificateKind, KeyPair>>;
  readonly plan: EndpointPlan;
  readonly run: RecordedRun;
  /** Numbers connections over the whole run. */
  readonly nextConnection: () => string;
  /** The events of its scenario. */
  readonly own: OwnEntries;
  readonly elsewhere: () => string;
  /** Called for each TCP connection. */
  readonly visited: () => void;
}
