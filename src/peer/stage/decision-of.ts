import type { EntryBody } from '../../transcript/entry.ts';

/** Takes the entries of one visit, and tells once when they show what the candidate thinks of the certificate: a request, or that it has left after a TLS handshake began. */
export function decisionOf(tell: () => void): (body: EntryBody) => void {
  let isShaken = false;
  let hasLeft = false;
  let isTold = false;
  return (body) => {
    isShaken ||= body.kind === 'tls';
    hasLeft ||= body.kind === 'tcp' && body.event === 'ended' && body.direction === 'received';
    if (isTold || !(body.kind === 'http' || (isShaken && hasLeft))) return;
    isTold = true;
    tell();
  };
}
