import { validateHeaderName, validateHeaderValue } from 'node:http';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type CommandCase, commandCases } from './command-case.ts';

const property = (holds: (one: CommandCase) => void) => fc.assert(fc.property(commandCases, holds), { seed: 1, numRuns: 1_000 });

test('generates uris that a URL parser leaves as they are', () => {
  property(({ rest }) => {
    const uri = `/netbackup/commands/search/c1${rest}`;
    const { pathname, search } = new URL(`http://127.0.0.1${uri}`);
    expect(`${pathname}${search}`).toBe(uri);
  });
});

test('generates headers that may be sent, each name once', () => {
  property(({ headers, answer }) => {
    for (const [name, value] of [...Object.entries(headers), ...Object.entries(answer.headers)]) {
      validateHeaderName(name);
      validateHeaderValue(name, value);
      expect(value).toBe(value.trim());
    }
    const names = Object.keys(headers).map((name) => name.toLowerCase());
    expect(new Set(names).size).toBe(names.length);
  });
});

test('generates parameters that are JSON, and answers that end an exchange', () => {
  property(({ method, parameters, answer: { status, body } }) => {
    if (parameters !== null) JSON.parse(parameters);
    expect(parameters === null || ['POST', 'PUT', 'PATCH'].includes(method)).toBe(true);
    expect(status >= 200 && (status < 300 || status >= 400) && status < 600).toBe(true);
    expect(status === 204 && body !== '').toBe(false);
    expect(body.isWellFormed?.() ?? true).toBe(true);
  });
});
