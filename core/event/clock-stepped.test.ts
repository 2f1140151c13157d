import { expect, test } from 'vitest'
import { plainPacker } from '../contacts/contact-archive.ts'
import { type createFloor, createFloorInternals } from '../floor/create-floor.ts'
import { loadPiece, saveFloor } from '../floor/floor-snapshot.ts'
import { rowTypes } from '../rows/row.ts'
import { siteSchema } from '../site/site-schema.ts'
import { clockSteppedEvent } from './clock-stepped.ts'
import type { AnyEvent } from './event.ts'

const TRUE = Date.UTC(2026, 10, 28, 0, 47)
const HOUR = 3_600_000
const site = siteSchema.parse({
  site: { id: 'site' },
  queues: [{ id: 'q1', target: { share: 0.8, withinSec: 20 } }],
  teams: [{ id: 'team', name: 'Team', members: ['a1'] }],
  rules: [
    {
      ...{ id: 'unanswered', kind: 'clock', subject: 'case', limit: '4s', severity: 'warning' },
      ...{ start: ['case.opened'], stop: ['case.replied'] },
    },
  ],
})

/** A floor that hears what is sent at an instant of the clock as it stands. */
function floorOf() {
  const { floor, ...parts } = createFloorInternals({ site, keepTransitions: true })
  let seq = 0
  const entry = (event: AnyEvent, at: number) => floor.apply({ pos: `${++seq}-0`, at, event })
  return {
    floor,
    parts: { ...parts, floor },
    hear(at: number, type: string, subject: string, data: Record<string, unknown> = {}) {
      entry({ id: `e${seq + 1}`, source: 'crm', type, time: at, subject, data }, at)
    },
    step: (at: number, byMs: number) => entry(clockSteppedEvent(`s${seq + 1}`, 'host', at, byMs), at),
    said: () =>
      floor
        .takeTransitions()
        .filter(({ to }) => to !== 'running')
        .map(({ subject, to, at }) => `${subject} ${to} ${at - TRUE}`),
  }
}

test('after a step back what begins is judged by the clock as it is, and what was said stays as said', () => {
  const { floor, hear, step, said } = floorOf()
  hear(TRUE + HOUR, 'case.opened', 'C1', { kind: 'complaint' })
  floor.advance(TRUE + HOUR + 4_000)
  expect(said()).toEqual([`case/C1 breached ${HOUR + 4_000}`])
  step(TRUE, HOUR)
  expect(floor.now).toBe(TRUE)
  hear(TRUE + 10, 'case.opened', 'C2', { kind: 'complaint' })
  floor.advance(TRUE + 4_009)
  expect(said()).toEqual([])
  expect(floor.nextInstant()).toBe(TRUE + 4_010)
  floor.advance(TRUE + 4_010)
  expect(said()).toEqual(['case/C2 breached 4010'])
  floor.advance(TRUE + 2 * HOUR)
  expect(said()).toEqual([])
})

test('a case that breached by the wrong clock is not taken back when it is heard of again', () => {
  const { floor, hear, step, said } = floorOf()
  hear(TRUE + HOUR, 'case.opened', 'C1', { kind: 'complaint' })
  floor.advance(TRUE + HOUR + 4_000)
  said()
  step(TRUE, HOUR)
  hear(TRUE + 10, 'case.updated', 'C1', { title: 'Line dead' })
  hear(TRUE + 20, 'case.replied', 'C1')
  expect(said().filter((line) => line.includes('voided'))).toEqual([])
  expect(floor.row('case', 'C1')).not.toBeNull()
})

