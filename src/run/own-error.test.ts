import { EventEmitter } from 'node:events';
import { expect, test } from 'vitest';
import { pass } from '../check/outcome.ts';
import { RecordedWire } from '../peer/recorded-wire.ts';
import { readRegister } from '../plan/register.ts';
import { defaultProfile } from '../protocol/profile.ts';
import { defineScenario } from '../scenario/scenario.ts';
import { systemClock } from '../transcript/clock.ts';
import { OWN_ERROR } from '../transcript/entry.ts';
import { Recorder } from '../transcript/recorder.ts';
import { Redactor } from '../transcript/redactor.ts';
import { Judge } from './judge.ts';
import { roles } from './roles.ts';

const scenario = defineScenario({
  id: 'handshake/opens',
  role: 'endpoint',
  title: 'opens',
  drive: async () => {},
  checks: { 'CON-003': () => pass([]) },
});

test('an error of ours in taking a message ends that connection alone, and what it spoils is our error', () => {
  const header = { transcript: 1, scenario: scenario.id, role: 'endpoint', epochMs: 0, group: [] } as const;
  const recorder = new Recorder(header, systemClock, systemClock.now(), new Redactor());
  const wire = new RecordedWire('c1', () => recorder, {
    message: () => {
      throw new TypeError('nobody thought of this');
    },
    pong: () => {},
    end: () => {},
  });
  const socket = Object.assign(new EventEmitter(), { terminate: () => {} });
  const raw = Object.assign(new EventEmitter(), { destroy: () => {} });
  wire.attach(socket as never, raw as never);
  socket.emit('message', Buffer.from('{}'), false);
  expect(wire.isOpen).toBe(false);
  const { entries } = recorder.transcript;
  expect(entries).toContainEqual(expect.objectContaining({ name: OWN_ERROR, detail: 'nobody thought of this' }));
  const judge = new Judge(roles.endpoint, readRegister(), defaultProfile, (id) => id);
  const { checks } = judge.scenario(scenario, recorder.transcript);
  expect(checks).toEqual([
    expect.objectContaining({ verdict: 'error', message: expect.stringContaining('nobody thought of this') }),
  ]);
});
