import type { Readable } from 'node:stream';
import { readLines } from '../reference/service/lines.ts';
import { helpLines, readLine } from './read-line.ts';
import { readyMadeFrom } from './ready-made.ts';
import type { Simulation } from './simulation.ts';

/** What becomes of an input. */
export interface Heard {
  readonly ended: Promise<void>;
  /** How many lines were no event. */
  refused(): number;
}

/** Where the answers to an input go, a line each. */
export interface Answers {
  readonly say: (line: string) => void;
  readonly complain: (sentence: string) => void;
}

/** Lets happen what an input tells, a line at a time. */
export function listenToInput(input: Readable, simulation: Pick<Simulation, 'happen'>, { say, complain }: Answers): Heard {
  const events = readyMadeFrom(Date.now, Math.random);
  let [count, refused] = [0, 0];
  const take = (text: string) => {
    count += 1;
    const line = readLine(text);
    switch (line.kind) {
      case 'nothing':
        return;
      case 'help':
        for (const help of helpLines) say(help);
        return;
      case 'event':
        simulation.happen(line.text);
        return;
      case 'ready-made':
        for (const moment of events(line.name)) simulation.happen(moment);
        return;
      case 'refused':
        refused += 1;
        complain(`line ${count}: ${line.sentence}`);
    }
  };
  const ended = new Promise<void>((resolve) => readLines(input, take, resolve));
  return { ended, refused: () => refused };
}
