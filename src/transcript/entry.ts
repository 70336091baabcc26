import type { NbwssProperties } from '../protocol/properties.ts';

/** Who an entry comes from: our side, the candidate, or the runner itself. */
export type Direction = 'sent' | 'received' | 'local';

/** The header of one WebSocket frame as it stood on the wire (RFC 6455 §5.2). */
export interface FrameHeader {
  readonly opcode: number;
  readonly fin: boolean;
  /** The three reserved bits as one number, 0 to 7; permessage-deflate sets 4. */
  readonly rsv: number;
  readonly masked: boolean;
  /** Payload length in bytes. */
  readonly length: number;
  /** The masking key of a masked frame, in hex. */
  readonly mask?: string;
  /** How the length was written: in 7, 16 or 64 bits. */
  readonly form: 7 | 16 | 64;
}

/** A certificate as the TLS layer showed it. */
export interface CertificateSummary {
  readonly subject: string;
  readonly issuer: string;
  readonly names: string;
  /** ISO dates. */
  readonly validFrom: string;
  readonly validTo: string;
  /** SHA-256 of the SubjectPublicKeyInfo, base64, as `--pin sha256:…` takes it. */
  readonly spki: string;
}

/** Why TLS did not end in a usable connection; each its own reason code. */
export type TlsProblem =
  | 'not-tls'
  | 'protocol-too-old'
  | 'handshake-failed'
  | 'handshake-silent'
  | 'client-certificate-wanted'
  | 'certificate-expired'
  | 'certificate-not-yet-valid'
  | 'certificate-other-name'
  | 'certificate-untrusted'
  | 'certificate-not-pinned'
  | 'issuer-unknown'
  | 'not-verified';

/** What an endpoint is asked that it should refuse: an upgrade without TLS, or TLS 1.0 or 1.1. */
export type ProbeName = 'plain-upgrade' | 'old-tls';

/** The problem of a frame that comes although its upgrade was refused. */
export const AFTER_REFUSAL = 'FRAME_AFTER_REFUSAL';

/** Why we ended a connection: an error of ours in taking what came. */
export const OWN_ERROR = 'own-error';
/** The same where what came was a flood. */
export const FLOOD = 'flood';

/** The error of an endpoint that our own dialer was told not to reach. */
export const MADE_UNREACHABLE = 'made unreachable by the runner';

/** What a wait ended with: the thing came, the bound passed, the connection ended first, or the run was cut short. */
export type WaitOutcome = 'came' | 'expired' | 'ended' | 'aborted';

