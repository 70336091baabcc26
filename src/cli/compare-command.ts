import { existsSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { checkWritable, writeNamed } from '../api/named-file.ts';
import { namedFormat } from '../api/report-choices.ts';
import { UsageError } from '../candidate/usage-error.ts';
import { matrix } from '../compare/matrix.ts';
import { readRegister } from '../plan/register.ts';
import { REPORT_PAGE } from '../report/formats.ts';
import { readRun, type SavedRun } from '../run/read-run.ts';
import { addressOf } from './address-of.ts';
import { matrixAsMarkdown, matrixAsText } from './matrix-text.ts';

export interface CompareFlags {
  readonly reporter: readonly string[];
  /** The same as `--reporter markdown`. */
  readonly markdown?: boolean;
  readonly differences?: boolean;
}

/** Runs of one role, read, by the paths that the user gave. */
interface Compared {
  readonly paths: readonly string[];
  readonly runs: readonly SavedRun[];
  readonly onlyDifferent: boolean;
}

/** A form of the comparison: where it goes unless the user says otherwise, `-` for standard output, and how it is written. */
interface Form {
  readonly file: string;
  readonly write: (compared: Compared, file: string) => Promise<string> | string;
}

const matrixOf = ({ runs }: Compared) => matrix(runs.map(({ result }) => result));

const text: Form = { file: '-', write: (compared) => matrixAsText(matrixOf(compared), compared.onlyDifferent) };
const forms: Readonly<Record<string, Form>> = {
  html: { file: 'compare.html', write: asPage },
  markdown: { file: '-', write: (compared) => matrixAsMarkdown(matrixOf(compared), compared.onlyDifferent) },
};

/** `compare`: runs side by side, requirement by requirement; `write` takes what goes to standard output, `note` what was done. */
export async function compareCommand(
  paths: readonly string[],
  flags: CompareFlags,
  write: (text: string) => void,
  note: (text: string) => void,
): Promise<void> {
  const choices = formsOf(flags);
  const compared = { paths, runs: await readAll(paths), onlyDifferent: flags.differences === true };
  for (const { name, form, file } of choices) {
    const written = await form.write(compared, file);
    if (file === '-') write(written);
    else {
      writeNamed(`--reporter ${name}`, file, written);
      note(`${file} written`);
    }
  }
}

function formsOf({ reporter, markdown }: CompareFlags) {
  const values = [...(markdown === true ? ['markdown'] : []), ...reporter];
  const chosen = values.map((value) => {
    const { name, format: form, file } = namedFormat(value, forms);
    if (file !== '-') checkWritable(`--reporter ${value}`, file);
    return { name, form, file };
  });
  const printed = chosen.filter(({ file }) => file === '-').map(({ name }) => name);
  if (printed.length > 1)
    throw new UsageError(`--reporter: expected one for standard output, got ${printed.join(' and ')}; give the others a file.`);
  return chosen.length === 0 ? [{ name: 'text', form: text, file: text.file }] : chosen;
}

async function readAll(paths: readonly string[]): Promise<readonly SavedRun[]> {
  const runs = await Promise.all(paths.map(readRun));
  const [first] = runs;
  if (first === undefined || runs.length < 2)
    throw new UsageError(`compare: expected two runs or more, got ${runs.length}; name their output folders.`);
  const other = runs.findIndex(({ result }) => result.role !== first.result.role);
  if (other >= 0)
    throw new UsageError(
      `${paths[other]}: expected a run of role ${first.result.role} as ${paths[0]} is, got one of ${runs[other]?.result.role}; compare runs of one role.`,
    );
  return runs;
}

async function asPage(compared: Compared, file: string): Promise<string> {
  const { comparePage } = await import('../report/html/compare/compare-page.ts');
  const { paths, runs, onlyDifferent } = compared;
  const from = file === '-' ? '.' : dirname(file);
  return comparePage({
    ...matrixOf(compared),
    runs: runs.map(({ result, transcripts }, index) => {
      const path = paths[index] ?? '';
      const report = join(basename(path) === 'result.json' ? dirname(path) : path, REPORT_PAGE);
      return {
        result,
        entriesOf: (name) => transcripts.get(name)?.entries ?? [],
        report: existsSync(report) ? addressOf(report, from) : null,
      };
    }),
    requirements: readRegister().rows,
    onlyDifferent,
  });
}
