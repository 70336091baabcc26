import { defineScenario, service } from '#kit';

export default defineScenario({
  id: 'acknowledgement/after-a-drop',
  role: 'service',
  title: 'delivers after a reconnection what was not acknowledged',
  reliesOn: ['connect/opens:CON-011', 'connect/dropped:CON-020'],
  async drive(stage) {
    const session = await stage.first.established();
    stage.first.behave({ notification: () => {} });
    stage.raise({ object: 'JOB', data: stage.invent.job() }, { object: 'IMAGE', data: stage.invent.image() });
    await stage.first.notified();
    session.drop();
    stage.first.behave({ notification: (asked) => asked.accept() });
    stage.first.forget();
    await stage.first.established();
    await stage.first.told();
  },
  checks: { 'DLV-001': service.deliversAfterLoss },
});
