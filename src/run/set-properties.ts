import { defaultProperties, type NbwssProperties, writeProperties } from '../protocol/properties.ts';
import type { SetPlan } from '../scenario/set.ts';

/** The properties of a candidate's process. */
export interface SetProperties {
  /** Those that hold when the drives judge time: after the restart, where there is one. */
  readonly inForce: NbwssProperties;
  /** In what they differ from the profile's. */
  readonly differing: Partial<NbwssProperties>;
  /** The text of the file at the first start, and at later ones. */
  readonly text: string;
  readonly textAfter: string;
}

/**
 * Comments as guide §2.6 shows them; what they say must have no effect, also where it looks like a property. They stand before and
 * after the properties, of which a reader may take the first or the last.
 */
const COMMENTS = [
  '# NBWSS properties',
  '#notification.scheduledRate=1',
  '#keepAlive.scheduledRate=60',
  '# connectionInfo.period=60',
  '',
].join('\n');

/** The properties of a set, on the ground of those of the profile. */
export function setProperties(
  { properties, absent = [], isCommented, afterRestart }: SetPlan,
  base: NbwssProperties,
): SetProperties {
  const left = (absent === 'all' ? Object.keys(base) : absent) as readonly (keyof NbwssProperties)[];
  const without = <T extends object>(values: T) =>
    Object.fromEntries(Object.entries(values).filter(([name]) => !left.includes(name as keyof NbwssProperties)));
  const defaults = Object.fromEntries(left.map((name) => [name, defaultProperties[name]]));
  const differing = { ...properties, ...defaults, ...afterRestart };
  const first: Partial<NbwssProperties> = without({ ...base, ...properties });
  const write = (values: Partial<NbwssProperties>) =>
    isCommented === true ? `${COMMENTS}${writeProperties(values)}${COMMENTS}` : writeProperties(values);
  return { inForce: { ...base, ...differing }, differing, text: write(first), textAfter: write({ ...first, ...afterRestart }) };
}
