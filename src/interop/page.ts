import type { Result } from '../result/result.ts';
import type { Finding } from './findings.ts';
import { roles, type Stack } from './stack.ts';

/** A stack with what its runs gave. */
export interface Driven {
  readonly stack: Stack;
  /** Debian packages with their versions. */
  readonly versions: readonly string[];
  readonly result: Result;
  readonly findings: readonly Finding[];
}

const titles = { endpoint: 'Endpoints', service: 'Services' } as const;

/** docs/interop.md: each stack with its versions, verdict, and what it does not pass; no times, so that it changes only with them. */
export function page(driven: readonly Driven[]): string {
  const sections = roles.flatMap((role) => {
    const rows = driven.filter(({ stack }) => stack.role === role).map(row);
    return rows.length === 0 ? [] : [`## ${titles[role]}\n\n${heading}\n${rows.join('\n')}\n`];
  });
  return `${preface}\n${sections.join('\n')}`;
}

const heading = '| stack | versions | verdict | what it does not pass |\n| --- | --- | --- | --- |';

const preface = `# Stacks that are not ours

Candidates on stacks that are not ours, each written from the guide alone and driven by a whole run. \`npm run interop\` writes this page;
the sources lie in \`fixtures/interop/\`. A row that a stack does not pass stands here with the reason that its folder gives.
`;

const row = ({ stack, versions, result, findings }: Driven): string =>
  `| [${stack.title}](../fixtures/interop/${stack.role}/${stack.name}) | ${versions.join('<br>')} | ${result.verdict} | ${told(findings)} |`;

function told(findings: readonly Finding[]): string {
  const rows = new Map(findings.map(({ check, why }) => [`${check.requirement} ${check.verdict}`, why]));
  const lines = [...rows].map(([name, why]) => `${name}: ${why ?? 'not explained'}`).sort();
  return lines.length === 0 ? 'nothing' : lines.join('<br>').replaceAll('|', '\\|');
}