test('waits, agents and days go by the clock as it is after a step of eight hours', () => {
  const { floor, hear, step } = floorOf()
  const AHEAD = TRUE + 8 * HOUR
  hear(AHEAD, 'agent.signed_in', 'a1', { queues: ['q1'] })
  hear(AHEAD, 'agent.available', 'a1')
  hear(AHEAD, 'contact.queued', 'c1', { queue: 'q1' })
  floor.advance(AHEAD + 30_000)
  expect(floor.row('queue', 'q1')).toMatchObject({ waiting: 1, waitingLate: 1 })
  step(TRUE, 8 * HOUR)
  hear(TRUE + 1_000, 'contact.queued', 'c2', { queue: 'q1' })
  floor.advance(TRUE + 21_000)
  expect(floor.row('queue', 'q1')).toMatchObject({ waiting: 2, waitingLate: 0 })
  floor.advance(TRUE + 21_001)
  expect(floor.row('queue', 'q1')).toMatchObject({ waiting: 2, waitingLate: 1 })
  hear(TRUE + 30_000, 'contact.answered', 'c2', { agent: 'a1' })
  hear(TRUE + 40_000, 'contact.ended', 'c2', { by: 'customer' })
  expect(floor.row('queue', 'q1')).toMatchObject({ waiting: 1, answered: 1 })
})

test('the same log makes the same floor wherever it is begun, also from a snapshot between', async () => {
  const one = floorOf()
  const two = floorOf()
  const story = [
    (of: typeof one) => of.hear(TRUE + HOUR, 'agent.signed_in', 'a1', { queues: ['q1'] }),
    (of: typeof one) => of.hear(TRUE + HOUR, 'case.opened', 'C1', { kind: 'complaint' }),
    (of: typeof one) => of.hear(TRUE + HOUR + 9_000, 'contact.queued', 'c1', { queue: 'q1' }),
    (of: typeof one) => of.step(TRUE, HOUR),
    (of: typeof one) => of.hear(TRUE + 100, 'case.opened', 'C2', { kind: 'complaint' }),
    (of: typeof one) => of.hear(TRUE + 5_000, 'contact.queued', 'c2', { queue: 'q1' }),
  ]
  const rows = (floor: ReturnType<typeof createFloor>) =>
    Object.fromEntries(rowTypes.map((type) => [type, [...floor.ids(type)].map((id) => floor.row(type, id))]))
  for (const event of story) event(one)
  for (const event of story) {
    event(two)
    // One is looked at after each entry by a clock of its own, the other only at the end.
    two.floor.advance(two.floor.now + 500)
  }
  for (const { floor } of [one, two]) floor.advance(TRUE + 60_000)
  expect(rows(two.floor)).toEqual(rows(one.floor))
  const restored = createFloorInternals({ site, keepTransitions: true })
  for (const text of saveFloor(one.parts, plainPacker)) loadPiece(restored, plainPacker, text)
  expect(restored.floor.now).toBe(TRUE + 60_000)
  expect(rows(restored.floor)).toEqual(rows(one.floor))
  for (const { floor } of [one, restored]) floor.advance(TRUE + 2 * HOUR)
  expect(rows(restored.floor)).toEqual(rows(one.floor))
})

test('what is folded again in pieces, or was a moment before, does not wait for the clock as it was', () => {
  const { floor, hear, step } = floorOf()
  const AHEAD = TRUE + HOUR
  hear(AHEAD, 'contact.queued', 'c1', { queue: 'q1' })
  for (let second = 1; second <= 300; second++)
    hear(AHEAD + second * 1_000, 'contact.message', 'c1', { by: 'bot' })
  const answeredLate = (id: string, time: number, at: number) =>
    floor.apply({
      ...{ pos: `${floor.pos.slice(0, -2)}-1`, at },
      event: { id, source: 'crm', type: 'contact.answered', time, subject: 'c1', data: { agent: id } },
    })
  answeredLate('a1', AHEAD + 500, AHEAD + 301_000)
  expect(floor.row('contact', 'c1')).toMatchObject({ agent: null })
  step(TRUE, HOUR)
  floor.advance(TRUE + 100)
  expect(floor.row('contact', 'c1')).toMatchObject({ agent: 'a1' })
  answeredLate('a2', AHEAD + 900, TRUE + 200)
  floor.advance(TRUE + 1_000)
  expect(floor.row('contact', 'c1')).toMatchObject({ agent: 'a2' })
})
