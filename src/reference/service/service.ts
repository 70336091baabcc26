import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { defaultProperties, type NbwssProperties } from '../../protocol/properties.ts';
import type { TimeScale } from '../endpoint/seams.ts';
import { wrapSeams } from '../wrap-seams.ts';
import { attempt } from './attempt.ts';
import { conformingServiceSeams } from './conforming.ts';
import { ConnectionProcess } from './connection-process.ts';
import type { Installation } from './installation.ts';
import { readLines } from './lines.ts';
import type { ServiceSeams, ServiceSeamWrap } from './seams.ts';
import { ServiceWaits } from './waits.ts';

export interface ServiceOptions {
  /** The folder that belongs to this service, `NBWSS_HOME` (contracts §5). */
  readonly home: string;
  /** `http://host:port` of the REST API, without a path: `NBWSS_API_URL`. */
  readonly apiUrl: string;
  /** Events, one JSON object a line; their end ends the service. */
  readonly events: Readable;
  /** Faults and variations, the innermost first; none for a conforming service. */
  readonly wraps?: readonly ServiceSeamWrap[];
  /** How fast time passes: every wait is multiplied by it; 1 but in selftest. */
  readonly timeScale?: number;
}

export interface ReferenceService {
  /** Never rejects. */
  readonly ended: Promise<void>;
  /** Ends it within 5 s, leaving no timer and no socket. */
  stop(): Promise<void>;
}

/** Starts a NetBackup that connects to the endpoints in its folder; rejects where the folder cannot be used. */
export async function startService(options: ServiceOptions): Promise<ReferenceService> {
  const { home, apiUrl, events, wraps = [], timeScale = 1 } = options;
  const scale: TimeScale = (milliseconds) => milliseconds * timeScale;
  const seams = wrapSeams(conformingServiceSeams, wraps, scale);
  const waits = new ServiceWaits(seams.wait, scale);
  const stopping = new AbortController();
  const installation: Installation = {
    ...{ home, apiUrl, seams, waits, stopping: stopping.signal },
    ca: readAnchor(join(home, 'ca.pem')),
    properties: readProperties(home, seams.properties),
  };
  const connections = new ConnectionProcess(installation);
  let end = () => {};
  const ended = new Promise<void>((resolve) => {
    end = resolve;
  });
  const stop = async () => {
    if (!stopping.signal.aborted) {
      stopping.abort();
      stopReading();
      await connections.stop();
      waits.stop();
      end();
    }
    return ended;
  };
  // Endpoints come first: an event concerns the groups that are registered when it comes.
  connections.start();
  const tell = (line: string) => {
    for (const entry of attempt(() => seams.event(line), null) ?? []) attempt(() => connections.tell(entry), undefined);
  };
  const stopReading = readLines(events, tell, () => void stop());
  return { ended, stop };
}

/** Reads the properties, once; a folder without them has the defaults (guide Table 2-4). */
function readProperties(home: string, parse: ServiceSeams['properties']): NbwssProperties {
  const text = attempt(() => readFileSync(join(home, 'nbwss.properties'), 'utf8'), null);
  return text === null ? defaultProperties : parse(text, home);
}

/** Reads the only trust anchor: without one no endpoint could ever be connected to. */
function readAnchor(file: string): string {
  const text = attempt(() => readFileSync(file, 'utf8'), null);
  if (text === null)
    throw new Error(`${file}: expected the PEM of the trust anchor, got no file that can be read; put it there.`);
  return text;
}
