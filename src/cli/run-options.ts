import { checkWritable } from '../api/named-file.ts';
import { UsageError } from '../api/usage-error.ts';
import { formats } from './formats.ts';

/** A reporter that the user asked for, and where it writes: a file name, or `-` for standard output. */
export interface ReporterChoice {
  readonly name: string;
  readonly file: string;
}

export function reporterChoices(values: readonly string[]): readonly ReporterChoice[] {
  return values.map((value) => {
    const [name = '', ...rest] = value.split('=');
    const usual = Object.hasOwn(formats, name) ? formats[name]?.file : undefined;
    if (usual === undefined) {
      const known = Object.keys(formats).join(', ');
      throw new UsageError(`--reporter ${value}: expected one of ${known}, got ${name === '' ? 'no name' : name}; choose one.`);
    }
    const file = rest.length === 0 ? usual : rest.join('=');
    if (file !== '-' && file !== usual) checkWritable(`--reporter ${value}`, file);
    return { name, file };
  });
}
