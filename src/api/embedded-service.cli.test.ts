import { expect, test } from 'vitest';
import { exitCodeOf } from '../gate/gate.ts';
import { run } from './run.ts';

test('drives the embedded reference service where no command is given', async () => {
  const { result } = await run({ role: 'service', select: ['connect/opens'] });
  expect(result.role).toBe('service');
  expect(exitCodeOf(result)).toBe(0);
});
