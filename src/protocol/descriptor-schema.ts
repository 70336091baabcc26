import { type Static, Type } from 'typebox';

/** What a provider hands to NetBackup administrators (guide §2.2, Table 2-2), open to extra members. */
export const Descriptor = Type.Object(
  {
    token: Type.String({ minLength: 1 }),
    priority: Type.Number(),
    groupId: Type.String({ minLength: 1 }),
    hostName: Type.String({ minLength: 1 }),
    url: Type.String({ minLength: 1 }),
  },
  { additionalProperties: true },
);
export type Descriptor = Static<typeof Descriptor>;
