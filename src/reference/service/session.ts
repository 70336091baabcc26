import type { Socket } from 'node:net';
import type { WebSocket } from 'ws';
import type { Descriptor } from '../../protocol/descriptor-schema.ts';
import type { NbwssProperties } from '../../protocol/properties.ts';
import type { Json } from '../endpoint/seams.ts';

/** One thing that happened in NetBackup, as an entry of a notification (guide §1.6). */
export interface NotificationEntry {
  readonly object: 'JOB' | 'IMAGE';
  readonly data: Json;
}

/** An entry in a queue, under the number by which it is kept on disk: later entries have higher ones. */
export interface KeptEntry extends NotificationEntry {
  readonly number: number;
}

/** What a group has still to be told, in order; it survives the process (guide §1.6, guaranteed delivery). */
export interface Queue {
  readonly entries: readonly KeptEntry[];
  add(entry: NotificationEntry): void;
  remove(entries: readonly KeptEntry[]): void;
}

/** An endpoint whose descriptor has been read and would be taken by the dialog (guide §2.2). */
export interface Registered {
  readonly file: string;
  readonly descriptor: Descriptor;
}

/** The endpoints of one `groupId`, at most one of which is connected (guide §1.3). */
export interface ServerGroup {
  readonly groupId: string;
  /** None when the last of them was removed; the queue stays. */
  endpoints: readonly Registered[];
  readonly queue: Queue;
  /** Connections whose WebSocket was opened and is not gone. */
  readonly sessions: Set<ServiceSession>;
}

/** A NOTIFICATION REQUEST that waits for its acknowledgement. */
export interface Outstanding {
  /** As it was sent last. */
  message: Json;
  readonly entries: readonly KeptEntry[];
}

/** What the service knows of one connection. */
export interface ServiceSession {
  readonly endpoint: Registered;
  readonly group: ServerGroup;
  /** The connection's number over the whole service, from 1. */
  readonly connection: number;
  readonly properties: NbwssProperties;
  readonly socket: WebSocket;
  /** The TLS socket below, for bytes that `ws` would not write. */
  readonly raw: Socket;
  /** The id of the CONNECT REQUEST; null before it was sent. */
  connectId: string | null;
  established: boolean;
  outstanding: readonly Outstanding[];
  /** Payloads of the pings that were not answered, the oldest first. */
  unanswered: readonly string[];
}

/** True until either side begins to close. */
export const isSessionOpen = ({ socket }: ServiceSession): boolean => socket.readyState === socket.OPEN;
