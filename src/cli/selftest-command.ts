import { objections, type Selftest, selftestEndpoint } from '../selftest/selftest.ts';

/** `selftest endpoint`: prints the kill matrix and gives 1 on a survivor, a false alarm or a check that was never seen to fail. */
export async function selftestCommand(write: (line: string) => void): Promise<number> {
  const done = await selftestEndpoint();
  for (const line of matrix(done)) write(line);
  const wrong = objections(done);
  for (const line of wrong) write(line);
  write(summary(done, wrong.length));
  return wrong.length === 0 ? 0 : 1;
}

function matrix({ faults, variations }: Selftest): readonly string[] {
  const width = Math.max(...[...faults, ...variations].map(({ name }) => name.length));
  return [
    ...faults.map(
      ({ name, breaks, killedBy }) =>
        `${name.padEnd(width)}  → ${breaks.requirement}  ${breaks.reason}  (${killedBy ?? 'SURVIVED'})`,
    ),
    ...variations.map(({ name, alarms }) => `${name.padEnd(width)}  = ${alarms.length === 0 ? 'left in peace' : 'FALSE ALARM'}`),
  ];
}

function summary({ faults, variations, triedAgain, milliseconds }: Selftest, wrong: number): string {
  const survivors = faults.filter(({ killedBy }) => killedBy === null).length;
  const collateral = faults.filter((fault) => fault.collateral.length > 0).length;
  const alarms = variations.filter((variation) => variation.alarms.length > 0).length;
  const again = triedAgain.length === 0 ? '' : `; ${triedAgain.length} tried again alone and slower: ${triedAgain.join(', ')}`;
  const seconds = (milliseconds / 1000).toFixed(0);
  return `${faults.length} faults, ${survivors} survivors, ${collateral} with collateral; ${variations.length} variations, ${alarms} false alarms; ${wrong} objections; ${seconds} s${again}`;
}
