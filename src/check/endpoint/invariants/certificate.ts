import type { CertificateSummary, EntryOf } from '../../../transcript/entry.ts';
import { type Fact, isOf } from '../../fact.ts';
import { pass, violation } from '../../outcome.ts';
import type { Check, View } from '../../view.ts';

type Shown = Fact<EntryOf<'tls'>> & { readonly certificate: CertificateSummary };

/** The certificates shown, by the host and port that showed them, in order of time. */
function shownByPort(view: View): ReadonlyMap<string, readonly Shown[]> {
  const ports = new Map<string, string>();
  const shown = new Map<string, Shown[]>();
  for (const fact of view.facts) {
    const { entry } = fact;
    const connection = entry.connection ?? '';
    if (entry.kind === 'tcp' && entry.event === 'connected') ports.set(connection, `${entry.host}:${entry.port}`);
    if (!isOf('tls')(fact) || fact.entry.certificate === null) continue;
    const port = ports.get(connection) ?? '';
    shown.set(port, [...(shown.get(port) ?? []), { ...fact, certificate: fact.entry.certificate }]);
  }
  return shown;
}

const faceOf = ({ spki, validFrom, validTo, subject, issuer }: CertificateSummary): string =>
  [spki, validFrom, validTo, subject, issuer].join(' ');

/** TLS-006: the certificate that was accepted at Validate is the one of every later connection (guide Table 3-4). */
export const keepsCertificate: Check = (view) => {
  const all = [...shownByPort(view)];
  for (const [port, shown] of all) {
    const [first] = shown;
    const other = shown.find(({ certificate }) => first !== undefined && faceOf(certificate) !== faceOf(first.certificate));
    if (first === undefined || other === undefined) continue;
    return violation(
      'certificate-changed',
      `certificate did not match the accepted one: ${port} shows another one than at first`,
      `sha256:${first.certificate.spki}, valid to ${first.certificate.validTo}`,
      `sha256:${other.certificate.spki}, valid to ${other.certificate.validTo}`,
      [first.ref, other.ref],
    );
  }
  const again = all.flatMap(([, shown]) => (shown.length > 1 ? shown.map(({ ref }) => ref) : []));
  return again.length === 0 ? null : pass(again);
};
