import { cut } from '../../cut.ts';
import { visible } from '../../visible.ts';

/** A name has no more room in a heading. */
const LONGEST = 48;

/** A text that a candidate or a user has made up, cut to what a heading has room for. */
export const short = (text: string, columns = LONGEST): string => cut(visible(text), columns);
