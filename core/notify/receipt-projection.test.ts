import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { EventOfKind } from '../event/event.ts'
import { eventOfKind } from '../floor/floor-event-for-test.ts'
import { notificationId, pendingId } from './delivery-receipt.ts'
import { dutyEvent } from './duty-swap.ts'
import { type EscalationStep, requestSubject, stepEvent, stepKey } from './escalation-step.ts'
import { createReceiptProjection, type ReceiptProjection } from './receipt-projection.ts'
import { recipientsIn } from './recipients-in-rows.ts'

const MINUTE = 60_000
const BEGAN = Date.UTC(2026, 0, 5, 12)
const mail = { channel: 'mail', target: 'smtp', address: 'lin@example.test' } as const

function call(
  subject: string,
  step: number,
  minutes: number,
  called: EscalationStep['recipients'],
): EscalationStep {
  const position = { subject, activationKey: `breached@${BEGAN}`, round: 0, step }
  const at = BEGAN + minutes * MINUTE
  const rest = { conversation: 'case/C1', route: 'leads', priority: 5, missing: [] }
  return { ...position, key: stepKey(position), at, recipients: called, ...rest }
}

const lin = { is: 'person', id: 'lin' } as const
const loud = call('a1', 0, 0, [{ to: lin, as: 'leads', how: 'loud' }])
const held = call('a2', 0, 5, [
  { to: lin, as: 'leads', how: 'held', until: BEGAN + 60 * MINUTE, reason: 'quiet' },
  { to: { is: 'person', id: 'ma' }, as: 'supervisors', how: 'silent' },
])
const asked = call(requestSubject('handoff', 'H1'), 0, 6, [
  { to: { is: 'department', id: 'finance' }, as: 'department', how: 'loud' },
])

function outcome(
  type: 'alert.told' | 'alert.untold',
  minutes: number,
  more: object = {},
): EventOfKind<'alert'> {
  const notification = notificationId(loud.key, 'lin', mail)
  const data = {
    telling: notification,
    alerts: ['a1'],
    conversation: 'case/C1',
    person: 'lin',
    channel: 'mail',
    ...more,
  }
  const time = BEGAN + minutes * MINUTE
  return eventOfKind('alert', {
    ...{ id: `${type}/${minutes}`, source: 'system/delivery', type, time },
    ...{ subject: 'a1', data },
  })
}

const failed = outcome('alert.untold', 1, { reason: 'reset', final: false })
const receipt = outcome('alert.told', 2)
const swap = { id: 's1', roster: 'night', from: BEGAN, to: BEGAN + MINUTE, person: 'ma', by: 'lin' }
const everything = [
  stepEvent(loud),
  stepEvent(held),
  stepEvent(asked),
  failed,
  receipt,
  dutyEvent(swap, BEGAN),
]

function seen(projection: ReceiptProjection): unknown {
  return {
    calls: ['a1', 'a2', requestSubject('handoff', 'H1')].map((subject) =>
      projection.escalationSteps(subject),
    ),
    tells: projection.deliveries('a1'),
    outcomes: projection.outcomes(pendingId(loud.key, 'lin')),
    interruptions: projection.interruptions('lin'),
    messages: projection.messagesSince('lin', BEGAN),
    swaps: projection.swaps(),
    rows: ['a1', 'a2'].map((alert) => recipientsIn(projection, alert)),
  }
}

test('what was called and what became of it is read back as it was said', () => {
  const projection = createReceiptProjection()
  for (const event of everything) projection.apply(event)
  expect(projection.escalationSteps('a1')).toEqual([loud])
  expect(projection.escalationSteps('a2')).toEqual([held])
  expect(projection.escalationSteps(requestSubject('handoff', 'H1'))).toEqual([asked])
  expect(projection.outcomes(pendingId(loud.key, 'lin')).map(({ outcome: { is } }) => is)).toEqual([
    'failed',
    'told',
  ])
  expect(projection.swaps()).toEqual([swap])
  expect(projection.messagesSince('lin', BEGAN)).toBe(1)
  expect(projection.messagesSince('lin', BEGAN + 3 * MINUTE)).toBe(0)
  const at = new Date(held.at).toISOString()
  expect(recipientsIn(projection, 'a2')).toEqual([
    { person: 'lin', at, how: 'silent' },
    { person: 'ma', at, how: 'silent' },
  ])
})

test('edited messages and those on the screen are no messages of the day', () => {
  const projection = createReceiptProjection()
  projection.apply(outcome('alert.told', 2, { edited: true }))
  projection.apply(outcome('alert.told', 3, { channel: 'app' }))
  expect(projection.messagesSince('lin', BEGAN)).toBe(0)
  expect(projection.outcomes(pendingId(loud.key, 'lin'))).toHaveLength(2)
})

test('neither the order nor a snapshot between changes what is known, nor does hearing a step twice', () => {
  const plain = createReceiptProjection()
  for (const event of everything) plain.apply(event)
  fc.assert(
    fc.property(
      fc.shuffledSubarray(everything, { minLength: everything.length }),
      fc.nat(6),
      (events, cut) => {
        let projection = createReceiptProjection()
        for (const event of events.slice(0, cut)) projection.apply(event)
        const dump = JSON.parse(JSON.stringify(projection.dump())) as ReturnType<ReceiptProjection['dump']>
        projection = createReceiptProjection()
        projection.load(dump)
        for (const event of [...events.slice(cut), stepEvent(loud)]) projection.apply(event)
        expect(seen(projection)).toEqual(seen(plain))
      },
    ),
  )
})

test('what lies days back is forgotten, but not of an alert that lives', () => {
  const projection = createReceiptProjection()
  for (const event of everything) projection.apply(event)
  projection.turn(BEGAN + 5 * 24 * 60 * MINUTE, (subject) => subject === 'a1')
  expect(projection.escalationSteps('a1')).toHaveLength(1)
  expect(projection.outcomes(pendingId(loud.key, 'lin'))).toHaveLength(2)
  expect(projection.escalationSteps('a2')).toEqual([])
  expect([projection.interruptions('lin'), projection.swaps()]).toEqual([[], []])
})

test('what a limited target was told together is one message of the day', () => {
  const projection = createReceiptProjection()
  for (const [minutes, key] of [
    [1, 'k1'],
    [2, 'k2'],
    [3, 'k3'],
  ] as const)
    projection.apply(
      outcome('alert.told', minutes, { telling: notificationId(key, 'lin', mail), digest: 'digest-1' }),
    )
  expect(projection.messagesSince('lin', BEGAN)).toBe(1)
})
