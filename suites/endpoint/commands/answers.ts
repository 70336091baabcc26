import { correlatesCommands, defineScenario, orderOf, type RestAnswer, staysConnected, withHook } from '#kit';

/** What NetBackup's REST API answers, by the call that gets it: every kind of status, body and header (guide §1.7.2 C). */
const answers: Readonly<Record<string, RestAnswer>> = {
  '/netbackup/config/servers/vmservers/vm1': {
    responseCode: 200,
    headers: { 'content-type': 'application/json' },
    body: '{"vmServer":{"port":0}}',
  },
  '/netbackup/config/servers/vmservers': {
    responseCode: 201,
    headers: { location: '/netbackup/config/servers/vmservers/vm2' },
    body: '',
  },
  '/netbackup/config/servers/vmservers/vm2': { responseCode: 204, headers: {}, body: '' },
  '/netbackup/admin/jobs/401': {
    responseCode: 401,
    headers: { 'www-authenticate': 'Bearer' },
    body: '{"errorCode":401,"errorMessage":"expired"}',
  },
  '/netbackup/admin/jobs/404': { responseCode: 404, headers: { 'content-type': 'application/json' }, body: '{"errorCode":404}' },
  '/netbackup/admin/jobs/500': {
    responseCode: 500,
    headers: { 'content-type': 'text/html' },
    body: '<html>Internal Server Error</html>',
  },
  '/netbackup/catalog/images': {
    responseCode: 200,
    headers: { 'x-unknown': 'yes', 'content-type': 'text/plain' },
    body: 'x'.repeat(64 * 1024 - 512),
  },
};

export default defineScenario({
  id: 'commands/answers',
  role: 'endpoint',
  title: 'understands every answer of the REST API, whatever its status, headers and body, and stays connected',
  reliesOn: ['ack-timeouts/one-after-another:ACK-001'],
  async drive(peer) {
    if (!peer.hooks.has('sendCommand')) return peer.mark('no-hook', 'sendCommand');
    const session = await peer.session();
    const commands = session.takeCommands(Object.keys(answers));
    for (const [uri, answer] of Object.entries(answers)) {
      const ordered = peer.order(orderOf(uri));
      const command = await commands.next(uri);
      commands.answer(command, answer);
      await ordered;
    }
    commands.release();
    await session.notify([{ notificationType: 'INFO', object: 'JOB', data: [peer.invent.job()] }]);
  },
  checks: {
    'CMD-020': withHook(correlatesCommands),
    'CMD-027': withHook(staysConnected),
  },
});
