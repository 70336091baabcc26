import { PassThrough } from 'node:stream';
import { makeHome } from '../candidate/home.ts';
import { Dialer, type Trust } from '../peer/dial.ts';
import { type NbwssProperties, writeProperties } from '../protocol/properties.ts';
import { startService } from '../reference/service/service.ts';
import { explain } from './explain.ts';
import { deliveryLedger } from './ledger.ts';
import { eventBatches } from './moments.ts';
import type { Moment } from './ready-made.ts';
import { startSimulatedApi } from './rest-api.ts';
import { quietWatch } from './silence.ts';
import type { WireListener } from './tell.ts';
import { trusting } from './trusting.ts';
import { watchOpenings } from './watch-openings.ts';
import { watchSessions } from './watch-sessions.ts';

export interface SimulationOptions {
  /** The texts of good descriptors. */
  readonly descriptors: readonly string[];
  readonly trust: Trust;
  readonly properties: NbwssProperties;
  /** Takes everything that happens, secrets and all. */
  readonly tell: WireListener;
  /** False leaves out pings and pongs. */
  readonly withPings: boolean;
}

/** A NetBackup that is connected, or tries to be. */
export interface Simulation {
  /** Something has happened; one event as JSON text is told as it is spelled, with others that wait. */
  happen(what: Moment | string): void;
  /** How many entries wait to be acknowledged. */
  waiting(): number;
  /** Resolves when everything that has happened was acknowledged by every group, and what was asked in return was answered. */
  acknowledged(): Promise<void>;
  /** Closes the connections and leaves nothing on disk. */
  stop(): Promise<void>;
}

/** Starts the reference service against endpoints, with a REST API of its own. */
export async function startSimulation(options: SimulationOptions): Promise<Simulation> {
  const { descriptors, trust, properties, withPings } = options;
  const [account, spelling, silence] = [deliveryLedger(), eventBatches(), quietWatch()];
  const tell: WireListener = (body, connection) => {
    if (body.kind === 'message') silence.broken();
    options.tell(body, connection);
  };
  const home = makeHome(writeProperties(properties), trust.ca ?? '');
  const events = new PassThrough();
  try {
    for (const [index, text] of descriptors.entries()) home.describe(`endpoint-${index + 1}.json`, text);
    const api = await startSimulatedApi();
    const wraps = [
      trusting(new Dialer(trust), trust, tell),
      ...[watchOpenings(tell), explain(tell), watchSessions(tell, withPings), spelling.wrap, account.wrap],
    ];
    const service = await startService({ home: home.path, apiUrl: api.url, events, wraps });
    return {
      happen: (what) => {
        for (const line of typeof what === 'string' ? [what] : spelling.lines(what)) {
          account.told();
          events.write(`${line}\n`);
        }
      },
      waiting: account.waiting,
      acknowledged: () => account.settled().then(silence.fallen),
      stop: async () => {
        await service.stop();
        await api.stop();
        home.dispose();
      },
    };
  } catch (error) {
    home.dispose();
    throw error;
  }
}
