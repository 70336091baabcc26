import { dialogError } from '../../protocol/dialog-error.ts';
import { isOf } from '../fact.ts';
import { notApplicable, pass, type Reference, untestable, violation } from '../outcome.ts';
import type { Check } from '../view.ts';
import { hasValidCertificate, speaksTls } from './reach.ts';

/** A check that a descriptor has none of these problems; `member` narrows it to one member. */
export function hasNo(codes: readonly string[], member: string | null = null): Check {
  return (view) => {
    const read = view.facts.filter(isOf('descriptor'));
    if (read.length === 0) return untestable('not-provoked', 'no descriptor was read');
    for (const { ref, entry } of read) {
      const found = entry.problems.find(
        (problem) => codes.includes(problem.code) && (member === null || problem.member === member),
      );
      if (found !== undefined) {
        return violation(
          found.code,
          `${dialogError(found.code)}: ${entry.source}: ${found.message}`,
          'a descriptor that the dialog takes',
          found.code.replaceAll('-', ' '),
          [ref],
        );
      }
    }
    // Text that is not an object, or that could not be fetched, has no members to judge.
    const unread = read.find(({ entry }) => entry.problems.some(({ code }) => isUnread(code)));
    return unread === undefined
      ? pass(read.map(({ ref }) => ref))
      : untestable('unreadable', 'there is no JSON object to read members of', [unread.ref]);
  };
}

const isUnread = (code: string): boolean => code === 'not-json' || code === 'not-an-object' || code.startsWith('descriptor-');

/** DSC-010: a host name or address that is there, and that no other endpoint of the set has (guide Table 3-4, AMB-33). */
export const namesOwnHost: Check = (view) => {
  const outcome = hasNo(['missing-member', 'empty-member', 'wrong-type'], 'hostName')(view);
  if (outcome?.kind !== 'pass') return outcome;
  const seen = new Map<string, Reference>();
  for (const { ref, entry } of view.facts.filter(isOf('descriptor'))) {
    const host = entry.details?.hostName.toLowerCase() ?? '';
    const before = seen.get(host);
    if (before !== undefined && entry.details !== null) {
      const message = `${dialogError('host-name-twice')}: two descriptors name the host ${host}`;
      return violation('host-name-twice', message, 'a host of its own for each endpoint', host, [before, ref]);
    }
    seen.set(host, ref);
  }
  return outcome;
};

/** DSC-014: what a URL serves is a descriptor as a file would hold it (guide §2.2, Table 3-3). */
export const servesDescriptor: Check = (view) => {
  const served = view.facts.filter(isOf('descriptor')).filter(({ entry }) => entry.source.startsWith('https:'));
  if (served.length === 0) return notApplicable('no-url', 'no descriptor was given by its URL');
  for (const { ref, entry } of served) {
    const [problem] = entry.problems;
    if (problem === undefined) continue;
    if (problem.code === 'descriptor-unreachable')
      return untestable('unreachable', `cannot connect to host: ${problem.message}`, [ref]);
    // Whether a redirect may be followed the guide does not say: that we follow none is our own caution (AMB-35).
    if (problem.code === 'descriptor-redirected') return untestable('redirected', `${entry.source}: ${problem.message}`, [ref]);
    if (problem.code === 'descriptor-not-secured')
      return untestable('not-secured', `SSL security set-up failed: ${problem.message}`, [ref]);
    const name = problem.code === 'not-json' ? dialogError('not-json') : 'InvalidPacketException';
    const got = problem.code.replaceAll('-', ' ');
    return violation(problem.code, `${name}: ${entry.source}: ${problem.message}`, 'a descriptor as a file would hold it', got, [
      ref,
    ]);
  }
  return pass(served.map(({ ref }) => ref));
};

/** GRP-013: the endpoints that belong together name one group. */
export const sharesGroup: Check = (view) => {
  const read = view.facts.filter(isOf('descriptor')).filter(({ entry }) => entry.details !== null);
  if (read.length === 0) return untestable('unreadable', 'no descriptor could be read');
  const refs = read.map(({ ref }) => ref);
  const groups = new Set(read.map(({ entry }) => entry.details?.groupId));
  if (groups.size === 1) return pass(refs);
  return violation(
    'several-groups',
    'the endpoints of one group name several groupIds',
    'one groupId',
    [...groups].join(', '),
    refs,
  );
};

/** What the dialog calls by a name of its own, whichever step meets it. */
const ownNames: Readonly<Record<string, string>> = {
  unreachable: 'cannot connect to host',
  'certificate-not-pinned': 'certificate did not match the accepted one',
};

/** A check about the certificate, under the dialog's name for its failure. */
const inDialog =
  (name: string, check: Check): Check =>
  (view) => {
    const outcome = check(view);
    if (outcome === null || outcome.kind === 'pass' || outcome.kind === 'not-applicable') return outcome;
    const called = ownNames[outcome.reason] ?? name;
    return { ...outcome, message: `${called}: ${outcome.message}` };
  };

/** TLS-001 as the dialog meets it. */
export const dialogOpensTls = inDialog('SSL security set-up failed', speaksTls);
/** TLS-002 as the dialog meets it. */
export const dialogShowsCertificate = inDialog(
  'cannot open connection to the remote object named by the URL',
  hasValidCertificate,
);
