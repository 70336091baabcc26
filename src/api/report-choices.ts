import { UsageError } from '../candidate/usage-error.ts';
import { formats } from '../report/formats.ts';
import { refuseInside } from './inside-output.ts';
import { checkWritable } from './named-file.ts';

/** A reporter that the user asked for, and where it writes: a file name, or `-` for standard output. */
export interface ReporterChoice {
  readonly name: string;
  readonly file: string;
}

/** True for one that writes where its format lies in the folder of a run. */
export const isInside = ({ name, file }: ReporterChoice): boolean => file !== '-' && file === formats[name]?.file;

/** Reads what `--reporter` was given; with the folder that a run goes to, what would be in its way there is refused. */
export function reporterChoices(values: readonly string[], output?: string): readonly ReporterChoice[] {
  return values.map((value) => {
    const { name, format, file } = namedFormat(value, formats);
    if (file === '-' && format.holds !== undefined)
      throw new UsageError(`--reporter ${value}: expected a folder, got standard output; it is several files, so name a folder.`);
    if (file !== '-' && file !== format.file) {
      checkWritable(`--reporter ${value}`, file);
      if (output !== undefined) refuseInside(`--reporter ${value}`, file, output, format.file);
    }
    return { name, file };
  });
}

/** Reads `name` or `name=file`; throws a UsageError for a name that the table does not have. */
export function namedFormat<F extends { readonly file: string }>(
  value: string,
  table: Readonly<Record<string, F>>,
): { readonly name: string; readonly format: F; readonly file: string } {
  const [name = '', ...rest] = value.split('=');
  const format = Object.hasOwn(table, name) ? table[name] : undefined;
  if (format === undefined) {
    const known = Object.keys(table).join(', ');
    throw new UsageError(`--reporter ${value}: expected one of ${known}, got ${name === '' ? 'no name' : name}; choose one.`);
  }
  return { name, format, file: rest.length === 0 ? format.file : rest.join('=') };
}
