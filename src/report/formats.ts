import type { Result } from '../result/result.ts';
import type { Material } from './html/material.ts';

/** What a format comes to: a text, or several by file, all of them below one folder. */
export type Written = string | ReadonlyMap<string, string>;

/** A format of reports. */
interface Format {
  /** Where it lies in the output folder unless the user says otherwise; `-` for standard output. */
  readonly file: string;
  /** Set where that is a folder of several files: what they are called, so that a folder of somebody's own is not taken for ours. */
  readonly holds?: RegExp;
  /** Loaded when it is asked for. */
  readonly load: () => Promise<(material: Material) => Written>;
}

const ofResult =
  (write: (result: Result) => Written) =>
  ({ result }: Material): Written =>
    write(result);

/** Where the page of a run lies in its folder; other pages lead there. */
export const REPORT_PAGE = 'report.html';

/** What `--reporter` takes, by name. */
export const formats: Readonly<Record<string, Format>> = {
  junit: { file: 'junit.xml', load: async () => ofResult((await import('./junit.ts')).junit) },
  html: { file: REPORT_PAGE, load: async () => (await import('./html/report.ts')).htmlReport },
  markdown: { file: 'report.md', load: async () => ofResult((await import('./markdown.ts')).markdown) },
  ctrf: { file: 'ctrf.json', load: async () => ofResult((await import('./ctrf.ts')).ctrf) },
  tap: { file: 'results.tap', load: async () => ofResult((await import('./tap.ts')).tap) },
  badge: {
    file: 'badges',
    holds: /^(core|registration|commands|group)\.(svg|json)$/,
    load: async () => ofResult((await import('./badge.ts')).badges),
  },
  github: { file: '-', load: async () => ofResult((await import('./github.ts')).github) },
};
