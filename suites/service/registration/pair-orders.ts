import { defineScenario, type EndpointPlan, service } from '#kit';

/** The five pairs of a descriptor in orders in which no example prints them. */
const orders = [
  ['url', 'hostName', 'groupId', 'priority', 'token'],
  ['priority', 'token', 'url', 'groupId', 'hostName'],
  ['groupId', 'priority', 'hostName', 'token', 'url'],
] as const;

export default defineScenario({
  id: 'registration/pair-orders',
  role: 'service',
  title: 'takes the pairs of a descriptor in any order',
  reliesOn: ['connect/opens:CON-004'],
  endpoints: orders.map(
    (order, index): EndpointPlan => ({
      group: `order-${index}`,
      write: (descriptor) => JSON.stringify(Object.fromEntries(order.map((name) => [name, descriptor[name]]))),
    }),
  ),
  async drive(stage) {
    for (const endpoint of stage.endpoints) await endpoint.established();
  },
  checks: { 'DSC-002': service.takesEveryOrder },
});
