import { isOf } from '../../fact.ts';
import type { Observation } from '../../outcome.ts';
import type { View } from '../../view.ts';

/** A certificate that the operator has accepted by its key, or that was not verified (AMB-51). */
export function certificateTrust(view: View): readonly Observation[] {
  const secured = view.facts.filter(isOf('tls')).filter(({ entry }) => entry.event === 'secured');
  const pinned = secured.find(({ entry }) => entry.detail === 'pinned');
  const unverified = secured.find(({ entry }) => entry.problem === 'not-verified');
  return [
    ...(pinned === undefined
      ? []
      : [
          {
            text: `AMB-51: the certificate was accepted by its key alone (--pin); its issuer is ${pinned.entry.certificate?.issuer ?? 'unknown'}`,
            evidence: [pinned.ref],
          },
        ]),
    ...(unverified === undefined ? [] : [{ text: 'the certificate was not verified (--insecure)', evidence: [unverified.ref] }]),
  ];
}
