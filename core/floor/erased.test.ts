import { expect, it } from 'vitest'
import type { AnyEvent } from '../event/event.ts'
import { withoutPersonalData } from '../event/personal-data.ts'
import { siteSchema } from '../site/site-schema.ts'
import { createFloor } from './create-floor.ts'

const BEGAN = Date.UTC(2026, 10, 2, 8)
const HOUR_MS = 3_600_000
const site = siteSchema.parse({ site: { id: 's', timezone: 'UTC' }, queues: [{ id: 'care', name: 'Care' }] })
const whose = { customer: 'tel:ab', phone: '13800000001', name: '林小姐' }
const other = { customer: 'tel:cd', phone: '13911112222', name: 'Wu' }

type Happened = readonly [minute: number, type: string, subject: string, data?: AnyEvent['data']]
const HISTORY: readonly Happened[] = [
  [0, 'agent.signed_in', 'a1', { queues: ['care'], name: 'Agent Chen' }],
  [1, 'contact.queued', 'K1', { queue: 'care', ...whose }],
  [2, 'contact.answered', 'K1', { agent: 'a1' }],
  [3, 'contact.ended', 'K1'],
  [3, 'case.opened', 'C1', { kind: 'complaint', queue: 'care', contact: 'K1', title: 'Miss Lin waits' }],
  [4, 'promise.made', 'P1', { case: 'C1', text: 'Miss Lin is called', due: '2026-11-02T09:00:00Z' }],
  [5, 'handoff.sent', 'H1', { case: 'C1', department: 'd', question: 'What of Miss Lin?' }],
  [6, 'handoff.returned', 'H1', { answer: 'Miss Lin is right' }],
  [7, 'case.replied', 'C1', { kind: 'answer', text: 'Dear Miss Lin' }],
  [8, 'promise.kept', 'P1'],
  [9, 'case.resolved', 'C1', { outcome: 'solved' }],
  [10, 'contact.queued', 'K2', { queue: 'care', ...whose }],
  [11, 'contact.abandoned', 'K2'],
  [12, 'contact.queued', 'K3', { queue: 'care', ...other }],
]
const SUBJECTS = ['contact/K1', 'contact/K2', 'case/C1', 'promise/P1', 'handoff/H1']
const WHO = /林小姐|13800000001|Miss Lin/

function lived(hours: number, history: readonly Happened[] = HISTORY, plain = (event: AnyEvent) => event) {
  const floor = createFloor({ site })
  let serial = 0
  const hear = ([minute, type, subject, data = {}]: Happened) => {
    const at = BEGAN + minute * 60_000
    const event = plain({ id: `e${++serial}`, source: 'pbx', type, time: at, subject, data })
    floor.apply({ pos: `${at}-${serial}`, at, event })
  }
  history.forEach(hear)
  floor.advance(BEGAN + hours * HOUR_MS)
  hear([hours * 60, 'feed.heartbeat', 'pbx'])
  return { floor, erase: () => hear([hours * 60 + 1, 'config.erased', 's', { subjects: SUBJECTS }]) }
}

/** The parts of what is saved in which something of the customer stands. */
const traces = (floor: ReturnType<typeof createFloor>) =>
  [...floor.save()].flatMap((text) => text.match(/.{0,200}(林小姐|13800000001|Miss Lin)/)?.[0] ?? [])
const counted = (floor: ReturnType<typeof createFloor>) => [
  floor.row('queue', 'care'),
  floor.intervals('care', BEGAN, BEGAN + HOUR_MS),
]

it.each([
  ['minutes after', 0.3],
  ['once contacts are packed', 2],
  ['once the case is archived', 60],
])('what was erased of a customer is in no snapshot, %s; figures and others stay', (_, hours) => {
  const { floor, erase } = lived(hours)
  expect(traces(floor)).not.toEqual([])
  const before = counted(floor)
  erase()
  expect(traces(floor)).toEqual([])
  expect(floor.row('contact', 'K3')).toMatchObject({ phone: '13911112222' })
  expect(counted(floor)).toEqual(before)
})

it('leaves the rows that a floor has which is built of the erased archive', () => {
  const { floor, erase } = lived(0.3)
  expect(floor.row('case', 'C1')).toMatchObject({ title: 'Miss Lin waits', phone: '13800000001' })
  erase()
  const again = lived(0.3, HISTORY, (event) =>
    SUBJECTS.some((subject) => subject.endsWith(`/${event.subject}`)) ? withoutPersonalData(event) : event,
  )
  again.erase()
  for (const type of ['case', 'promise', 'handoff', 'contact', 'recovery', 'outcome', 'agent'] as const)
    expect([...floor.ids(type)].map((id) => floor.row(type, id))).toEqual(
      [...again.floor.ids(type)].map((id) => again.floor.row(type, id)),
    )
  expect(floor.row('case', 'C1')).toMatchObject({ title: null, phone: null, state: 'resolved' })
  expect(JSON.stringify(floor.timeline('C1'))).not.toMatch(WHO)
})
