import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { packageRoot } from './package-root.ts';
import { defaultProperties, PropertiesError, parseProperties } from './properties.ts';

const guideFile = readFileSync(new URL('fixtures/guide/nbwss.properties', packageRoot()), 'utf8');

const changed = [
  'exception.ignoreDecoder=true',
  'notification.sendTimeout=1500',
  'notification.scheduledRate=7',
  'keepAlive.scheduledRate=31',
  'keepAlive.maxPongMissAllowed=3',
  'connectionInfo.period=61',
  'scheduledExecutor.threadPoolSize=4',
];
const changedProperties = {
  ignoreDecoder: true,
  sendTimeoutMs: 1500,
  scheduledRateSeconds: 7,
  keepAliveSeconds: 31,
  maxPongMissAllowed: 3,
  connectionPeriodSeconds: 61,
  threadPoolSize: 4,
};

test('reads the file of the guide as the defaults of Table 2-4', () => {
  expect(parseProperties(guideFile)).toEqual(defaultProperties);
  expect(guideFile.split('\n').filter((line) => /^[a-zA-Z]/.test(line))).toHaveLength(11);
});

test('takes the default of each absent key', () => {
  expect(parseProperties('')).toEqual(defaultProperties);
  expect(parseProperties('keepAlive.scheduledRate=2\n')).toEqual({ ...defaultProperties, keepAliveSeconds: 2 });
});

test.each([
  ['LF', '\n'],
  ['CRLF', '\r\n'],
])('reads every key from a file with %s line ends', (_name, lineEnd) => {
  expect(parseProperties(changed.join(lineEnd) + lineEnd)).toEqual(changedProperties);
});

test('ignores comments, hibernate keys, unknown keys and names of the object prototype', () => {
  expect(parseProperties('#keepAlive.scheduledRate=1\nhibernate.show_sql=maybe\nother=x\n__proto__=1\nconstructor=2\n')).toEqual(
    defaultProperties,
  );
});

test('takes the last value of a repeated key', () => {
  expect(parseProperties('connectionInfo.period=1\nconnectionInfo.period=2').connectionPeriodSeconds).toBe(2);
});

test.each([
  ['TRUE', true],
  ['True', true],
  ['False', false],
])('reads the boolean %s in any letter case', (value, expected) => {
  expect(parseProperties(`exception.ignoreDecoder=${value}`).ignoreDecoder).toBe(expected);
});

test.each(['0', '-1', '1.5', '1e3', '', 'five', '5s', '0x10', '99999999999999999999', '5 '])(
  'rejects %j as a number and names key, expectation, value and next step',
  (value) => {
    expect(() => parseProperties(`keepAlive.maxPongMissAllowed=${value}`)).toThrow(
      new PropertiesError(
        `nbwss.properties, keepAlive.maxPongMissAllowed: expected a whole number of at least 1, got ${JSON.stringify(value)}. ` +
          'Correct the line, or remove it to take the default 10.',
      ),
    );
  },
);

test.each(['yes', '1', ''])('rejects %j as a boolean', (value) => {
  expect(() => parseProperties(`exception.ignoreDecoder=${value}`)).toThrow(
    new PropertiesError(
      `nbwss.properties, exception.ignoreDecoder: expected true or false, got ${JSON.stringify(value)}. ` +
        'Correct the line, or remove it to take the default false.',
    ),
  );
});

test('rejects a malformed escape sequence with an error of its own', () => {
  expect(() => parseProperties('connectionInfo.period=\\u00zz')).toThrow(PropertiesError);
});
