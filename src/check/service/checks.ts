/** The checks of service scenarios by name: re-exports only. */
export {
  answersMeanwhile,
  deliversAfterLoss,
  goesOnAfterAcknowledgement,
  goesOnSending,
  holdsUpNoOther,
  neverAgain,
  notAgainAfterReconnection,
  resendIds,
  sendsAgain,
  sendsAgainAtRate,
  takesNothingElse,
  waitsForAcknowledgement,
} from './acknowledge.ts';
export {
  closesWhenRefused,
  comesBack,
  connectsFirst,
  dialsWholeUrl,
  executesNothingEarly,
  followsNoRedirect,
  givesUpWrongHandshake,
  opensProperly,
  proceeds,
  reachesEndpoint,
  triesAgain,
  triesInTime,
  understands,
  validSpelling,
  waitsForValid,
} from './connect.ts';
export { closesOnNonsense, ignoresNonsense, repliesNothing, survives, whatIsUndecodable } from './decode.ts';
export {
  closesAtMaximum,
  countsMisses,
  pingsAgain,
  pingsAtRate,
  pingsByFrame,
  pingsMeanwhile,
  staysOpen,
  toleratesFewerMisses,
} from './keep-alive.ts';
export { deliversEverywhere, deliversWhole, keepsOrder } from './notify.ts';
export { givesUpUnverified, keepsTokenInTls, speaksTlsOnly } from './token.ts';
