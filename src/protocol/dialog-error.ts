/** The guide's own names for what the dialog refuses (Tables 3-2 to 3-4, in the words of requirements.md §13.2). */
const names: Readonly<Record<string, string>> = {
  'not-wss': 'invalid websocket protocol, only wss supported',
  'bad-url': 'bad URL',
  'url-fragment': 'bad URL',
  'url-credentials': 'bad URL',
  'not-json': 'cannot parse JSON content',
  'host-name-twice': 'this entity already exists',
};
const CONTENTS = 'JSON contents invalid';

/** What NetBackup's dialog says of a problem of a descriptor. */
export const dialogError = (code: string): string => names[code] ?? CONTENTS;
