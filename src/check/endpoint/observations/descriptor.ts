import { parsedJson } from '../../../protocol/parsed-json.ts';
import { isOf } from '../../fact.ts';
import type { Observation } from '../../outcome.ts';
import type { View } from '../../view.ts';

const members: ReadonlySet<string> = new Set(['token', 'priority', 'groupId', 'hostName', 'url']);

/** What descriptors say that the guide neither asks for nor rules out: members, hosts, ports and priorities (AMB-34, AMB-37). */
export function describesOddly(view: View): readonly Observation[] {
  const read = view.facts.filter(isOf('descriptor')).filter(({ entry }) => entry.details !== null);
  const all = read.flatMap(({ ref, entry }) => {
    if (entry.details === null) return [];
    const { hostName, url, priority } = entry.details;
    const { hostname, port } = new URL(url);
    const extra = Object.keys(Object(parsedJson(entry.text))).filter((name) => !members.has(name));
    const texts = [
      ...(extra.length > 0
        ? [`the descriptor of ${hostName} has members that the guide does not name: ${extra.join(', ')}`]
        : []),
      ...(port === '' ? [`the url of ${hostName} names no port: 443 is meant`] : []),
      ...(hostname.replace(/^\[|\]$/g, '').toLowerCase() === hostName.toLowerCase()
        ? []
        : [`AMB-37: hostName is ${hostName}, and the url leads to ${hostname}`]),
      ...(Number.isInteger(priority) && priority > 0 ? [] : [`AMB-34: the priority of ${hostName} is ${priority}`]),
    ];
    return texts.map((text) => ({ text, evidence: [ref] }));
  });
  const priorities = read.map(({ entry }) => entry.details?.priority);
  const tie = priorities.find((priority, index) => priorities.indexOf(priority) < index);
  if (tie === undefined) return all;
  return [...all, { text: `AMB-34: several endpoints have the priority ${tie}`, evidence: read.map(({ ref }) => ref) }];
}
