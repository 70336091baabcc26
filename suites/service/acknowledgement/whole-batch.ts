import { defineScenario, service } from '#kit';

export default defineScenario({
  id: 'acknowledgement/whole-batch',
  role: 'service',
  title: 'takes one acknowledgement for all notifications of a request',
  reliesOn: ['connect/opens:CON-011'],
  async drive(stage) {
    await stage.first.established();
    stage.raise(
      { object: 'JOB', data: stage.invent.job() },
      { object: 'JOB', data: stage.invent.job() },
      { object: 'IMAGE', data: stage.invent.image() },
    );
    await stage.first.told();
    await stage.watch('quiet');
  },
  checks: { 'ACK-015': service.neverAgain },
});
