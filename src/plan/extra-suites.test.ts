import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { loadCorpus } from './corpus.ts';
import { CorpusError } from './corpus-error.ts';
import { scenarioModule, suitesFolder } from './extra-suites.test-data.ts';
import { readRegister } from './register.ts';

const register = readRegister();
const folders: string[] = [];
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

function suites(files: Readonly<Record<string, string>>): string {
  const folder = suitesFolder(files);
  folders.push(folder);
  return folder;
}

const FILE = 'endpoint/own/greets.js';
const usual = { [FILE]: scenarioModule('own/greets') };

test('adds scenarios of the user after the controls that they rely on, whatever the folder holds beside', async () => {
  const folder = suites({
    ...usual,
    'endpoint/own/greets.ts': 'what it was compiled from',
    'endpoint/own/greets.d.ts': '',
    'endpoint/own/greets.test.js': 'throw 1;',
    'endpoint/handshake/greets.mjs': scenarioModule('handshake/greets'),
    'service/own/other.js': 'throw 1;',
    'lib/shared.js': 'throw 1;',
    'README.md': '',
  });
  const ours = await loadCorpus('endpoint', register);
  const { scenarios } = await loadCorpus('endpoint', register, [folder]);
  const order = scenarios.map(({ id }) => id);
  expect(order.length).toBe(ours.scenarios.length + 2);
  for (const id of ['own/greets', 'handshake/greets'])
    expect(order.indexOf('handshake/accepts-token'), id).toBeLessThan(order.indexOf(id));
});

test('has a digest that tells which scenarios were added', async () => {
  const digest = async (...given: readonly string[]) => (await loadCorpus('endpoint', register, given)).digest;
  const folder = suites(usual);
  const none = await digest();
  const one = await digest(folder);
  expect(await digest(suites(usual))).toBe(one);
  const other = suites({ [FILE]: `${scenarioModule('own/greets')}// changed\n` });
  const renamed = suites({ 'endpoint/own/meets.js': scenarioModule('own/meets') });
  expect(new Set([none, one, await digest(other), await digest(renamed)]).size).toBe(4);
});

describe('refuses', () => {
  const refused = (given: readonly string[]) => loadCorpus('endpoint', register, given).catch((error: unknown) => error);

  test.each<[string, Readonly<Record<string, string>>, RegExp]>([
    ['a folder without scenarios of the role', { 'service/own/a.js': '' }, /got no scenario of this role; put one there/],
    ['a module that throws', { [FILE]: 'throw new RangeError("early")' }, /greets\.js: .* got RangeError: early; mend it/],
    ['a module that is none', { [FILE]: 'export default {' }, /expected a module that can be loaded, got \w*Error: /],
    ['what cannot be found', { [FILE]: 'import "no-such-package-here";' }, /no-such-package-here.*install what it imports/],
    ['no default export', { [FILE]: 'export const scenario = 1;' }, /expected a scenario as default export, got none/],
    ['another default export', { [FILE]: 'export default "scenario";' }, /as default export, got string/],
    ['another id than its path', { [FILE]: scenarioModule('own/meets') }, /id: expected own\/greets.*got "own\/meets"/],
    ['a path that is no id', { 'endpoint/greets.js': scenarioModule('greets') }, /expected a path <area>\/<name>/],
    ['a role that is not its path', { [FILE]: scenarioModule('own/greets', "role: 'service'") }, /role: expected endpoint/],
    ['no title', { [FILE]: scenarioModule('own/greets', "title: ' '") }, /title: expected a sentence/],
    ['no drive', { [FILE]: scenarioModule('own/greets', 'drive: undefined') }, /drive: expected a function, got nothing/],
    ['an unknown phase', { [FILE]: scenarioModule('own/greets', "phase: 'soon'") }, /phase: expected one of opening.*got "soon"/],
    ['a control that is no list', { [FILE]: scenarioModule('own/greets', "reliesOn: 'x'") }, /reliesOn: expected a list/],
    [
      'a check that is no function',
      { [FILE]: scenarioModule('own/greets', "checks: { 'CON-007': 1 }") },
      /checks: expected a func/,
    ],
    ['no check', { [FILE]: scenarioModule('own/greets', 'checks: {}') }, /expected at least one check/],
    [
      'a row that does not exist',
      { [FILE]: scenarioModule('own/greets', "checks: { 'X-1': () => null }") },
      /X-1: .*none of that/,
    ],
    [
      'a row of the other role',
      { [FILE]: scenarioModule('own/greets', "checks: { 'CON-001': () => null }") },
      /CON-001: .* one that does not/,
    ],
    [
      'a control that is none',
      { [FILE]: scenarioModule('own/greets', "reliesOn: ['own/x:CON-007']") },
      /no check of any scenario/,
    ],
    ['an id of ours', { 'endpoint/handshake/opens.js': scenarioModule('handshake/opens') }, /got one of the suites themselves/],
    ['one id twice', { ...usual, 'endpoint/own/greets.mjs': scenarioModule('own/greets') }, /got one of an earlier one/],
    ['TypeScript', { 'endpoint/own/greets.ts': '' }, /got TypeScript; compile it first/],
  ])('%s, with a sentence', async (_what, files, sentence) => {
    const error = await refused([suites(files)]);
    expect(error).toBeInstanceOf(CorpusError);
    expect(String(error)).toMatch(sentence);
  });

  test('a folder that is not there, or is none', async () => {
    const folder = suites(usual);
    expect(String(await refused([join(folder, 'nowhere')]))).toMatch(/expected a folder, got none of that name/);
    expect(String(await refused([join(folder, FILE)]))).toMatch(/expected a folder, got a file/);
  });
});
