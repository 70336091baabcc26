import { clearLine, cursorTo } from 'node:readline';
import { cut } from './cut.ts';
import { visible } from './visible.ts';

/** A terminal that does not know its width says 0, as one of a build server does. */
const USUAL_COLUMNS = 80;

/** One line at the foot of a terminal that is rewritten in place; where there is no terminal it is not shown at all. */
export interface StatusLine {
  /** Shows a text, cut to the width of the terminal. */
  readonly show: (text: string) => void;
  /** Writes lines that stay, above the status line. They must be safe to print. */
  readonly print: (lines: readonly string[]) => void;
  readonly clear: () => void;
}

export function statusLine(stream: NodeJS.WritableStream, isTty: boolean, columns: number): StatusLine {
  // One column is left free: a full line would wrap, and could not be rewritten.
  const width = (columns > 0 ? columns : USUAL_COLUMNS) - 1;
  let shown = '';
  const erase = () => {
    if (shown === '') return;
    cursorTo(stream, 0);
    clearLine(stream, 0);
  };
  const show = (text: string) => {
    if (!isTty) return;
    erase();
    shown = cut(visible(text), width);
    stream.write(shown);
  };
  return {
    show,
    print: (lines) => {
      erase();
      for (const line of lines) stream.write(`${line}\n`);
      if (shown !== '') stream.write(shown);
    },
    clear: () => {
      erase();
      shown = '';
    },
  };
}
