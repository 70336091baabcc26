import type { EntryBody, ProbeName } from '../../transcript/entry.ts';
import { type Dialer, targetOf } from '../dial.ts';
import { askInPlain, offerOldTls } from '../probes.ts';

/** Opens a connection of its own to a url, tells what happened, and ends it; true where there was an answer. */
type BareDial = (url: string, signal: AbortSignal, record: (body: EntryBody) => void) => Promise<boolean>;

const endedByUs: EntryBody = { kind: 'tcp', direction: 'sent', event: 'ended', how: 'fin', cause: 'drive' };

/** TLS and no more, as NetBackup's dialog does at Validate (guide §2.3). */
export const fetchCertificate =
  (dialer: Dialer): BareDial =>
  async (url, signal, record) => {
    const secured = await dialer.open(targetOf(url), signal, record);
    if (secured === null) return false;
    secured.on('error', () => {});
    secured.destroy();
    record(endedByUs);
    return true;
  };

/** Something that an endpoint should refuse. */
export const probe =
  (dialer: Dialer, name: ProbeName): BareDial =>
  async (url, signal, record) => {
    const target = targetOf(url);
    const socket = await dialer.openTcp(target, signal, record);
    if (socket === null) return false;
    const answer = name === 'old-tls' ? await offerOldTls(socket, target, signal) : await askInPlain(socket, url, signal);
    record({ kind: 'probe', direction: 'received', probe: name, ...answer });
    record(endedByUs);
    return !signal.aborted;
  };
