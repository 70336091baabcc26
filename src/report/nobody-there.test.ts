import { expect, test } from 'vitest';
import { sampleCheck, sampleResult, sampleScenario } from '../result/sample-result.test-data.ts';
import { nobodyThere } from './nobody-there.ts';

const unreachable = {
  verdict: 'untestable',
  reason: 'unreachable',
  message: 'nobody answers at acme:443 (ECONNREFUSED)',
} as const;
const cutOff = { verdict: 'untestable', reason: 'control-not-passed', message: 'relies on tls:TLS-001' } as const;
const of = (...checks: Parameters<typeof sampleCheck>[1][]) =>
  nobodyThere(
    sampleResult([
      sampleScenario(
        'tls',
        checks.map((change, index) => sampleCheck(`tls:R-${index}`, change)),
      ),
    ]),
  );

test('says one sentence where everything is untestable because nobody was there', () => {
  expect(of(unreachable, unreachable, cutOff, { verdict: 'not-applicable' })).toBe(
    'Nothing could be judged: nobody answers at acme:443 (ECONNREFUSED).',
  );
});

test.each(['pass', 'warn', 'fail', 'error'] as const)('says nothing where a check has the verdict %s', (verdict) => {
  expect(of(unreachable, { verdict })).toBeNull();
});

test('says nothing where there are several causes or another one', () => {
  expect(of(unreachable, { ...unreachable, message: 'nobody answers at other:443 (silent)' })).toBeNull();
  expect(of(cutOff)).toBeNull();
  expect(of()).toBeNull();
});
