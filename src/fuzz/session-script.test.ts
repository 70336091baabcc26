import { expect, test } from 'vitest';
import { generateScripts, legal, ordersOf, type ServiceStep, shorter } from './session-script.ts';

const SEED = 1;
const COUNT = 24;

test('generates the same legal scripts every time, and others from another seed', () => {
  const scripts = generateScripts(SEED, COUNT);

  expect(scripts).toHaveLength(COUNT);
  expect(generateScripts(SEED, COUNT)).toEqual(scripts);
  expect(generateScripts(SEED + 1, COUNT)).not.toEqual(scripts);
  for (const script of scripts) expect(legal(script)).toEqual(script);
});

test('has pairs of steps among its scripts that take luck to be generated', () => {
  const pairs = new Set(generateScripts(SEED, COUNT).flatMap((script) => ordersOf(script).pairs));
  const wanted: readonly string[] = [
    'refuse,garbage*',
    'refuse,drop*',
    'miss,drop',
    'garbage,garbage',
    'drop,event',
    'withhold,resend*',
  ];

  expect(wanted.filter((pair) => !pairs.has(pair))).toEqual([]);
});

test('leaves out what may not come: an acknowledgement of nothing, a third missed pong, and what takes too long', () => {
  expect(legal(['acknowledge', 'withhold', 'withhold', 'acknowledge', 'resend'])).toEqual(['withhold', 'acknowledge']);
  expect(legal(['miss', 'miss', 'miss', 'pong'])).toEqual(['miss', 'miss', 'pong']);
  expect(legal(['refuse', 'refuse', 'refuse', 'drop'])).toEqual(['refuse', 'refuse', 'drop']);
});

test('tries first what is part of no script that went well, the shortest of it first, and the whole last', () => {
  const failed: readonly ServiceStep[] = ['pong', 'refuse', 'withhold', 'drop'];
  const tried = shorter(
    failed,
    [
      ['pong', 'refuse', 'drop'],
      ['withhold', 'drop', 'pong'],
    ],
    40,
  );

  expect(tried[0]).toEqual(['refuse', 'withhold']);
  expect(tried.findIndex((script) => script.join() === 'refuse,withhold,drop')).toBeLessThan(
    tried.findIndex((script) => script.join() === 'withhold,drop'),
  );
  expect(tried.at(-1)).toEqual(failed);
  expect(shorter(failed, [], 3)).toHaveLength(3);
});
