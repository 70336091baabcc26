import type { Registered } from '../reference/service/session.ts';

/** Host and port of an endpoint, by which its attempts are told apart from others while it has no connection yet. */
export const placeOf = ({ descriptor }: Registered): string => new URL(descriptor.url).host;
