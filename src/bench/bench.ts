import { cliStart } from './cli-start.ts';
import { fleet } from './fleet.ts';
import { htmlOfRun } from './html-report.ts';
import { muteToHealthy } from './mute-to-healthy.ts';
import { reports } from './reports.ts';
import { roundTrips } from './round-trips.ts';
import { searchRate } from './search.ts';

/** Prints ratios measured in this one run; asserts nothing (performance.md says what was measured elsewhere). */
for (const measure of [roundTrips, searchRate, muteToHealthy, cliStart, reports, htmlOfRun, fleet]) {
  for (const line of await measure()) process.stdout.write(`${line}\n`);
}
