import type { Role } from './message.ts';

/** Whom a row of the register binds; a descriptor is the endpoint's own. */
export type BoundRole = Role | 'both' | 'descriptor';

/** True for a row that a candidate of this role has to keep. */
export const binds = (role: Role, row: { readonly role: string }): boolean =>
  row.role === role || row.role === 'both' || (role === 'endpoint' && row.role === 'descriptor');
