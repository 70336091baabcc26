import type { CloseReason } from './seams.ts';

/** The guide gives no codes (AMB-08); these are the ones that RFC 6455 §7.4.1 has for each reason. */
export const closeCodes: Readonly<Record<CloseReason, number>> = {
  refused: 1000,
  'no-answer': 1000,
  removed: 1000,
  undecodable: 1007,
  'pongs-missed': 1001,
  stopping: 1001,
};
