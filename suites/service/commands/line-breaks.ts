import { defineScenario, orderOf, service } from '#kit';

export default defineScenario({
  id: 'commands/line-breaks',
  role: 'service',
  title: 'lets no line break within a COMMAND make another header, or another call',
  reliesOn: ['commands/get:CMD-014'],
  async drive(stage) {
    const order = orderOf(stage.uri('broken'));
    const withHeader = (name: string, value: string) => ({ ...order, headers: { ...order.headers, [name]: value } });
    const call = `GET ${stage.uri('injected')} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n`;
    const broken = [
      ['a header', withHeader('X-Note', 'a\r\nX-Injected: yes')],
      ['a header', withHeader('X-Note', 'a\nX-Injected: yes')],
      ['a header', withHeader('X-Note', `a\r\n\r\n${call}`)],
      ['the name of a header', withHeader('X-Note: a\r\nX-Injected', 'yes')],
      ['the uri', { ...order, uri: `${order.uri} HTTP/1.1\r\nX-Injected: yes\r\nX-Rest:` }],
      ['the method', { ...order, method: `GET ${order.uri} HTTP/1.1\r\nX-Injected: yes\r\nX-Rest:` }],
    ] as const;
    for (const [index, [where, lure]] of broken.entries()) {
      const session = await stage.first.established();
      session.order(lure, { deviation: `a line break in ${where} of a COMMAND` });
      // An answer, or the end of the connection, shows that it has read it.
      await stage.attempt(session.command(orderOf(stage.uri(`fence-${index}`))));
    }
    const session = await stage.first.established();
    await session.command(orderOf(stage.uri('fence')));
  },
  checks: { 'CMD-010': service.breaksNoLine },
});
