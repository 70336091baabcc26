import type { EntryOf } from '../../transcript/entry.ts';
import { type Fact, isOf } from '../fact.ts';
import { lagSpoils } from '../lag.ts';
import { type Outcome, pass, untestable, violation } from '../outcome.ts';
import type { Check, View } from '../view.ts';

/** A ping of ours that was alone in flight, the pongs before the next one, and its wait. */
interface PingExchange {
  readonly ping: Fact<EntryOf<'ping'>>;
  readonly pongs: readonly Fact<EntryOf<'pong'>>[];
  readonly wait: Fact<EntryOf<'timer'>>;
}

/** Only pings that a drive waited for: of several in flight the last may be answered for all (RFC 6455 §5.5.3). */
function pings(view: View): readonly PingExchange[] {
  const waits = view.facts.filter(isOf('timer')).filter(({ entry }) => entry.wait === 'pong');
  return waits.flatMap((wait) => {
    const { transcript } = wait.ref;
    const ping = view.facts
      .filter(isOf('ping'))
      .find(({ ref, entry }) => ref.transcript === transcript && entry.n === wait.entry.of);
    if (ping === undefined) return [];
    const pongs = view.facts
      .filter(isOf('pong'))
      .filter(
        ({ ref, entry }) =>
          ref.transcript === transcript && entry.direction === 'received' && entry.connection === ping.entry.connection,
      )
      .filter(({ entry }) => entry.n > ping.entry.n && entry.n < wait.entry.n);
    return [{ ping, pongs, wait }];
  });
}

const notSent = (): Outcome => untestable('not-provoked', 'no ping was sent: the drive ended before it');

/** KAL-003: each ping is answered by a pong before NetBackup would send the next one (guide Table 2-4). */
export const answersPings: Check = (view) => {
  const sent = pings(view);
  const missed = sent.find(({ pongs, wait }) => pongs.length === 0 && wait.entry.outcome === 'expired');
  if (missed !== undefined) {
    const { boundMs, at } = missed.wait.entry;
    const evidence = [missed.ping.ref, missed.wait.ref];
    if (lagSpoils(view, missed.ping.entry.at, at, boundMs))
      return untestable('runner-lagged', 'our own event loop was too late to judge a pong', evidence);
    return violation(
      'pong-missed',
      'a ping is not answered by a pong',
      `a pong within ${boundMs / 1000} s (keepAlive.scheduledRate)`,
      'none',
      evidence,
    );
  }
  const closed = sent.find(({ pongs, wait }) => pongs.length === 0 && wait.entry.outcome === 'ended');
  if (closed !== undefined)
    return untestable('closed-instead', 'the connection ended before the pong', [closed.ping.ref, closed.wait.ref]);
  const answered = sent.filter(({ pongs }) => pongs.length > 0);
  return answered.length === 0 || answered.length < sent.length
    ? notSent()
    : pass(answered.flatMap(({ ping, pongs }) => [ping.ref, ...pongs.map(({ ref }) => ref)]));
};

/** KAL-004: the pong repeats the data of its ping; others beside it are unsolicited and legal (RFC 6455 §5.5.3). */
export const repeatsPingData: Check = (view) => {
  const answered = pings(view).filter(({ pongs }) => pongs.length > 0);
  const wrong = answered.find(({ ping, pongs }) => !pongs.some(({ entry }) => entry.hex === ping.entry.hex));
  if (wrong !== undefined) {
    const { hex } = wrong.ping.entry;
    const got = wrong.pongs[0]?.entry.hex ?? '';
    return violation('pong-data-differs', 'a pong does not repeat the data of its ping', said(hex), said(got), [
      wrong.ping.ref,
      ...wrong.pongs.map(({ ref }) => ref),
    ]);
  }
  return answered.length === 0
    ? notSent()
    : pass(answered.flatMap(({ ping, pongs }) => [ping.ref, ...pongs.map(({ ref }) => ref)]));
};

const said = (hex: string): string => (hex === '' ? 'no data' : `${hex.length / 2} bytes: ${hex.slice(0, 32)}`);

/** KAL-010: a connection on which nothing but pings pass is not closed; the verdict says how long it was watched. */
export const keepsIdleConnection: Check = (view) => {
  const watched = view.facts.filter(isOf('timer')).find(({ entry }) => entry.wait === 'idle');
  if (watched === undefined) return untestable('not-provoked', 'no idle connection was watched: the drive ended before it');
  const { outcome, elapsedMs, boundMs, connection } = watched.entry;
  const ends = view.facts.filter(
    ({ entry }) =>
      entry.connection === connection && (entry.kind === 'close' || entry.kind === 'tcp') && entry.direction === 'received',
  );
  const pongs = view.facts
    .filter(isOf('pong'))
    .filter(({ entry }) => entry.connection === connection && entry.direction === 'received');
  // An end before the first pong of the watch belongs to what went before, not to idleness.
  if (outcome === 'ended' && pongs.length < 2)
    return untestable('ended-at-once', 'the connection ended before it was idle', [watched.ref]);
  if (outcome === 'ended') {
    return violation(
      'idle-connection-closed',
      'an idle connection is closed although it is pinged',
      `an open connection for the ${boundMs / 1000} s that were watched`,
      `its end after ${(elapsedMs / 1000).toFixed(1)} s`,
      [watched.ref, ...ends.map(({ ref }) => ref)],
    );
  }
  if (outcome !== 'expired') return untestable('no-verdict', 'the watch over an idle connection was cut short', [watched.ref]);
  return pass([watched.ref, ...pongs.map(({ ref }) => ref)]);
};
