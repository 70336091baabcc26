const anObject = { type: 'object' } as const;
const only = (properties: Readonly<Record<string, object>>) => ({
  type: 'object',
  properties,
  required: Object.keys(properties),
  additionalProperties: false,
});
const message = (type: string) =>
  only({
    type: { const: type },
    payload: type === 'CONNECT' ? anObject : { type: 'array', maxItems: 100 },
    members: anObject,
    layout: { enum: ['compact', 'pretty', 'shuffled', 'escaped'] },
    fragment: { anyOf: [{ type: 'null' }, { type: 'integer', minimum: 1, maximum: 65_536 }] },
    repeat: { type: 'integer', minimum: 1, maximum: 100 },
  });
const deviation = (type: string) =>
  only({
    type: { const: type },
    field: { type: 'integer', minimum: 0, maximum: 100 },
    mutator: { enum: ['dropped', 'retyped', 'out-of-range', 'extra', 'wrong-case'] },
    way: { type: 'integer', minimum: 0, maximum: 100 },
  });
/** Headers that our stand-in for the API can send. */
const headers = {
  type: 'object',
  propertyNames: { pattern: '^[A-Za-z][A-Za-z0-9-]*$' },
  additionalProperties: { type: 'string', pattern: '^[!-~]([ -~]*[!-~])?$' },
};
/** What the replay file of each search may hold: a file is edited, or comes from anywhere. */
export const replayValues: Readonly<Record<string, object>> = {
  'batching/search-notifications': message('NOTIFICATION'),
  'handshake/search-connects': message('CONNECT'),
  'handshake/search-deviations': deviation('NOTIFICATION'),
  'invalid-token/search-deviations': deviation('CONNECT'),
  'ack-timeouts/search-sessions': {
    type: 'array',
    maxItems: 50,
    items: { enum: ['notify', 'resend', 'ping', 'reject', 'reconnect', 'drop', 'command', 'fail-over'] },
  },
  'delivery/search-sessions': {
    type: 'array',
    maxItems: 50,
    items: {
      enum: ['event', 'withhold', 'resend', 'acknowledge', 'command', 'pong', 'miss', 'drop', 'close', 'garbage', 'refuse'],
    },
  },
  'commands/search': {
    type: 'array',
    minItems: 1,
    maxItems: 10,
    items: only({
      id: { type: 'string', minLength: 1 },
      method: { type: 'string', pattern: '^[A-Z]+$' },
      rest: { type: 'string', pattern: '^([/?][!-~]*)?$' },
      headers,
      parameters: { type: ['string', 'null'] },
      answer: only({ status: { type: 'integer', minimum: 200, maximum: 599 }, headers, body: { type: 'string' } }),
    }),
  },
};
