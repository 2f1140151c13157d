import { expect, test } from 'vitest'
import { type AlertProjection, createAlertProjection } from './alert-projection.ts'
import { BEGAN, emitted, MINUTE, takenBack } from './alerts-for-test.ts'
import { alertId } from './read-alert-event.ts'

const ID = alertId('unanswered', 'case/C1', { source: 'crm', id: 'opened-1' })
const KEPT_MS = 2 * 3_600_000

function restored(projection: AlertProjection): AlertProjection {
  const copy = createAlertProjection()
  for (const piece of projection.dump()) copy.load(JSON.parse(JSON.stringify(piece)))
  return copy
}

test('a run that raised nothing is an alert at its first warning, with all that was said before, also from a snapshot', () => {
  const projection = createAlertProjection()
  projection.apply(emitted('running', 0), BEGAN)
  for (const each of [projection, restored(projection)]) {
    expect([...each.ids()]).toEqual([])
    each.apply(emitted('warned', 45, { stage: 0 }), BEGAN + 45 * MINUTE)
    expect([...each.ids()]).toEqual([ID])
    expect(each.events(ID).map(({ to }) => to)).toEqual(['running', 'warned'])
  }
})

test('a run that was met in time is kept two hours for what may still be heard of it, and then forgotten', () => {
  const projection = createAlertProjection()
  projection.apply(emitted('running', 0), BEGAN)
  projection.apply(emitted('met', 30), BEGAN + 30 * MINUTE)
  for (const each of [projection, restored(projection)]) {
    const over = BEGAN + 30 * MINUTE + KEPT_MS
    each.advance(over - 1)
    expect(each.events(ID).map(({ to }) => to)).toEqual(['running', 'met'])
    each.advance(over)
    expect([...each.events(ID), ...each.dump()]).toEqual([])
  }
})

test('that it was met turns out to be wrong: the breach is an alert all the same', () => {
  const projection = createAlertProjection()
  projection.apply(emitted('running', 0), BEGAN)
  projection.apply(emitted('met', 30), BEGAN + 30 * MINUTE)
  projection.apply(takenBack('met', 30, 95), BEGAN + 95 * MINUTE)
  projection.apply(emitted('breached', 90), BEGAN + 95 * MINUTE)
  expect(projection.row(ID, BEGAN + 96 * MINUTE)).toMatchObject({ state: 'open', step: 1 })
})

test('also when it was forgotten meanwhile', () => {
  const projection = createAlertProjection()
  projection.apply(emitted('running', 0), BEGAN)
  projection.apply(emitted('met', 30), BEGAN + 30 * MINUTE)
  const later = BEGAN + 30 * MINUTE + KEPT_MS
  projection.advance(later)
  projection.apply(takenBack('met', 30, 300), later)
  projection.apply(emitted('breached', 90), later)
  expect(projection.row(ID, later)).toMatchObject({ state: 'open', step: 1 })
})
