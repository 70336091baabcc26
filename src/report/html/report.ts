import type { CheckResult, Result, ScenarioResult } from '../../result/result.ts';
import { isBroken, isNews, newsFirst, sortedBy } from '../../result/verdict.ts';
import { cut } from '../cut.ts';
import { findings } from '../finding.ts';
import { visible } from '../visible.ts';
import { anchorOfArea } from './anchor.ts';
import { standingSign } from './badge.ts';
import { checkBlock, evidence } from './check.ts';
import { conversation } from './conversation.ts';
import { coverage } from './coverage.ts';
import { facts } from './facts.ts';
import { filters } from './filters.ts';
import { findingList } from './finding-list.ts';
import { fitted } from './fitted.ts';
import { connectionsOf } from './lanes.ts';
import type { Material } from './material.ts';
import { nameOf, overview } from './overview.ts';
import { page } from './page.ts';
import { reportStyle } from './report-style.ts';
import { html, type SafeHtml } from './safe-html.ts';
import { scenarioBlock } from './scenario.ts';

/** More would not be seen in a tab, and be read out to the end. */
const LONGEST_TITLE = 90;

/** Writes a run as one HTML page that needs no network and no script: verdict, findings, coverage, and each scenario as it went on the wire. */
export function htmlReport(material: Material): string {
  const { result } = material;
  const wires = wiresOf(material);
  const areas = [...new Set(result.scenarios.map(({ area }) => area))];
  const cited = firstCited(result);
  const found = findings(result);
  const redRun = result.run.checks.filter(({ verdict }) => isBroken(verdict));
  const scenarios = areas.map((area) => {
    const all = result.scenarios.filter((one) => one.area === area);
    const blocks = all.map((one) =>
      scenarioBlock(one, material, {
        isOpen: isBroken(one.verdict) || cited.has(one.id),
        alsoCitedBy: redRun.filter(({ evidence: all }) => all.some(({ transcript }) => transcript === one.id)),
        wire: wires.get(one.id) ?? null,
      }),
    );
    return html`<section class="group" data-area="${area}"><h3 id="${anchorOfArea(area)}">${area} ${tally(all)}</h3>
${blocks}</section>
`;
  });
  const runWire = wires.get('run');
  const main = html`${
    found.length > 0 &&
    html`<section><h2 id="findings">What did not pass</h2>
${findingList(found)}</section>
`
  }<section><h2 id="coverage">Requirements by area</h2>
${coverage(material)}</section>
<section><h2 id="scenarios">Scenarios</h2>
${filters(result, areas)}
${scenarios}
<p class="none" hidden>No scenario matches the filter.</p></section>
${
  result.run.checks.length > 0 &&
  html`<section class="group" data-area="run"><h2 id="run">Over the whole run</h2>
<p class="dim">Judged once over all transcripts.</p>
${sortedBy(newsFirst, result.run.checks).map((check) => checkBlock(check, material))}</section>
`
}${
  runWire !== undefined &&
  html`<section><h2 id="between">Between the scenarios</h2>
<details class="scenario"><summary>What crossed the wire between scenarios</summary><div class="inside">${runWire}</div></details></section>
`
}${
  result.observations.length > 0 &&
  html`<section><h2 id="observations">Observations</h2>
<p class="dim">What was seen and is not graded.</p>
<ul class="observations">${result.observations.map((one) => html`<li>${one.text}${evidence(one)}</li>`)}</ul></section>
`
}<section><h2 id="facts">The run</h2>
${facts(result)}</section>`;
  const contents = [
    ...(found.length === 0
      ? []
      : [{ anchor: 'findings', name: 'What did not pass', note: html`<span class="count">${amountOf(found)}</span>` }]),
    { anchor: 'coverage', name: 'Requirements' },
    { anchor: 'scenarios', name: 'Scenarios' },
    ...areas.map((area) => ({
      anchor: anchorOfArea(area),
      isPart: true,
      name: area,
      note: tally(result.scenarios.filter((one) => one.area === area)),
    })),
    ...(result.run.checks.length === 0 ? [] : [{ anchor: 'run', name: 'Over the whole run' }]),
    ...(result.observations.length === 0 ? [] : [{ anchor: 'observations', name: 'Observations' }]),
    { anchor: 'facts', name: 'The run' },
  ];
  const { verdict } = result;
  return page({
    title: `${standingSign(verdict)} ${verdict}: ${cut(visible(nameOf(result)), LONGEST_TITLE)}`,
    contents,
    header: overview(result),
    main,
    style: reportStyle,
  });
}

const amountOf = (all: ReturnType<typeof findings>): number =>
  all.reduce((sum, one) => sum + (one.kind === 'check' ? 1 : one.checks.length), 0);

/** The scenario that a check over the whole run cites first shows what is wrong, though its own checks may have passed. */
const firstCited = ({ run }: Result): ReadonlySet<string> =>
  new Set(
    run.checks
      .filter(({ verdict }) => isBroken(verdict))
      .flatMap(({ evidence: [first] }) => (first === undefined ? [] : [first.transcript])),
  );

/** What every scenario has said on the wire, in as much detail as a page has room for; red ones first. */
function wiresOf({ result, transcripts }: Material): ReadonlyMap<string, SafeHtml> {
  const connections = connectionsOf(transcripts.values());
  const redOfRun = result.run.checks.filter(({ verdict }) => verdict !== 'pass');
  const cited = firstCited(result);
  const all: { readonly id: string; readonly file: string; readonly checks: readonly CheckResult[]; readonly isRed: boolean }[] =
    [
      ...result.scenarios.map(({ id, transcript, checks, verdict }: ScenarioResult) => ({
        id,
        file: transcript?.file ?? '',
        checks: [...checks, ...redOfRun],
        isRed: isBroken(verdict) || cited.has(id),
      })),
      { id: 'run', file: result.run.transcript?.file ?? '', checks: redOfRun, isRed: false },
    ];
  const wanted = all.flatMap(({ id, file, checks, isRed: isFirst }) => {
    const transcript = transcripts.get(id);
    if (transcript === undefined || transcript.entries.length === 0) return [];
    return [
      {
        id,
        isFirst,
        render: (detail: Parameters<typeof conversation>[1]) =>
          conversation({ transcript, file, checks, role: result.role, connections }, detail),
      },
    ];
  });
  return fitted(wanted);
}

function tally(scenarios: readonly ScenarioResult[]): SafeHtml {
  const bad = scenarios.filter(({ verdict }) => isNews(verdict));
  const worst = newsFirst.find((verdict) => bad.some((one) => one.verdict === verdict));
  if (worst === undefined) return html`<span class="count">${scenarios.length}</span>`;
  return html`<span class="count ${worst}">${bad.length} of ${scenarios.length}<span class="vh"> did not pass</span></span>`;
}
