import { checkWritable } from '../api/named-file.ts';
import { UsageError } from '../candidate/usage-error.ts';
import { formats } from './formats.ts';
import { refuseInside } from './inside-output.ts';

/** A reporter that the user asked for, and where it writes: a file name, or `-` for standard output. */
export interface ReporterChoice {
  readonly name: string;
  readonly file: string;
}

/** Reads what `--reporter` was given; with the folder that a run goes to, what would be in its way there is refused. */
export function reporterChoices(values: readonly string[], output?: string): readonly ReporterChoice[] {
  return values.map((value) => {
    const [name = '', ...rest] = value.split('=');
    const format = Object.hasOwn(formats, name) ? formats[name] : undefined;
    if (format === undefined) {
      const known = Object.keys(formats).join(', ');
      throw new UsageError(`--reporter ${value}: expected one of ${known}, got ${name === '' ? 'no name' : name}; choose one.`);
    }
    const file = rest.length === 0 ? format.file : rest.join('=');
    if (file === '-' && format.isFolder === true)
      throw new UsageError(`--reporter ${value}: expected a folder, got standard output; it is several files, so name a folder.`);
    if (file !== '-' && file !== format.file) {
      checkWritable(`--reporter ${value}`, file);
      if (output !== undefined) refuseInside(`--reporter ${value}`, file, output, format.file);
    }
    return { name, file };
  });
}
