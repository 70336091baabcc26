import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import * as api from './index.ts';

test('pins what a program may call', () => {
  expect(Object.keys(api).sort()).toEqual(['CorpusError', 'RunFolderError', 'UsageError', 'defineScenario', 'exitCodeOf', 'run']);
});

test('pins the types that it may name', () => {
  const text = readFileSync(new URL('index.ts', import.meta.url), 'utf8');
  const names = [...text.matchAll(/export (type )?\{([^}]*)\}/g)].flatMap(([, isType, list = '']) =>
    list
      .split(',')
      .map((name) => name.trim())
      .filter((name) => isType !== undefined || name.startsWith('type '))
      .map((name) => name.replace('type ', '')),
  );
  expect(names.sort()).toMatchSnapshot();
});

test('holds nothing but re-exports', () => {
  const text = readFileSync(new URL('index.ts', import.meta.url), 'utf8').replace(/\/\*\*[\s\S]*?\*\//g, '');
  expect(text.replace(/export (?:type )?\{[^}]*\} from '[^']+';/g, '').trim()).toBe('');
});
