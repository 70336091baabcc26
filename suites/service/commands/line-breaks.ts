import { defineScenario, orderOddly, orderOf, service } from '#kit';

export default defineScenario({
  id: 'commands/line-breaks',
  role: 'service',
  title: 'lets no line break within a COMMAND make another header, or another call',
  reliesOn: ['commands/get:CMD-014'],
  async drive(stage) {
    const order = orderOf(stage.uri('broken'));
    const withHeader = (name: string, value: string) => ({ ...order, headers: { ...order.headers, [name]: value } });
    const call = `GET ${stage.uri('injected')} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n`;
    const why = (where: string) => `a line break in ${where} of a COMMAND`;
    await orderOddly(stage, [
      { ...withHeader('X-Note', 'a\r\nX-Injected: yes'), why: why('a header') },
      { ...withHeader('X-Note', 'a\nX-Injected: yes'), why: why('a header') },
      { ...withHeader('X-Note', `a\r\n\r\n${call}`), why: why('a header') },
      { ...withHeader('X-Note: a\r\nX-Injected', 'yes'), why: why('the name of a header') },
      { ...order, uri: `${order.uri} HTTP/1.1\r\nX-Injected: yes\r\nX-Rest:`, why: why('the uri') },
      { ...order, method: `GET ${order.uri} HTTP/1.1\r\nX-Injected: yes\r\nX-Rest:`, why: why('the method') },
    ]);
  },
  checks: { 'CMD-010': service.breaksNoLine },
});
