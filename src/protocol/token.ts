/** A way to alter a token into one that the application must refuse (guide §1.7.1). */
export type WrongForm = 'middle' | 'truncated' | 'extended' | 'other-case';
/** A near miss: another spelling that a careless comparison takes for the same token (CON-033). */
export type NearMiss = 'outer-space' | 'base64-padding' | 'hex-case';

/** The altered token, or null where this token has no such form (no letters, no padding, too short). */
export function alterToken(token: string, form: WrongForm | NearMiss): string | null {
  return alterations[form](token);
}

/** A number in hex, or a UUID: the other letter case is the same value. */
const plainHex = /^(?:(?:[0-9a-f]{2})+|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/i;

const alterations: Readonly<Record<WrongForm | NearMiss, (token: string) => string | null>> = {
  // In the middle, so that the spare bits of a base64 ending cannot hide it; by a letter that is legal wherever one was.
  middle(token) {
    const at = Math.floor(token.length / 2);
    return `${token.slice(0, at)}${/x/i.test(token[at] ?? '') ? 'y' : 'x'}${token.slice(at + 1)}`;
  },
  truncated: (token) => (token.length < 4 ? null : token.slice(0, Math.ceil(token.length * 0.75) - 1)),
  extended: (token) => `${token}Zx9`,
  'other-case'(token) {
    // A hex token in the other letter case is the same number: a near miss, not a wrong token.
    if (plainHex.test(token)) return null;
    return differing(token, swapCase(token));
  },
  'outer-space': (token) => ` ${token} `,
  'base64-padding'(token) {
    if (!/^[A-Za-z0-9+/_-]+={0,2}$/.test(token)) return null;
    return token.endsWith('=') ? token.replace(/=+$/, '') : `${token}=`;
  },
  'hex-case': (token) => (plainHex.test(token) ? differing(token, swapCase(token)) : null),
};

const differing = (token: string, altered: string): string | null => (altered === token ? null : altered);

const swapCase = (text: string): string =>
  [...text].map((c) => (c === c.toLowerCase() ? c.toUpperCase() : c.toLowerCase())).join('');
