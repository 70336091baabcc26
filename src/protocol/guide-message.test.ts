import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { guideMessage, guideMessageNames } from './guide-message.ts';
import { packageRoot } from './package-root.ts';

const invalidAsPrinted = ['EX-01', 'EX-03', 'EX-04', 'EX-08', 'EX-09', 'EX-11', 'EX-14', 'EX-15', 'EX-18'];
const validAsPrinted = guideMessageNames().filter((name) => !invalidAsPrinted.includes(name));
const freshIds = ['EX-15', 'EX-17', 'EX-21'];

function printed(name: string): string {
  return readFileSync(new URL(`fixtures/guide/printed/${name}.txt`, packageRoot()), 'utf8');
}

function envelope(name: string): object {
  const message = guideMessage(name);
  if (typeof message !== 'object' || message === null) throw new Error(`${name} is not an object`);
  return message;
}

function idOf(name: string): unknown {
  return 'id' in envelope(name) ? Reflect.get(envelope(name), 'id') : undefined;
}

test('lists the 21 message examples of the guide', () => {
  expect(guideMessageNames()).toHaveLength(21);
  expect(validAsPrinted).toHaveLength(12);
});

test.each(guideMessageNames())('gives %s with the six envelope members in their printed order', (name) => {
  expect(Object.keys(envelope(name))).toEqual(['version', 'id', 'type', 'subType', 'timeStamp', 'payload']);
});

test.each([...invalidAsPrinted, 'DS-01', 'DS-02'])('keeps %s as printed, which is not JSON', (name) => {
  expect(() => JSON.parse(printed(name))).toThrow(SyntaxError);
});

test.each(validAsPrinted)('keeps %s equal to its printed text but for a fresh id', (name) => {
  const original: unknown = JSON.parse(printed(name));

  if (freshIds.includes(name)) {
    expect(guideMessage(name)).toEqual(Object.assign({}, original, { id: idOf(name) }));
    expect(guideMessage(name)).not.toEqual(original);
  } else {
    expect(guideMessage(name)).toEqual(original);
  }
});

test.each(invalidAsPrinted)(
  'repairs %s without changing anything but white space, quotes, commas, brackets and fresh ids',
  (name) => {
    const bare = (text: string) => text.replace(/[\s",[\]{}]/g, '');
    const printedId = /"id": "([^"]*)"/.exec(printed(name))?.[1] ?? '';
    const before = bare(printed(name)).replace(printedId, String(idOf(name)));

    expect(bare(JSON.stringify(guideMessage(name)))).toBe(before);
  },
);

test('joins the strings that the page layout of EX-03, EX-08 and EX-09 wraps', () => {
  expect(guideMessage('EX-03')).toHaveProperty('payload.uri', '/netbackup/config/servers/vmservers/vCenter1.domain.com');
  expect(guideMessage('EX-09')).toHaveProperty('payload.uri', '/netbackup/config/servers/vmservers/vCenter2.domain.com');
  expect(JSON.parse(String(Reflect.get(Object(Reflect.get(envelope('EX-08'), 'payload')), 'parameters')))).toEqual({
    serverName: 'vcenterServer1',
    proxyServerName: '',
    vmType: 'VMWARE_VIRTUAL_CENTER_SERVER',
    userId: 'administrator',
    password: 'password@123',
    port: 0,
  });
});

test('gives every notification request an id of its own, fresh ones in the form the guide prints', () => {
  const notifications = ['EX-04', ...guideMessageNames().slice(10)];

  expect(new Set(notifications.map(idOf)).size).toBe(notifications.length);
  for (const name of freshIds) expect(idOf(name)).toMatch(/^[\dA-F]{8}-[\dA-F]{4}-4[\dA-F]{3}-[89AB][\dA-F]{3}-[\dA-F]{12}$/);
});

test('gives each caller a copy of its own', () => {
  Reflect.set(envelope('EX-06'), 'id', 'changed');

  expect(idOf('EX-06')).toBe('0CEAB6C2-0BBF-4F60-974D-C1F3EF39B872');
});

test('names the subject, the expectation, the name it got and the next step for an unknown name', () => {
  expect(() => guideMessage('EX-22')).toThrow(
    'Guide message: expected a name from EX-01 to EX-21, got "EX-22". ' +
      'Take a name from guideMessageNames() or from the table in fixtures/guide/README.md.',
  );
});

test('keeps the descriptor example with its token on one line', () => {
  const descriptor: unknown = JSON.parse(readFileSync(new URL('fixtures/guide/DS-02.json', packageRoot()), 'utf8'));

  expect(descriptor).toEqual({
    token: expect.stringMatching(/^MIID4TCCAms[\w+/]+==$/),
    priority: 1,
    groupId: 'GROUPID1',
    hostName: 'vrhel6u5-vm4.acme.com',
    url: 'wss://vrhel6u5-vm4.acme.com:14146/cfs/nbufacade',
  });
});
