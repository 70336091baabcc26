/** The whole vocabulary of a suite: re-exports only. */
export { acknowledges, acknowledgesAgain, acknowledgesInTime } from './check/acknowledge.ts';
export { after } from './check/after.ts';
export { answersClose } from './check/answers-close.ts';
export { answersPings, keepsIdleConnection, repeatsPingData } from './check/answers-pings.ts';
export { chargedTo, goesOn, inCases, lockOuts } from './check/cases.ts';
export {
  acceptsTokenAgain,
  answersConnect,
  otherTokenTaken,
  refusesNearMiss,
  saysValidFalse,
  saysValidTrue,
  takesNothingElse,
  validatesToken,
} from './check/connect.ts';
export { correlatesCommands, NO_HOOK, withHook } from './check/correlates-commands.ts';
export {
  dialogOpensTls,
  dialogShowsCertificate,
  hasNo,
  namesOwnHost,
  servesDescriptor,
  sharesGroup,
} from './check/descriptor.ts';
export { closesOnDemand, inGroup } from './check/group.ts';
export { repeatsAcknowledgedId, repeatsConnectId } from './check/invariants/correlation.ts';
export { keepsTakingToken } from './check/keeps-taking-token.ts';
export { largestTaken } from './check/largest-taken.ts';
export { wherePossible } from './check/no-such-form.ts';
export { describesOddly } from './check/observations/descriptor.ts';
export { PROVOKED, reactionCounts, reactions } from './check/observations/provoked.ts';
export { notApplicable, type Observation, type Outcome, pass, untestable, violation } from './check/outcome.ts';
export { asksForNoCertificate, asksForNoMore, completesUpgrade } from './check/reach.ts';
export { refusesOldTls, refusesPlainWebSockets } from './check/refuses-probe.ts';
export { repeatsUnusualIds } from './check/repeats-unusual-ids.ts';
export * as service from './check/service/checks.ts';
export { staysConnected } from './check/stays-connected.ts';
export { acceptsAll, takesAll } from './check/takes-all.ts';
export type { Check, View } from './check/view.ts';
export { guideMessage } from './protocol/guide-message.ts';
export { presentAltered, presentNone } from './scenario/bad-token.ts';
export { acknowledgeBy, answerConnectBy, answerUpgradesBy, orderOddly, sayNonsense } from './scenario/instead.ts';
export { defineScenario, type EndpointScenario, type Scenario, type ServiceScenario } from './scenario/scenario.ts';
export type {
  Connection,
  Presented,
  RestAnswer,
  Seat,
  ServicePeer,
  Token,
  Writing,
} from './scenario/service-peer.ts';
export type { EndpointPlan } from './scenario/set.ts';
export { apiPlanOf, freshBytes, ofBytes, orderOf, restAnswerOf } from './scenario/shapes.ts';
export type { Asked, Stage, StagedEndpoint, StagedEvent } from './scenario/stage.ts';
export { togetherThenApart } from './scenario/together.ts';
export { withMember, writeEscaped, writePretty, writeShuffled } from './scenario/writers.ts';
