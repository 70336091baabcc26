import { defineScenario, service } from '#kit';

export default defineScenario({
  id: 'notifications/image',
  role: 'service',
  title: 'tells of images with each operation, whole and unchanged',
  reliesOn: ['connect/opens:CON-011'],
  async drive(stage) {
    await stage.first.established();
    for (const operationId of ['CREATE', 'UPDATE', 'DELETE', 'NO_LOCAL_COPY_AVAILABLE'])
      stage.raise({ object: 'IMAGE', data: stage.invent.image({ operationId }) });
    await stage.first.told();
  },
  checks: { 'NTF-001': service.deliversWhole },
});
