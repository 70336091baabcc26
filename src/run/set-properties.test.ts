import { expect, test } from 'vitest';
import { serviceProfile } from '../protocol/profile.ts';
import { defaultProperties, parseProperties } from '../protocol/properties.ts';
import { type SetName, sets } from '../scenario/set.ts';
import { setProperties } from './set-properties.ts';

const base = serviceProfile.properties;

test.for(Object.keys(sets) as SetName[])('writes for the set %s what its drives are judged by', (name) => {
  const { inForce, differing, text, textAfter } = setProperties(sets[name], base);

  expect(parseProperties(textAfter)).toEqual(inForce);
  expect({ ...base, ...differing }).toEqual(inForce);
  if (sets[name].afterRestart === undefined) expect(text).toBe(textAfter);
});

test('leaves out what is absent, so that its default holds', () => {
  expect(setProperties({ absent: 'all' }, base)).toMatchObject({ inForce: defaultProperties, text: '' });
  expect(setProperties({ absent: ['maxPongMissAllowed'] }, base).text).not.toContain('maxPongMissAllowed');
});

test('writes comments that look like properties and are none', () => {
  const { text, inForce } = setProperties({ isCommented: true }, base);

  expect(text).toContain('#notification.scheduledRate=1');
  expect(parseProperties(text)).toEqual(inForce);
});

test('changes the file for the second start alone', () => {
  const { text, textAfter } = setProperties({ afterRestart: { scheduledRateSeconds: 3 } }, base);

  expect(parseProperties(text)).toEqual(base);
  expect(parseProperties(textAfter)).toEqual({ ...base, scheduledRateSeconds: 3 });
});
