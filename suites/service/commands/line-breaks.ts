import { defineScenario, orderOf, service } from '#kit';

export default defineScenario({
  id: 'commands/line-breaks',
  role: 'service',
  title: 'lets no line break within a COMMAND make another header, or another call',
  reliesOn: ['commands/get:CMD-014'],
  async drive(stage) {
    const session = await stage.first.established();
    const deviation = (where: string) => ({ deviation: `a line break in ${where} of a COMMAND` });
    const order = orderOf(stage.uri('broken'));
    const headers = (more: Readonly<Record<string, string>>) => ({ ...order, headers: { ...order.headers, ...more } });
    const call = `GET ${stage.uri('injected')} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n`;
    session.order(headers({ 'X-Note': 'a\r\nX-Injected: yes' }), deviation('a header'));
    session.order(headers({ 'X-Note': 'a\nX-Injected: yes' }), deviation('a header'));
    session.order(headers({ 'X-Note: a\r\nX-Injected': 'yes' }), deviation('the name of a header'));
    session.order(headers({ 'X-Note': `a\r\n\r\n${call}` }), deviation('a header'));
    session.order({ ...order, uri: `${order.uri} HTTP/1.1\r\nX-Injected: yes\r\nX-Rest:` }, deviation('the uri'));
    // Whatever it did about them, on this or the next connection.
    const again = await stage.first.established();
    await again.command(orderOf(stage.uri('fence')));
  },
  checks: { 'CMD-010': service.breaksNoLine },
});
