import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type NbwssProperties, writeProperties } from '../protocol/properties.ts';
import { atExit } from './at-exit.ts';

/** The folder of one process of a service candidate, `NBWSS_HOME` (contracts.md §5). */
export interface Home {
  readonly path: string;
  /** Lets a descriptor appear, or change, by rename: nobody ever sees half of it. */
  describe(name: string, text: string): void;
  dispose(): void;
}

/** Makes a folder with the properties, which never change while the process lives, and the only trust anchor. */
export function makeHome(properties: NbwssProperties, ca: string): Home {
  const path = mkdtempSync(join(tmpdir(), 'nbwss-home-'));
  const remove = () => rmSync(path, { recursive: true, force: true });
  // It holds tokens.
  const forget = atExit(remove);
  const endpoints = join(path, 'endpoints');
  mkdirSync(endpoints);
  writeFileSync(join(path, 'nbwss.properties'), writeProperties(properties));
  writeFileSync(join(path, 'ca.pem'), ca);
  return {
    path,
    describe: (name, text) => {
      // Under a name that is no descriptor's, in the same folder, so that the rename is one step.
      const draft = join(endpoints, `${name}.draft`);
      writeFileSync(draft, text, { mode: 0o600 });
      renameSync(draft, join(endpoints, name));
    },
    dispose: () => {
      forget();
      remove();
    },
  };
}
