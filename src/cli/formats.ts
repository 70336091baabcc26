import type { Material } from '../report/html/material.ts';
import type { Result } from '../result/result.ts';

/** What a format comes to: a text, or several by file, all of them below one folder. */
export type Written = string | ReadonlyMap<string, string>;

/** A format of reports. */
interface Format {
  /** Where it lies in the output folder unless the user says otherwise; `-` for standard output. */
  readonly file: string;
  /** True where that is a folder of several files. */
  readonly isFolder?: true;
  /** Loaded when it is asked for. */
  readonly load: () => Promise<(material: Material) => Written>;
}

const ofResult =
  (write: (result: Result) => Written) =>
  ({ result }: Material): Written =>
    write(result);

/** What `--reporter` takes, by name. */
export const formats: Readonly<Record<string, Format>> = {
  junit: { file: 'junit.xml', load: async () => ofResult((await import('../report/junit.ts')).junit) },
  html: { file: 'report.html', load: async () => (await import('../report/html/report.ts')).htmlReport },
  markdown: { file: 'report.md', load: async () => ofResult((await import('../report/markdown.ts')).markdown) },
  ctrf: { file: 'ctrf.json', load: async () => ofResult((await import('../report/ctrf.ts')).ctrf) },
  tap: { file: 'results.tap', load: async () => ofResult((await import('../report/tap.ts')).tap) },
  badge: { file: 'badges', isFolder: true, load: async () => ofResult((await import('../report/badge.ts')).badges) },
  github: { file: '-', load: async () => ofResult((await import('../report/github.ts')).github) },
};

/** `--reporter` as `--help` explains it. */
export const reporterHelp = `also write a report: ${Object.entries(formats)
  .map(([name, { file }]) => `${name} (${file === '-' ? 'standard output' : file})`)
  .join(', ')}; in the output folder, or =file; =- is standard output (repeatable)`;
