import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { serviceProfile } from '../protocol/profile.ts';
import { parseProperties, writeProperties } from '../protocol/properties.ts';
import { makeHome } from './home.ts';

test('holds the properties, the trust anchor and the descriptors, and nothing half written', () => {
  const home = makeHome(writeProperties(serviceProfile.properties), 'PEM');
  home.describe('a.json', '{"priority":1}');
  home.describe('a.json', '{"priority":2}');

  expect(parseProperties(readFileSync(join(home.path, 'nbwss.properties'), 'utf8'))).toEqual(serviceProfile.properties);
  expect(readFileSync(join(home.path, 'ca.pem'), 'utf8')).toBe('PEM');
  expect(readdirSync(join(home.path, 'endpoints'))).toEqual(['a.json']);
  expect(readFileSync(join(home.path, 'endpoints/a.json'), 'utf8')).toBe('{"priority":2}');
  home.remove('a.json');
  expect(readdirSync(join(home.path, 'endpoints'))).toEqual([]);
  home.dispose();
  expect(existsSync(home.path)).toBe(false);
});
