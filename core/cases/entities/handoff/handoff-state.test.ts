import { expect, test } from 'vitest'
import type { EventOfKind } from '../../../event/event.ts'
import { eventOfKind } from '../../../floor/floor-event-for-test.ts'
import { applyToHandoff, newHandoff } from './handoff-state.ts'

let time = 0

function emitted(type: string, data: Record<string, unknown> = {}): EventOfKind<'handoff'> {
  return eventOfKind('handoff', { id: `e${++time}`, source: 'user/yuan', type, time, subject: 'H1', data })
}

function after(...events: EventOfKind<'handoff'>[]) {
  const state = newHandoff()
  for (const event of events) applyToHandoff(state, event)
  return state
}

const sent = () => emitted('handoff.sent', { case: 'C1', department: 'product', due: '2026-03-02T09:00:00Z' })
const asks = () => emitted('handoff.time_requested', { until: '2026-03-03T09:00:00Z', reason: 'parts' })

test('a wish for more time moves nothing until the customer has agreed to it', () => {
  const asked = after(sent(), asks())
  expect(asked.due).toBe(Date.parse('2026-03-02T09:00:00Z'))
  expect(asked.moreTime).toMatchObject({ reason: 'parts', state: 'asked' })
  const granted = after(sent(), asks(), emitted('handoff.time_decided', { granted: true }))
  expect(granted).toMatchObject({ due: Date.parse('2026-03-03T09:00:00Z'), moreTime: { state: 'granted' } })
})

test('the owner may agree another time than was asked for, or none', () => {
  const other = emitted('handoff.time_decided', { granted: true, until: '2026-03-02T18:00:00Z' })
  expect(after(sent(), asks(), other).due).toBe(Date.parse('2026-03-02T18:00:00Z'))
  const refused = after(sent(), asks(), emitted('handoff.time_decided', { granted: false }))
  expect(refused).toMatchObject({ due: Date.parse('2026-03-02T09:00:00Z'), moreTime: { state: 'refused' } })
})

test("another department does not inherit the first one's wish, and an answer is kept in full", () => {
  expect(after(sent(), asks(), emitted('handoff.bounced', { to: 'review' }))).toMatchObject({
    ...{ department: 'review', moreTime: null, bounces: 1 },
  })
  const answer = 'The part comes on Thursday. '.repeat(40)
  expect(after(sent(), emitted('handoff.returned', { answer }))).toMatchObject({ answer })
})
