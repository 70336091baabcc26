/** The whole vocabulary of a suite: re-exports only. */

export { after } from './check/after.ts';
export { acknowledges, acknowledgesAgain, acknowledgesInTime } from './check/endpoint/acknowledge.ts';
export { answersClose } from './check/endpoint/answers-close.ts';
export { answersPings, keepsIdleConnection, repeatsPingData } from './check/endpoint/answers-pings.ts';
export {
  acceptsTokenAgain,
  answersConnect,
  saysValidTrue,
  validatesToken,
} from './check/endpoint/connect.ts';
export { correlatesCommands, NO_HOOK, withHook } from './check/endpoint/correlates-commands.ts';
export {
  dialogOpensTls,
  dialogShowsCertificate,
  hasNo,
  namesOwnHost,
  servesDescriptor,
  sharesGroup,
} from './check/endpoint/descriptor.ts';
export { goesOn } from './check/endpoint/goes-on.ts';
export { closesOnDemand, inGroup } from './check/endpoint/group.ts';
export { chargedTo, inCases } from './check/endpoint/in-cases.ts';
export { repeatsAcknowledgedId, repeatsConnectId } from './check/endpoint/invariants/correlation.ts';
export { keepsTakingToken } from './check/endpoint/keeps-taking-token.ts';
export { largestTaken } from './check/endpoint/largest-taken.ts';
export { lockOuts } from './check/endpoint/lock-out.ts';
export { wherePossible } from './check/endpoint/no-such-form.ts';
export { servesNobodyElse } from './check/endpoint/not-established.ts';
export { describesOddly } from './check/endpoint/observations/descriptor.ts';
export { PROVOKED, reactionCounts, reactions } from './check/endpoint/observations/provoked.ts';
export { asksForNoCertificate, asksForNoMore, completesUpgrade } from './check/endpoint/reach.ts';
export { refusesOldTls, refusesPlainWebSockets } from './check/endpoint/refuses-probe.ts';
export { repeatsUnusualIds } from './check/endpoint/repeats-unusual-ids.ts';
export { staysConnected } from './check/endpoint/stays-connected.ts';
export { acceptsAll, takesAll } from './check/endpoint/takes-all.ts';
export { unlessLockedOut } from './check/endpoint/unless-locked-out.ts';
export { otherTokenTaken, refusesNearMiss, saysValidFalse, takesNoOtherToken } from './check/endpoint/wrong-tokens.ts';
export { notApplicable, type Observation, type Outcome, pass, untestable, violation } from './check/outcome.ts';
export * as service from './check/service/checks.ts';
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
