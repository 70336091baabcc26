import { styleText } from 'node:util';
import type { Verdict } from '../result/verdict.ts';

type Colour = 'green' | 'yellow' | 'red' | 'magenta' | 'gray';

const labels: Readonly<Record<Verdict, readonly [label: string, colour: Colour]>> = {
  pass: ['ok  ', 'green'],
  warn: ['warn', 'yellow'],
  fail: ['FAIL', 'red'],
  error: ['ERR ', 'magenta'],
  untestable: ['????', 'yellow'],
  'not-applicable': ['n/a ', 'gray'],
};

/** Four characters for a verdict, in colour only where `stream` shows it: a terminal, and neither NO_COLOR nor TERM=dumb. */
export function verdictLabel(verdict: Verdict, stream: NodeJS.WritableStream, isTty: boolean): string {
  const [label, colour] = labels[verdict];
  return isTty && (process.env.NO_COLOR ?? '') === '' ? styleText(colour, label, { stream }) : label;
}
