import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { AlertRow } from '../rows/row.ts'
import { createAlertProjection } from './alert-projection.ts'
import { canBeUndone } from './alert-state.ts'
import { BEGAN, done, emitted, MINUTE, takenBack } from './alerts-for-test.ts'
import { alertId, type RuleOrAlertEvent } from './read-alert-event.ts'

const ID = alertId('unanswered', 'case/C1', { source: 'crm', id: 'opened-1' })
const at = (minutes: number) => BEGAN + minutes * MINUTE

/** The alert's row after these events, each received when it happened, at some minute. */
function rowAfter(events: readonly RuleOrAlertEvent[], minutes: number): AlertRow | null {
  const projection = createAlertProjection()
  for (const event of events) projection.apply(event, event.time)
  projection.advance(at(minutes))
  return projection.row(ID, at(minutes))
}

describe('an alert', () => {
  test('a run that only runs raises none; a warning does, a breach sharpens the same one', () => {
    const [running, warned, breached] = [
      emitted('running', 0),
      emitted('warned', 45, { stage: 0 }),
      emitted('breached', 90),
    ]
    expect(rowAfter([running], 1)).toBeNull()
    expect(rowAfter([running, warned], 46)).toMatchObject({
      ...{ id: ID, rule: 'unanswered', subject: 'case/C1', case: 'C1', team: 'care', severity: 'critical' },
      ...{ state: 'open', step: 0, ackedBy: null, dueAt: new Date(at(90)).toISOString() },
    })
    expect(rowAfter([running, warned, breached], 91)).toMatchObject({
      ...{ id: ID, state: 'open', step: 1, raisedAt: new Date(at(45)).toISOString() },
    })
  })

  test('a breach re-opens what was acknowledged, and what was snoozed', () => {
    const warned = emitted('warned', 45)
    const acked = done('alert.acked', ID, 80, { until: 110 })
    expect(rowAfter([warned, acked], 89)).toMatchObject({ state: 'acked', ackedBy: 'lin' })
    expect(rowAfter([warned, acked, emitted('breached', 90)], 91)).toMatchObject({
      state: 'open',
      ackedBy: null,
    })
    const snoozed = done('alert.snoozed', ID, 80, { until: 110 })
    expect(rowAfter([warned, snoozed], 89)).toMatchObject({ state: 'snoozed' })
    expect(rowAfter([warned, snoozed, emitted('breached', 90)], 91)).toMatchObject({ state: 'open' })
  })

  test('an acknowledgement that runs out brings it back at the exact instant', () => {
    const projection = createAlertProjection()
    for (const event of [emitted('breached', 90), done('alert.acked', ID, 95)])
      projection.apply(event, event.time)
    expect(projection.nextInstant()).toBe(at(125))
    expect(projection.row(ID, at(125) - 1)).toMatchObject({ state: 'acked' })
    expect(projection.advance(at(125))).toEqual([ID])
    expect(projection.row(ID, at(125))).toMatchObject({ state: 'open', ackedBy: null })
  })

  test('whoever took it still has it while it sleeps, and no longer than that', () => {
    const events = [
      emitted('breached', 90),
      done('alert.acked', ID, 95),
      done('alert.snoozed', ID, 100, { until: 160 }),
    ]
    const ackedAt = new Date(at(95)).toISOString()
    expect(rowAfter(events, 159)).toMatchObject({ state: 'snoozed', ackedBy: 'lin', ackedAt })
    expect(rowAfter(events, 160)).toMatchObject({ state: 'open', ackedBy: null, ackedAt: null })
  })

  test('a snooze does not bring back whose acknowledgement had run out', () => {
    const events = [
      emitted('breached', 90),
      done('alert.acked', ID, 95),
      done('alert.snoozed', ID, 130, { until: 160 }),
    ]
    expect(rowAfter(events, 140)).toMatchObject({ state: 'snoozed', ackedBy: null })
  })

  test('whoever it is assigned to has it', () => {
    const assigned = done('alert.assigned', ID, 95, { to: 'sun' })
    expect(rowAfter([emitted('breached', 90), assigned], 96)).toMatchObject({
      state: 'acked',
      ackedBy: 'sun',
    })
  })

  test('what somebody did a moment ago counts as never done once they take it back; not what another did, nor long ago', () => {
    const first = done('alert.acked', ID, 91, { until: 200, by: 'ma' })
    const given = done('alert.assigned', ID, 95, { to: 'sun' })
    const events = [emitted('breached', 90), first, given]
    const undone = (minutes: number, by: string, voids = given.id) =>
      rowAfter([...events, done('alert.undone', ID, minutes, { by, voids })], minutes + 0.1)
    expect(undone(95.1, 'lin')).toMatchObject({ state: 'acked', ackedBy: 'ma' })
    expect(undone(95.1, 'sun')).toMatchObject({ ackedBy: 'sun' })
    expect(undone(95.1, 'lin', first.id)).toMatchObject({ ackedBy: 'sun' })
    expect(undone(97, 'lin')).toMatchObject({ ackedBy: 'sun' })
    // What was taken and taken back is open as before.
    const back = done('alert.undone', ID, 91.1, { by: 'ma', voids: first.id })
    expect(rowAfter([emitted('breached', 90), first, back], 92)).toMatchObject({
      state: 'open',
      ackedBy: null,
    })
    expect(rowAfter([emitted('breached', 90), back, first], 92)).toMatchObject({
      state: 'open',
      ackedBy: null,
    })
  })

  test('what somebody took back they cannot take back once more', () => {
    const first = done('alert.acked', ID, 91, { by: 'ma' })
    const back = done('alert.undone', ID, 91.1, { by: 'ma', voids: first.id })
    const projection = createAlertProjection()
    const mayUndo = (by: string) =>
      canBeUndone(projection.events(ID), { time: at(91.5), source: `user/${by}`, voids: first.id })
    for (const event of [emitted('breached', 90), first]) projection.apply(event, event.time)
    expect([mayUndo('ma'), mayUndo('lin')]).toEqual([true, false])
    projection.apply(back, back.time)
    expect(mayUndo('ma')).toBe(false)
  })

  test('a pause holds it without a due, a resume brings it back as it stood', () => {
    const before = [emitted('warned', 45), emitted('paused', 50, { cause: { source: 'crm', id: 'w' } })]
    expect(rowAfter(before, 60)).toMatchObject({ state: 'snoozed', dueAt: null })
    expect(rowAfter([...before, emitted('running', 70)], 71)).toMatchObject({ state: 'open' })
  })

  test.each(['met', 'late', 'cleared', 'released'] as const)(
    '%s resolves it, and nobody can undo that',
    (to) => {
      const events = [emitted('breached', 90), done('alert.acked', ID, 95), emitted(to, 100)]
      expect(rowAfter(events, 101)).toMatchObject({ state: 'resolved', ackedBy: 'lin' })
      expect(rowAfter([...events, done('alert.snoozed', ID, 102, { until: 120 })], 103)).toMatchObject({
        state: 'resolved',
      })
    },
  )

  test('a rule that lets go and holds again has it open again: what is owed is not forgotten', () => {
    expect(
      rowAfter([emitted('breached', 90), emitted('released', 95), emitted('running', 99)], 100),
    ).toMatchObject({
      state: 'open',
      step: 1,
    })
  })

  test('a breach taken back leaves the warning; all taken back resolves it', () => {
    const events = [emitted('warned', 45), emitted('breached', 90), takenBack('breached', 90, 95)]
    expect(rowAfter(events, 96)).toMatchObject({ state: 'open', step: 0 })
    expect(rowAfter([...events, takenBack('warned', 45, 95)], 96)).toMatchObject({ state: 'resolved' })
  })

  test('what is older than a day at its receipt wakes nobody', () => {
    const projection = createAlertProjection()
    expect(projection.apply(emitted('breached', 90), at(90 + 24 * 60) + 1)).toBeNull()
    expect([...projection.ids()]).toEqual([])
  })

  test('is shown for a day after it was resolved, then forgotten', () => {
    const events = [emitted('breached', 90), emitted('late', 100)]
    expect(rowAfter(events, 100 + 24 * 60 - 1)).toMatchObject({ state: 'resolved' })
    expect(rowAfter(events, 100 + 24 * 60)).toBeNull()
  })
})

