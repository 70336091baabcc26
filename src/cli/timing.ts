import type { Entry, Transcript } from '../transcript/entry.ts';

/** One line on how the time of a run was spent; `startUpMs` is what passed before it. */
export type Timing = (durationMs: number, transcripts: readonly Transcript[], startUpMs: number) => string;

const seconds = (milliseconds: number): string => `${(milliseconds / 1000).toFixed(2)} s`;

/** A run of endpoints should be little more than its waits for the candidate. */
export const waitingTime: Timing = (durationMs, transcripts, startUpMs) => {
  const timers = transcripts.flatMap(({ entries }) => entries).filter((entry) => entry.kind === 'timer');
  const sum = timers.reduce((all, { elapsedMs }) => all + elapsedMs, 0);
  return `${seconds(durationMs)}, of which ${seconds(sum)} waiting for the candidate; start-up ${seconds(startUpMs)}`;
};

/** A run of a service can be no shorter than the drive that waits longest: for what the candidate takes for what it is to show. */
export const longestWaiting: Timing = (durationMs, transcripts) => {
  const waits = transcripts
    .filter(({ header }) => header.scenario !== 'run')
    .map(({ header, entries }) => ({ scenario: header.scenario, waitedMs: waitedMs(entries) }));
  const [longest] = waits.sort((a, b) => b.waitedMs - a.waitedMs);
  if (longest === undefined || longest.waitedMs === 0) return seconds(durationMs);
  const ratio = (durationMs / longest.waitedMs).toFixed(2);
  return `${seconds(durationMs)}; the longest chain of waits is that of ${longest.scenario}, ${seconds(longest.waitedMs)}: ratio ${ratio}`;
};

/** How long at least one wait of a drive was under way: many are, side by side, in a search. */
function waitedMs(entries: readonly Entry[]): number {
  const waits = entries.flatMap((entry) => (entry.kind === 'timer' ? [{ from: entry.at - entry.elapsedMs, to: entry.at }] : []));
  let [until, sum] = [0, 0];
  for (const { from, to } of waits.sort((a, b) => a.from - b.from)) {
    sum += Math.max(0, to - Math.max(from, until));
    until = Math.max(until, to);
  }
  return sum;
}
