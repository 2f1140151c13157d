import { expect, test } from 'vitest'
import type { EventOfKind } from '../event/event.ts'
import { eventOfKind } from '../floor/floor-event-for-test.ts'
import { notificationId } from './delivery-receipt.ts'
import type { EscalationStep, StepRecipient } from './escalation-step.ts'
import {
  notifiedFrom,
  type PendingNotification,
  pendingFor,
  pendingState,
  stepFailedAt,
  unsentMethods,
} from './pending-notification.ts'
import type { PlanningContext } from './planning-context.ts'
import { createReceiptProjection } from './receipt-projection.ts'

const app = { channel: 'app', target: null, address: null } as const
const mail = { channel: 'mail', target: 'smtp', address: 'lin@example.test' } as const
const phone = { channel: 'phone', target: 'pbx', address: '1016' } as const
const lin: StepRecipient = { to: { is: 'person', id: 'lin' }, as: 'leads', how: 'loud' }
const step = (over: Partial<EscalationStep> = {}): EscalationStep => ({
  ...{
    key: 'k',
    subject: 'a1',
    conversation: 'case/C1',
    route: 'leads',
    activationKey: 'breached@1',
    round: 0,
    step: 0,
  },
  ...{ at: 100, priority: 5, recipients: [lin], missing: [], ...over },
})

type Outcome = readonly [
  at: number,
  method: typeof mail | typeof phone,
  type: 'told' | 'untold',
  final?: boolean,
]
function planningWith(...outcomes: Outcome[]): PlanningContext {
  const receipts = createReceiptProjection()
  for (const [at, method, type, final = false] of outcomes) {
    const data = { telling: notificationId('k', 'lin', method), person: 'lin', channel: method.channel }
    const event: EventOfKind<'alert'> = eventOfKind('alert', {
      ...{ id: `${type}/${at}`, source: 'system/delivery', type: `alert.${type}`, time: at, subject: 'a1' },
      data: {
        ...data,
        conversation: 'case/C1',
        alerts: ['a1'],
        ...(type === 'untold' ? { reason: 'x', final } : {}),
      },
    })
    receipts.apply(event)
  }
  const site = { alerts: { targets: [] }, departments: [] }
  return { floor: { receipts }, site, methods: () => [app, mail, phone] } as unknown as PlanningContext
}
const pending = (planning: PlanningContext, of = step()) =>
  pendingFor(of, lin, planning) as PendingNotification

test('somebody is told once one method reached them, whatever became of the others', () => {
  const planning = planningWith([110, phone, 'untold', true], [120, mail, 'told'])
  expect(pendingState(pending(planning), planning)).toEqual({ is: 'told' })
})

test('it has failed once every method was given up, at the last of them, and not while one is tried again', () => {
  const one = planningWith([110, mail, 'untold', true])
  expect(pendingState(pending(one), one)).toEqual({ is: 'pending' })
  const tried = planningWith([110, mail, 'untold', true], [120, phone, 'untold', false])
  expect(pendingState(pending(tried), tried)).toEqual({ is: 'pending' })
  const both = planningWith([110, mail, 'untold', true], [120, phone, 'untold', true])
  expect(pendingState(pending(both), both)).toEqual({ is: 'failed', at: 120 })
})

test('it is still to be sent by what neither told nor was given up', () => {
  const planning = planningWith([110, mail, 'untold', false], [120, phone, 'untold', true])
  expect(unsentMethods(pending(planning), planning)).toEqual([mail])
})

test('a step has failed once all of it has, at once where it has nobody, and never while one may be told', () => {
  const failed: Outcome[] = [
    [110, mail, 'untold', true],
    [120, phone, 'untold', true],
  ]
  expect(stepFailedAt(step(), planningWith(...failed))).toBe(120)
  expect(stepFailedAt(step({ recipients: [] }), planningWith())).toBe(100)
  const another: StepRecipient = { ...lin, to: { is: 'person', id: 'ma' } }
  expect(stepFailedAt(step({ recipients: [lin, another] }), planningWith(...failed))).toBeNull()
  expect(
    stepFailedAt(step({ recipients: [lin, { ...another, how: 'silent' }] }), planningWith(...failed)),
  ).toBeNull()
})

test('the next step is counted from when the first of this one is told', () => {
  const held: StepRecipient = { ...lin, how: 'held', until: 900, reason: 'quiet' }
  expect(notifiedFrom(step({ recipients: [held] }))).toBe(900)
  expect(notifiedFrom(step({ recipients: [held, lin] }))).toBe(100)
  expect(notifiedFrom(step({ recipients: [] }))).toBe(100)
})

test('what was given to somebody rings no phone, what is softly said goes where it can be edited, the screen needs nothing', () => {
  const planning = planningWith()
  expect(pending(planning, step({ route: 'given' })).ways).toEqual([mail])
  expect(pendingFor(step(), { ...lin, how: 'silent' }, planning)).toBeNull()
  expect(pendingFor(step(), { ...lin, how: 'soft' }, planning)).toBeNull()
})