const everything = [
  emitted('running', 0),
  emitted('warned', 45, { stage: 0 }),
  done('alert.acked', ID, 50, { until: 80 }),
  emitted('paused', 60, { cause: { source: 'crm', id: 'w' } }),
  emitted('running', 65, { cause: { source: 'crm', id: 'r' } }),
  emitted('breached', 90),
  takenBack('breached', 90, 97),
  done('alert.snoozed', ID, 99, { until: 119 }),
  emitted('met', 110),
]

test('what an alert is does not depend on the order in which its events came, nor on a snapshot between', () => {
  const plain = rowAfter(everything, 130)
  fc.assert(
    fc.property(fc.shuffledSubarray(everything, { minLength: 9 }), fc.nat(9), (events, cut) => {
      let projection = createAlertProjection()
      const apply = (event: RuleOrAlertEvent) => projection.apply(event, at(120))
      for (const event of [...events.slice(0, cut), ...events.slice(0, cut)]) apply(event)
      const dump = JSON.parse(JSON.stringify([...projection.dump()])) as ReturnType<typeof projection.dump>
      projection = createAlertProjection()
      for (const run of dump) projection.load(run)
      for (const event of events.slice(cut)) apply(event)
      projection.advance(at(130))
      expect(projection.row(ID, at(130))).toEqual(plain)
    }),
  )
})
