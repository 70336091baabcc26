import { isOf } from './fact.ts';
import { pass, untestable, violation } from './outcome.ts';
import { hasValidCertificate, speaksTls } from './reach.ts';
import type { Check } from './view.ts';

/** The guide's own names for what the dialog refuses (Tables 3-2 to 3-4, in the words of requirements.md §13.2). */
const errorNames: Readonly<Record<string, string>> = {
  'not-wss': 'invalid websocket protocol, only wss supported',
  'bad-url': 'bad URL',
  'url-fragment': 'bad URL',
  'url-credentials': 'bad URL',
  'not-json': 'cannot parse JSON content',
  'host-name-twice': 'this entity already exists',
};
const CONTENTS = 'JSON contents invalid';

/** The dialog's name for a problem of a descriptor. */
const errorName = (code: string): string => errorNames[code] ?? CONTENTS;

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
          `${errorName(found.code)}: ${entry.source}: ${found.message}`,
          'a descriptor that the dialog takes',
          found.code.replaceAll('-', ' '),
          [ref],
        );
      }
    }
    // Text that is no object has no members to judge.
    const unread = read.find(({ entry }) => entry.problems.some(({ code }) => code === 'not-json' || code === 'not-an-object'));
    return unread === undefined
      ? pass(read.map(({ ref }) => ref))
      : untestable('unreadable', 'the descriptor is no JSON object', [unread.ref]);
  };
}

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

/** A check about the certificate, under the dialog's name for its failure. */
const inDialog =
  (name: string, check: Check): Check =>
  (view) => {
    const outcome = check(view);
    if (outcome === null || outcome.kind === 'pass' || outcome.kind === 'not-applicable') return outcome;
    const called = outcome.reason === 'unreachable' ? 'cannot connect to host' : name;
    return { ...outcome, message: `${called}: ${outcome.message}` };
  };

/** TLS-001 as the dialog meets it. */
export const dialogOpensTls = inDialog('SSL security set-up failed', speaksTls);
/** TLS-002 as the dialog meets it. */
export const dialogShowsCertificate = inDialog(
  'cannot open connection to the remote object named by the URL',
  hasValidCertificate,
);
