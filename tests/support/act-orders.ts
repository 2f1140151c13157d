import type { Act, ActOrder } from '#core/pbx-actions/act-request.ts'

/** An order of each act, as every connector that can act is asked for it. */
export const ACT_ORDERS: Readonly<Record<Act, Partial<ActOrder>>> = {
  pause: { agent: 'ben', reason: 'meal' },
  unpause: { agent: 'ben' },
  sign_in: { agent: 'fatima', queues: ['sales'] },
  sign_out: { agent: 'ben' },
  queues: { agent: 'ben', queue: 'sales', penalty: 3 },
  dial: { agent: 'ben', number: '13800138000' },
  priority: { contact: 'pbx/9.1', priority: 10 },
  withdraw: { contact: 'pbx/9.1' },
}

/** An order with all its fields, what does not belong to it null. */
export const actOrder = (order: Partial<ActOrder>): ActOrder => ({
  ...{ id: 'press-1', name: 'pause', by: 'lin', agent: null, agentName: null, reason: null },
  ...{ queue: null, queues: null, penalty: null, contact: null, priority: null, number: null },
  ...{ callback: null, case: null },
  ...order,
})
