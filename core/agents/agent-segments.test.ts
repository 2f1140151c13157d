import { expect, test } from 'vitest'
import { eventsAbout } from '../floor/floor-event-for-test.ts'
import {
  type AgentSegments,
  cutSegment,
  indexOfItem,
  ownEventsOf,
  placeOf,
  remember,
  rememberLast,
  SEGMENT_ITEMS,
} from './agent-segments.ts'
import { type AgentItem, newAgent } from './agent-state.ts'

const DAY = 24 * 3_600_000
const own = (time: number): AgentItem => ({
  event: eventsAbout('agent', 'yuan', [time, 'agent.available'])[0]!,
  part: null,
})
const withParts = (contact: string, time: number): AgentItem => ({
  event: eventsAbout('contact', contact, [time, 'contact.offered', { agent: 'yuan' }])[0]!,
  part: 'offered',
})
const newSegments = (): AgentSegments => ({ segments: [], latest: null, retiredTo: 0, core: newAgent() })
const dayOf = (time: number) => Math.floor(time / DAY) * DAY

test('items lie in order, of one instant in the order of their names, whenever they come', () => {
  const items = [own(1), own(5), own(9)]
  expect([0, 5, 7, 10].map((time) => indexOfItem(items, own(time)))).toEqual([0, 2, 2, 3])
})

test('each day is a segment of its own, also one that comes late between two, and the oldest day goes', () => {
  const agent = newSegments()
  for (const day of [0, 2, 3]) rememberLast(agent, own(day * DAY + 5), day * DAY)
  remember(agent, own(DAY + 5), DAY)
  expect(agent.segments.map(({ day }) => day / DAY)).toEqual([0, 1, 2, 3])
  expect(ownEventsOf(agent)).toBe(4)
  rememberLast(agent, own(4 * DAY + 5), 4 * DAY)
  expect(agent.segments.map(({ day }) => day / DAY)).toEqual([1, 2, 3, 4])
  expect(agent.retiredTo).toBe(DAY)
})

test('a day that grows long becomes several segments, but what is booked already stays where it is', () => {
  const agent = newSegments()
  for (let item = 0; item <= SEGMENT_ITEMS; item++) rememberLast(agent, own(item), 0)
  expect(agent.segments.map(({ own: its }) => its.length)).toEqual([SEGMENT_ITEMS, 1])
  expect([placeOf(agent, SEGMENT_ITEMS - 1), placeOf(agent, SEGMENT_ITEMS)]).toEqual([0, 1])
  const booked = newSegments()
  booked.core.bookedTo = 1e6
  for (let item = 0; item <= SEGMENT_ITEMS; item++) rememberLast(booked, own(item), 0)
  expect(booked.segments).toHaveLength(1)
})

test('a contact is noted in each segment into which something of it falls, also what comes late', () => {
  const agent = newSegments()
  rememberLast(agent, withParts('K1', 5), 0)
  rememberLast(agent, withParts('K2', DAY + 5), DAY)
  remember(agent, withParts('K3', 7), dayOf(7))
  expect(agent.segments.map(({ contacts }) => contacts)).toEqual([['K1', 'K3'], ['K2']])
})

test('a segment that is cut keeps what was before the cut, and loses nothing of what was after it', () => {
  const agent = newSegments()
  for (const time of [1, 2, 3, 4]) rememberLast(agent, own(time), 0)
  const segment = agent.segments[0]!
  segment.notedLate = [
    [1, 'K1'],
    [4, 'K4'],
  ]
  cutSegment(agent, segment, new Set(['K0']), [
    { from: 3, base: newAgent(), contacts: new Set(['K3']), items: 2 },
  ])
  expect(agent.segments.map(({ own: its }) => its.map(({ event }) => event.time))).toEqual([
    [1, 2],
    [3, 4],
  ])
  expect(agent.segments.map(({ contacts }) => contacts)).toEqual([
    ['K0', 'K1'],
    ['K3', 'K4'],
  ])
  expect(agent.latest).toBe(agent.segments[1])
})
