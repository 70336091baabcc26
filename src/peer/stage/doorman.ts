import type { Duplex } from 'node:stream';
import type { WebSocket } from 'ws';
import type { Front } from '../../scenario/set.ts';
import type { Habits } from '../../scenario/stage.ts';
import type { EntryBody } from '../../transcript/entry.ts';

/** PEM. */
export interface KeyPair {
  readonly key: string;
  readonly cert: string;
}

/** One TCP connection as its owner follows it. */
export interface IncomingConnection {
  record(body: EntryBody): void;
  /** What it is shown in the TLS handshake. */
  readonly pair: KeyPair;
  /** Called when the opening handshake is done, before any byte after it is read. */
  opened(socket: WebSocket, raw: Duplex): void;
}

/** What an endpoint decides about those who come. */
export interface Doorman {
  readonly front: () => Front;
  readonly upgrade: () => Habits['upgrade'];
  /** Where a redirect leads. */
  readonly elsewhere: () => string;
  /** Called for each TCP connection; the first entry of its connection is already due. */
  readonly visited: () => IncomingConnection;
  /** Called for each request, after it is recorded. */
  readonly knocked: () => void;
}
