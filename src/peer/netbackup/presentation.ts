import type { Presented, Token } from '../../scenario/service-peer.ts';

/** The payload of a CONNECT REQUEST as it is sent, and as it is shown with a placeholder for its token. */
export function presentation(
  token: Presented,
  reveal: (token: Token) => string,
): { readonly wire: unknown; readonly shown: unknown } {
  if (typeof token !== 'string') return { wire: { token: reveal(token) }, shown: { token: `⟦${token.label}⟧` } };
  const wire = {
    empty: { token: '' },
    null: { token: null },
    missing: {},
    object: { token: { $ne: null } },
  }[token];
  return { wire, shown: wire };
}
