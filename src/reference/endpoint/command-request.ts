import type { CommandOrder } from '../../protocol/command-order.ts';
import type { Json } from './seams.ts';

/** A COMMAND REQUEST, stamped now (guide §1.5). */
export const commandRequest = (id: string, order: CommandOrder): Json => ({
  version: '1.0',
  id,
  type: 'COMMAND',
  subType: 'REQUEST',
  timeStamp: Math.floor(Date.now() / 1000),
  payload: order,
});

/** One that logs in. */
export const login = (id: string): Json =>
  commandRequest(id, {
    uri: '/login',
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    parameters: '{"userName":"api","password":"secret"}',
  });

/** One that asks for jobs, or for something else. */
export const question = (id: string, uri = '/admin/jobs'): Json =>
  commandRequest(id, { uri, method: 'GET', headers: { 'Content-Type': 'application/json', Authorization: 'e30' } });
