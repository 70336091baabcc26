import { mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { afterEach, vi } from 'vitest';
import { type Authority, makeAuthority } from '../certificates.ts';
import { type EndpointGroup, type EndpointGroupOptions, startEndpointGroup } from '../endpoint/endpoint-group.ts';
import type { Json, Outgoing, SeamWrap } from '../endpoint/seams.ts';
import { readJournal } from './entry-journal.ts';
import { type ReferenceService, type ServiceOptions, startService } from './service.ts';

/** A twentieth of the time: a resend comes after 50 ms, a run of the connection process after 100 ms. */
const SCALE = 0.05;
export const PROPERTIES = [
  'connectionInfo.period=2',
  'notification.scheduledRate=1',
  'notification.sendTimeout=1000',
  'keepAlive.scheduledRate=2',
  'keepAlive.maxPongMissAllowed=3',
].join('\n');

export const stops: (() => unknown)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0).reverse()) await stop();
});

const authority: Promise<Authority> = makeAuthority();

/** What a group of endpoints was told, and a way to say when it answers. */
export interface Told {
  readonly messages: Json[];
  readonly times: number[];
}

/** Listens to everything that comes, and lets `says` put something else in place of the answer. */
export function telling(told: Told, says: (message: Json) => readonly Outgoing[] | null = () => null): SeamWrap {
  return {
    answer: (next) => (message, session) => {
      told.messages.push(message);
      told.times.push(performance.now());
      return says(message) ?? next(message, session);
    },
  };
}

export const newTold = (): Told => ({ messages: [], times: [] });
const quiet: SeamWrap = { ask: () => () => [] };

export async function endpoints(
  options: EndpointGroupOptions & { readonly wraps?: readonly SeamWrap[] } = {},
): Promise<EndpointGroup> {
  const group = await startEndpointGroup({
    hosts: ['127.0.0.1'],
    ...options,
    authority: await authority,
    wraps: [quiet, ...(options.wraps ?? [])],
  });
  stops.push(() => group.stop());
  return group;
}

export async function newHome(texts: readonly string[], properties = PROPERTIES): Promise<string> {
  const home = mkdtempSync(join(tmpdir(), 'nbwss-service-'));
  stops.push(() => rmSync(home, { recursive: true, force: true }));
  mkdirSync(join(home, 'endpoints'));
  writeFileSync(join(home, 'ca.pem'), (await authority).pem);
  writeFileSync(join(home, 'nbwss.properties'), properties);
  texts.forEach((text, index) => {
    put(home, `${index}.json`, text);
  });
  return home;
}

export function put(home: string, name: string, text: string): void {
  writeFileSync(join(home, `${name}.part`), text);
  renameSync(join(home, `${name}.part`), join(home, 'endpoints', name));
}

export interface Service extends ReferenceService {
  readonly tell: (line: string) => void;
  readonly end: () => void;
}

export async function service(home: string, options: Partial<ServiceOptions> = {}): Promise<Service> {
  const events = new PassThrough();
  const running = await startService({ home, apiUrl: 'http://127.0.0.1:9', events, timeScale: SCALE, ...options });
  stops.push(() => running.stop());
  return { ...running, tell: (line) => void events.write(`${line}\n`), end: () => void events.end() };
}

export const job = (jobId: number | string, state = 'ACTIVE'): string =>
  `{"object":"JOB","data":{"jobId":${jobId},"state":"${state}"}}`;
export const image = (backupId: string): string => JSON.stringify({ object: 'IMAGE', data: { backupId } });
export const notificationsOf = ({ messages }: Told): readonly Json[] => messages.filter(({ type }) => type === 'NOTIFICATION');
export const connectsOf = ({ messages }: Told): readonly Json[] => messages.filter(({ type }) => type === 'CONNECT');
export const until = (check: () => void): Promise<void> => vi.waitFor(check, { timeout: 5_000, interval: 5 });
export const pause = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds));
export const kept = (home: string): readonly unknown[] =>
  readdirSync(join(home, 'queue')).flatMap((name) => readJournal(join(home, 'queue', name)));

/** The payload elements of some notifications, one after the other. */
export const elements = (messages: readonly Json[]): readonly unknown[] =>
  messages.flatMap(({ payload }) => payload as unknown[]);
