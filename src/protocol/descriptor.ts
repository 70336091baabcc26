import { decode } from './codec.ts';
import type { Descriptor } from './descriptor-schema.ts';

/** Why a descriptor is refused: a kebab-case code, and a sentence made of subject, expected, got and next step. */
export interface DescriptorProblem {
  readonly code: string;
  readonly member: string | null;
  readonly message: string;
}

export type DescriptorReading =
  | { readonly ok: true; readonly descriptor: Descriptor }
  | { readonly ok: false; readonly problems: readonly DescriptorProblem[] };

const textMembers = ['token', 'groupId', 'hostName', 'url'] as const;

/** Reads the text of a descriptor as NetBackup's dialog does and says everything that is wrong with it (guide §2.2). */
export function readDescriptor(text: string): DescriptorReading {
  const problems: DescriptorProblem[] = [];
  const say = (code: string, member: string | null, message: string) => problems.push({ code, member, message });
  const decoded = decode(text);
  if (decoded.kind === 'unreadable') {
    say(
      'not-json',
      null,
      `expected one JSON object as in guide §2.2, got text that is not JSON (${decoded.problem}); mend the JSON.`,
    );
    return { ok: false, problems };
  }
  if (decoded.kind === 'value') {
    const got = Array.isArray(decoded.value) ? 'an array' : `${decoded.value === null ? 'null' : `a ${typeof decoded.value}`}`;
    say('not-an-object', null, `expected one JSON object that describes one endpoint, got ${got}; write one endpoint a file.`);
    return { ok: false, problems };
  }
  const { value } = decoded;
  for (const { kind, ...found } of decoded.findings) {
    if (kind === 'byte-order-mark') {
      say(
        'byte-order-mark',
        null,
        'expected the file to begin with {, got a byte order mark before it; save it as UTF-8 without one.',
      );
    }
    if (kind === 'duplicate-member' && 'member' in found) {
      say('duplicate-member', found.member, `${found.member}: expected each member once, got it twice; remove one.`);
    }
  }
  for (const member of textMembers) checkText(value, member, say);
  checkPriority(value, say);
  if (text.includes("'") || JSON.stringify(value).includes("'")) {
    say(
      'apostrophe',
      null,
      `expected no apostrophe (') anywhere in the file, got one; NetBackup does not support it, so remove it.`,
    );
  }
  if (typeof value.url === 'string' && value.url !== '') checkUrl(value.url, say);
  return problems.length > 0 ? { ok: false, problems } : { ok: true, descriptor: value as Descriptor };
}

type Say = (code: string, member: string | null, message: string) => void;

function checkText(value: Readonly<Record<string, unknown>>, member: string, say: Say): void {
  const got = Object.hasOwn(value, member) ? value[member] : undefined;
  if (got === undefined)
    say('missing-member', member, `${member}: expected a text, got no such member; add it${nearName(value, member)}.`);
  else if (typeof got !== 'string')
    say('wrong-type', member, `${member}: expected a text in double quotes, got ${nameOf(got)}; quote it.`);
  else if (got.trim() === '') say('empty-member', member, `${member}: expected a text, got an empty one; fill it in.`);
}

function checkPriority(value: Readonly<Record<string, unknown>>, say: Say): void {
  const got = Object.hasOwn(value, 'priority') ? value.priority : undefined;
  if (got === undefined) say('missing-member', 'priority', 'priority: expected a number, got no such member; add it.');
  else if (typeof got === 'string') {
    say('wrong-type', 'priority', `priority: expected a bare number, got a text; remove the double quotes.`);
  } else if (typeof got === 'number' && !Number.isFinite(got)) {
    say('bad-number', 'priority', 'priority: expected a number such as 1, got one too large to compare; write a smaller one.');
  } else if (typeof got !== 'number')
    say('wrong-type', 'priority', `priority: expected a bare number, got ${nameOf(got)}; write a number.`);
}

function checkUrl(url: string, say: Say): void {
  let parsed: URL;
  try {
    parsed = new URL(url);
  } catch {
    say('bad-url', 'url', 'url: expected an absolute wss:// URL, got text that is no URL; write wss://host:port/path.');
    return;
  }
  if (parsed.protocol === 'wss:' && !/^wss:\/\//i.test(url)) {
    say(
      'bad-url',
      'url',
      'url: expected a URL that begins wss://, got white space or another spelling; write wss://host:port/path.',
    );
  } else if (parsed.protocol !== 'wss:') {
    say('not-wss', 'url', `url: expected a URL that begins wss://, got ${parsed.protocol}//; NetBackup supports wss only.`);
  } else if (parsed.hash !== '' || url.includes('#')) {
    say('url-fragment', 'url', 'url: expected a URL without a fragment, got one with #; remove it.');
  } else if (parsed.username !== '' || parsed.password !== '') {
    say('url-credentials', 'url', 'url: expected host, port and path alone, got a user name or password in it; remove them.');
  }
}

function nearName(value: Readonly<Record<string, unknown>>, member: string): string {
  const near = Object.keys(value).find((name) => name.toLowerCase() === member.toLowerCase());
  return near === undefined ? '' : ` (there is one in another letter case; member names are case-sensitive)`;
}

const nameOf = (value: unknown): string =>
  value === null ? 'null' : Array.isArray(value) ? 'an array' : typeof value === 'object' ? 'an object' : `a ${typeof value}`;