/** One thing that happened, without its number and time. */
export type EntryBody =
  | {
      readonly kind: 'tcp';
      readonly direction: 'local';
      readonly event: 'connected';
      readonly host: string;
      readonly port: number;
      readonly address: string;
    }
  | {
      readonly kind: 'tcp';
      readonly direction: 'local';
      readonly event: 'failed';
      readonly host: string;
      readonly port: number;
      /** A system error code such as ECONNREFUSED, or `silent`. */
      readonly error: string;
    }
  | {
      /** A candidate that is a client has reached one of our endpoints. */
      readonly kind: 'tcp';
      readonly direction: 'received';
      readonly event: 'accepted';
      /** The endpoint's place in its scenario. */
      readonly place: number;
      readonly groupId: string;
      /** How a transcript shows the token of its descriptor. */
      readonly token: string;
      /** Why the certificate that it is shown must not be trusted; absent for a good one. */
      readonly untrusted?: string;
    }
  | {
      readonly kind: 'tcp';
      readonly direction: Direction;
      readonly event: 'ended';
      /** FIN or RST; who did it is the direction. */
      readonly how: 'fin' | 'reset';
      /** Why we ended it, when we did. */
      readonly cause?: string;
    }
  | {
      readonly kind: 'tls';
      readonly direction: 'received';
      readonly event: 'secured' | 'failed';
      readonly protocol: string | null;
      readonly problem: TlsProblem | null;
      readonly detail: string;
      readonly certificate: CertificateSummary | null;
    }
  | {
      readonly kind: 'upgrade';
      readonly direction: 'sent';
      readonly path: string;
      readonly headers: Readonly<Record<string, string>>;
    }
  | {
      readonly kind: 'upgrade';
      readonly direction: 'received';
      /** Null when what came was not HTTP, or nothing came. */
      readonly status: number | null;
      readonly headers: Readonly<Record<string, string>>;
      /** A kebab-case code, null when the handshake is complete. */
      readonly problem: string | null;
      readonly detail: string;
    }
  | {
      readonly kind: 'probe';
      readonly direction: 'received';
      readonly probe: ProbeName;
      /** Whether the endpoint took what it should refuse; null where we could not ask. */
      readonly taken: boolean | null;
      readonly detail: string;
    }
  | { readonly kind: 'frame'; readonly direction: 'received'; readonly frame: FrameHeader; readonly problem: string }
  | {
      readonly kind: 'message';
      readonly direction: 'sent' | 'received';
      /** Redacted raw text, at most 64 KiB of it; base64 of the bytes where the message is binary and not UTF-8. */
      readonly text: string;
      readonly bytes: number;
      readonly binary: boolean;
      readonly frames: readonly FrameHeader[];
      /** Set where the text was cut: SHA-256 of the whole, and the envelope that can no longer be parsed. */
      readonly cut?: {
        readonly sha256: string;
        readonly type: unknown;
        readonly subType: unknown;
        readonly id: unknown;
        /** `payload.valid`, which decides about a token. */
        readonly valid: unknown;
      };
      /** Why our own message is deliberately not what NetBackup would send. */
      readonly deviation?: string;
      /** After it the endpoint owes nothing on this connection. */
      readonly provokes?: true;
    }
  | {
      readonly kind: 'ping';
      readonly direction: 'sent' | 'received';
      readonly hex: string;
      readonly frames: readonly FrameHeader[];
    }
  | {
      readonly kind: 'pong';
      readonly direction: 'sent' | 'received';
      readonly hex: string;
      readonly frames: readonly FrameHeader[];
    }
  | {
      readonly kind: 'close';
      readonly direction: 'sent' | 'received';
      /** Null for an empty Close frame. */
      readonly code: number | null;
      readonly reason: string;
      readonly frames: readonly FrameHeader[];
    }
  | {
      readonly kind: 'timer';
      readonly direction: 'local';
      readonly wait: string;
      readonly boundMs: number;
      readonly elapsedMs: number;
      readonly outcome: WaitOutcome;
      /** The entry that started the wait. */
      readonly of: number | null;
      /** The message that was taken for what was waited for; null where the wait was for something else, or nothing came. */
      readonly by: number | null;
      /** The place of the endpoint of ours at which something was waited for, on whatever connection. */
      readonly place?: number;
    }
  | {
      readonly kind: 'descriptor';
      readonly direction: 'received';
      /** A file name, an https URL, `-` for standard input, or `embedded`. */
      readonly source: string;
      /** Redacted; empty where it came by URL and cannot be read, since it may then be anybody's. */
      readonly text: string;
      /** What is wrong with it, as it was before redaction. */
      readonly problems: readonly { readonly code: string; readonly member: string | null; readonly message: string }[];
      /** Without its token; null where it could not be read. */
      readonly details: {
        readonly groupId: string;
        readonly hostName: string;
        readonly url: string;
        readonly priority: number;
      } | null;
    }
  | { readonly kind: 'hook'; readonly direction: 'sent'; readonly hook: string; readonly call: number; readonly body: string }
  | {
      readonly kind: 'hook';
      readonly direction: 'received';
      readonly hook: string;
      /** Which call this answers. */
      readonly call: number;
      /** JSON text; null where the hook gave no answer. */
      readonly body: string | null;
      readonly detail: string;
    }
  | {
      /** A request of the candidate: the opening handshake at an endpoint of ours, or a call of the REST API that we stand in for. */
      readonly kind: 'http';
      readonly direction: 'received';
      readonly server: 'endpoint' | 'api';
      /** Numbers the requests of one server. */
      readonly call: number;
      /** False where it came without TLS. */
      readonly isSecure: boolean;
      readonly method: string;
      readonly target: string;
      /** Such as `1.1`. */
      readonly version: string;
      /** Names in lower case. */
      readonly headers: Readonly<Record<string, string>>;
      readonly body: string;
    }
  | {
      readonly kind: 'http';
      readonly direction: 'sent';
      readonly server: 'endpoint' | 'api';
      /** Which call this answers. */
      readonly call: number;
      readonly status: number;
      readonly headers: Readonly<Record<string, string>>;
      readonly body: string;
    }
  | {
      /** A job or an image that the candidate is told of (contracts.md §5). */
      readonly kind: 'event';
      readonly direction: 'sent';
      readonly object: 'JOB' | 'IMAGE';
      readonly data: Readonly<Record<string, unknown>>;
    }
  | {
      /** A descriptor, or the properties, in the candidate's folder. */
      readonly kind: 'file';
      readonly direction: 'sent';
      readonly event: 'appears' | 'vanishes';
      readonly name: string;
      /** Redacted; empty where it vanishes. */
      readonly text: string;
      /** The endpoint whose descriptor it is; absent for the properties. */
      readonly place?: number;
    }
  | {
      readonly kind: 'process';
      readonly direction: 'sent';
      readonly event: 'spawned';
      readonly detail: string;
      /** NBWSS_API_URL. */
      readonly apiUrl: string;
    }
  | { readonly kind: 'process'; readonly direction: 'sent'; readonly event: 'ended'; readonly detail: string }
  | {
      /** The candidate's process ended unasked. */
      readonly kind: 'process';
      readonly direction: 'received';
      readonly event: 'exited';
      readonly detail: string;
    }
  | { readonly kind: 'mark'; readonly direction: 'local'; readonly name: string; readonly detail: string }
  | { readonly kind: 'lag'; readonly direction: 'local'; readonly lagMs: number };

/** One line of a transcript. */
export type Entry = EntryBody & {
  /** From 1, without gaps, within one transcript. */
  readonly n: number;
  /** Monotonic milliseconds since the run began. */
  readonly at: number;
  /** `c1`, `c2`, … over the whole run; absent where no connection is concerned. */
  readonly connection?: string;
};

export type EntryOf<K extends Entry['kind']> = Extract<Entry, { kind: K }>;

/** One endpoint of the group under test, as far as a transcript may know it. */
export interface SeatSummary {
  /** Its place by priority, from 1; its token is `⟦token <place>⟧`. */
  readonly place: number;
  readonly priority: number;
  readonly hostName: string;
  readonly url: string;
  /** Its server group, where a scenario has endpoints of several. */
  readonly groupId?: string;
}

/** The first line of a transcript. */
export interface TranscriptHeader {
  readonly transcript: 1;
  /** The scenario's id, or `run` for what crossed the wire between scenarios. */
  readonly scenario: string;
  readonly role: 'endpoint' | 'service';
  /** Wall-clock milliseconds at the run's monotonic zero. */
  readonly epochMs: number;
  readonly group: readonly SeatSummary[];
  /** The properties of the candidate's process, where they are not those of the profile. */
  readonly properties?: Partial<NbwssProperties>;
}

export interface Transcript {
  readonly header: TranscriptHeader;
  readonly entries: readonly Entry[];
}
