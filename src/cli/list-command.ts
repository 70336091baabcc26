import { areaOf, loadCorpus } from '../plan/corpus.ts';
import { type Register, type Requirement, readRegister } from '../plan/register.ts';
import { binds } from '../protocol/binds.ts';
import type { Role } from '../protocol/message.ts';
import { roles } from '../run/roles.ts';
import type { Scenario } from '../scenario/scenario.ts';

interface Listing {
  readonly scenarios: readonly {
    readonly id: string;
    readonly title: string;
    readonly area: string;
    readonly role: string;
    readonly reliesOn: readonly string[];
    readonly checks: readonly { readonly id: string; readonly requirement: string }[];
  }[];
  readonly requirements: readonly {
    readonly id: string;
    readonly role: string;
    readonly level: string;
    readonly checks: readonly string[];
    readonly reason: string | null;
  }[];
}

/** `list`: every scenario of a role, and every row that binds it with its checks or the reason why none. */
export async function listCommand(role: Role, suites: readonly string[], asJson: boolean): Promise<string> {
  const register = readRegister();
  const { scenarios } = await loadCorpus(role, register, suites);
  const listing = listingOf(role, scenarios, register);
  return asJson ? `${JSON.stringify(listing, null, 2)}\n` : asText(role, listing, register);
}

function listingOf(role: Role, scenarios: readonly Scenario[], register: Register): Listing {
  const checksOf = ({ id, checks }: Scenario) =>
    Object.keys(checks).map((requirement) => ({ id: `${id}:${requirement}`, requirement }));
  const all = [
    ...scenarios.flatMap(checksOf),
    ...Object.keys(roles[role].invariants).map((requirement) => ({ id: `run:${requirement}`, requirement })),
  ];
  const row = ({ id, role: bound, level }: Requirement) => {
    const checks = all.filter(({ requirement }) => requirement === id).map((check) => check.id);
    return {
      id,
      role: bound,
      level,
      checks,
      reason: checks.length > 0 ? null : (register.unchecked[role].get(id) ?? 'no reason is given'),
    };
  };
  return {
    scenarios: scenarios.map((scenario) => ({
      id: scenario.id,
      title: scenario.title,
      area: areaOf(scenario.id),
      role: scenario.role,
      reliesOn: scenario.reliesOn,
      checks: checksOf(scenario),
    })),
    requirements: [...register.rows.values()].filter((row) => binds(role, row)).map(row),
  };
}

function asText(role: Role, { scenarios, requirements }: Listing, { rows, ambiguities }: Register): string {
  const lines = ['Scenarios, in the order in which they are driven:'];
  for (const { id, title, checks } of scenarios) {
    lines.push(`  ${id}`, `      ${title}`, `      ${checks.map(({ requirement }) => requirement).join(' ')}`);
  }
  const checked = requirements.filter(({ checks }) => checks.length > 0);
  lines.push(
    '',
    `Requirements that bind ${role === 'endpoint' ? 'an endpoint or its descriptor' : 'a service'} (${checked.length} of ${requirements.length} checked):`,
  );
  for (const { id, level, checks, reason } of requirements) {
    lines.push(`  ${id}  ${level.padEnd(10)} ${rows.get(id)?.text ?? ''}`);
    lines.push(checks.length > 0 ? `      ${checks.join('  ')}` : `      not checked: ${reason ?? ''}`);
  }
  // What a service makes of them is recorded as far as its scenarios meet them.
  if (role === 'endpoint')
    lines.push('', 'Ambiguities of the guide:', ...[...ambiguities].map(([id, what]) => `  ${id}  ${what}`));
  return `${lines.join('\n')}\n`;
}
