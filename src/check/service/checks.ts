/** The checks of service scenarios by name: re-exports only. */
export {
  answersMeanwhile,
  goesOnAfterAcknowledgement,
  holdsUpNoOther,
  takesNoOtherAnswer,
  waitsForAcknowledgement,
} from './acknowledge.ts';
export { understands, validSpelling } from './answer-forms.ts';
export { comesBack, reachesEndpoint, triesAgain, triesInTime } from './attempts.ts';
export { bodyIsText, hasAnswerShape, relaysAnswer, relaysStatus } from './command-answers.ts';
export { appliesHeaders, callsAsOrdered, completesCall, passesParameters, whatIsNotCalled } from './command-calls.ts';
export { breaksNoLine, callsNowhereElse } from './command-lures.ts';
export { answersCommands, answersOnce, relaysErrors, repeatsAnyId, servesAfterErrors, whatOfHangUps } from './commands.ts';
export {
  behavesAsDefault,
  ignoresComments,
  keepsToRate,
  pingsAsConfigured,
  pingsNotBeforeDefault,
  triesNotBeforeDefault,
  worksWith,
} from './configured.ts';
export { closesWhenRefused, connectsFirst, executesNothingEarly, proceeds, waitsForValid } from './connect.ts';
export { closesOnNonsense, ignoresNonsense, repliesNothing, survives, whatIsUndecodable } from './decode.ts';
export {
  asksHighestFirst,
  connectsGroupsAtOnce,
  countsPriorities,
  doesNotFailBack,
  FIRST_IS_UP,
  goesOnToNext,
  leavesNewcomerAlone,
  leavesOutDeactivated,
  patienceWithMute,
  putsAllInForce,
  returnsToFirst,
} from './groups.ts';
export { dialsWholeUrl, givesUpWrongHandshake, opensProperly } from './handshake.ts';
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
export {
  deliversAfterOutage,
  deliversAfterRestart,
  deliversToNext,
  keepsOrderAtNext,
  tellsNobodyDeactivated,
  whatAroseMeanwhile,
} from './outage.ts';
export { deliversAfterLoss, neverAgain, notAgainAfterReconnection } from './redelivery.ts';
export { followsRedirects, showsTokenToOwnHostOnly } from './redirects.ts';
export {
  connectsAdded,
  disconnectsRemoved,
  followsActivation,
  neverDials,
  staysAwayUnregistered,
  takesEveryOrder,
  usesNewToken,
} from './registration.ts';
export { goesOnSending, resendIds, sendsAgain, sendsAgainAtRate } from './resend.ts';
export {
  answersEachCommand,
  arrivesAsOrdered,
  arrivesWithHeaders,
  arrivesWithParameters,
  comesBackAsAnswered,
} from './searched-commands.ts';
export {
  comesBackInSessions,
  losesNothingInSessions,
  neverAgainInSessions,
  notAgainLaterInSessions,
  tellsInSessions,
} from './searched-sessions.ts';
export { keepsTokenInTls, speaksTlsOnly } from './token.ts';
export { givesUpUnverified, verifiesEachTime } from './trust.ts';
