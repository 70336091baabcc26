import type { EntryBody } from '../transcript/entry.ts';
import type { Home } from './home.ts';
import type { RunningService, StartService } from './service-process.ts';

/** Where a candidate is started, and who is told what becomes of it. */
export interface Staging {
  readonly start: StartService;
  readonly home: Home;
  readonly apiUrl: string;
  /** How it is named in the transcripts. */
  readonly name: string;
  /** The text of nbwss.properties from the second start on. */
  readonly propertiesAfter: string;
  readonly record: (body: EntryBody) => void;
  /** Called where it ends unasked, with how it ended and what it said last. */
  readonly gone: (how: string) => void;
}

/** How much of what a candidate said is told when it ends by itself. */
const TOLD_OUTPUT = 300;

/** The process of a candidate, or one after another with the same folder. */
export class StagedCandidate {
  readonly #staging: Staging;
  #running: RunningService;
  /** Those that were told to end. */
  readonly #asked = new Set<RunningService>();

  constructor(staging: Staging) {
    this.#staging = staging;
    this.#running = this.#spawn();
  }

  write(lines: string): void {
    this.#running.write(lines);
  }

  async stop(): Promise<void> {
    this.#asked.add(this.#running);
    await this.#running.stop();
  }

  /** Ends it by SIGTERM and the end of its input and starts the same command with the same folder (contracts.md §5, DLV-003). */
  async restart(): Promise<void> {
    const { home, record, name, propertiesAfter } = this.#staging;
    await this.stop();
    record({ kind: 'process', direction: 'sent', event: 'ended', detail: name });
    home.configure(propertiesAfter);
    record({ kind: 'file', direction: 'sent', event: 'appears', name: 'nbwss.properties', text: propertiesAfter });
    this.#running = this.#spawn();
  }

  #spawn(): RunningService {
    const { start, home, apiUrl, record, name, gone } = this.#staging;
    record({ kind: 'process', direction: 'sent', event: 'spawned', detail: name, apiUrl });
    const running = start({ home: home.path, apiUrl });
    void running.ended.then((how) => {
      if (!this.#asked.has(running)) gone(`${how}${lastWords(running.output())}`);
    });
    return running;
  }
}

/** The line that says most: the last one that names an error, or else the last one. */
function lastWords(output: string): string {
  const lines = output.split('\n').filter((line) => line.trim() !== '');
  const line = lines.findLast((one) => /error|exception/i.test(one)) ?? lines.at(-1);
  return line === undefined ? '' : `; it last said: ${line.trim().slice(0, TOLD_OUTPUT)}`;
}
