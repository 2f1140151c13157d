import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { compareEvents } from '#core/event/event.ts'
import { parseEvent } from '#core/event/parse-event.ts'
import { createFloor } from '#core/floor/create-floor.ts'
import { parseSite } from '#store/site-file/parse-site.ts'
import { createDemoFloor } from './demo-floor.ts'
import type { DemoEvent } from './simulation.ts'

/** The simulated floor must be the same each time, hold to the contract, and be believable to who knows floors. */

const parsed = parseSite(readFileSync(join(import.meta.dirname, '../../../config/site.yaml'), 'utf8'))
if (!parsed.ok) throw new Error('config/site.yaml is wrong')
const site = { ...parsed.site, rules: [] }
const START = Date.parse('2026-11-23T00:00:00+08:00')
const HOUR = 3_600_000
const DAY = 24 * HOUR

const floorOf = (seed: string) => createDemoFloor({ site, seed, source: 'demo', start: START })!
const day = floorOf('huiyin').advance(START + DAY)

test('a seed and a beginning give the same events, however time is cut up', () => {
  const other = floorOf('huiyin')
  const events: DemoEvent[] = []
  for (let at = START; at < START + DAY; at += 7 * 60_000 + 13) events.push(...other.advance(at))
  events.push(...other.advance(START + DAY))
  expect(events).toEqual(day)
  expect(floorOf('another').advance(START + DAY)).not.toEqual(day)
})

test('every event is one that ingest takes, with an id of its own, in order', () => {
  const events = day.map((event) => {
    const read = parseEvent(event)
    if (!read.ok) throw new Error(`${event.type}: ${read.refusal.message}`)
    return read.event
  })
  expect(new Set(day.map(({ id }) => id)).size).toBe(day.length)
  expect([...events].sort(compareEvents)).toEqual(events)
})

test('whatever a floor knows happens on it within two days', () => {
  const events = floorOf('huiyin').advance(START + 2 * DAY)
  const types = new Set(events.map(({ type }) => type))
  for (const type of [
    'agent.signed_in',
    'agent.away',
    'agent.available',
    'agent.signed_out',
    'agent.shift',
    'contact.queued',
    'contact.offered',
    'contact.declined',
    'contact.answered',
    'contact.abandoned',
    'contact.left',
    'contact.held',
    'contact.resumed',
    'contact.transferred',
    'contact.ended',
    'contact.wrapped',
    'contact.rated',
    'contact.message',
    'contact.dialled',
    'callback.requested',
    'callback.attempted',
    'callback.done',
    'case.opened',
    'case.replied',
    'case.resolved',
    'handoff.sent',
    'handoff.returned',
    'promise.made',
    'promise.kept',
    'approval.requested',
    'approval.decided',
    'assist.requested',
    'assist.accepted',
    'assist.ended',
    'case.escalation_requested',
    'feed.heartbeat',
  ] as const)
    expect([...types]).toContain(type)
  const reasons = new Set(events.flatMap(({ type, data }) => (type === 'agent.away' ? [data.reason] : [])))
  expect([...reasons]).toEqual(expect.arrayContaining(['break', 'meal']))
})

test('the figures are those of a floor that is run well: over days neither idle nor drowned', () => {
  const days = 2
  const seen = { answered: 0, inTarget: 0, abandoned: 0 }
  const occupancies: number[] = []
  for (const seed of ['huiyin', 'b']) {
    const demo = floorOf(seed)
    const floor = createFloor({ site })
    let serial = 0
    for (let index = 0; index < days; index++) {
      const end = START + (index + 1) * DAY - 1
      for (const raw of demo.advance(end)) {
        const read = parseEvent(raw)
        if (read.ok)
          floor.apply({ pos: `${read.event.time}-${serial++}`, at: read.event.time, event: read.event })
      }
      floor.advance(end)
      for (const id of floor.ids('queue')) {
        const row = floor.row('queue', id)!
        seen.answered += row.answered!
        seen.inTarget += row.answeredInTarget!
        seen.abandoned += row.abandoned!
        expect(row.waiting).toBe(0)
      }
      for (const id of floor.ids('agent')) {
        const { occupancy, state } = floor.row('agent', id)!
        if (occupancy !== null) occupancies.push(occupancy)
        expect(state).toBe('offline')
      }
    }
  }
  const finished = seen.answered + seen.abandoned
  expect(seen.inTarget / finished).toBeGreaterThan(0.7)
  expect(seen.inTarget / finished).toBeLessThan(0.95)
  expect(seen.abandoned / finished).toBeGreaterThan(0.02)
  expect(seen.abandoned / finished).toBeLessThan(0.08)
  const occupancy = occupancies.reduce((sum, one) => sum + one, 0) / occupancies.length
  expect(occupancy).toBeGreaterThan(0.7)
  expect(occupancy).toBeLessThan(0.88)
}, 60_000)

test('nobody does two calls at once, or more than three chats, and whoever is away serves nobody', () => {
  const busy = new Map<string, Map<string, string>>()
  const channels = new Map<string, string>()
  const agents = new Map<string, string>()
  const away = new Set<string>()
  for (const { type, subject, data } of day) {
    if (type === 'contact.queued' && data.channel !== undefined) channels.set(subject, data.channel as string)
    if (type === 'contact.dialled') channels.set(subject, 'voice')
    if (type === 'agent.away' || type === 'agent.signed_out') {
      expect(busy.get(subject)?.size ?? 0).toBe(0)
      away.add(subject)
    }
    if (type === 'agent.available' || type === 'agent.signed_in') away.delete(subject)
    if (type === 'contact.answered') {
      const agent = data.agent as string
      expect(away.has(agent)).toBe(false)
      agents.set(subject, agent)
      const own = busy.get(agent) ?? new Map<string, string>()
      own.set(subject, channels.get(subject)!)
      busy.set(agent, own)
      const kinds = [...own.values()]
      expect(kinds.includes('voice') ? kinds.length : 1).toBe(1)
      expect(kinds.length).toBeLessThanOrEqual(3)
    }
    if (type === 'contact.ended' || type === 'contact.transferred')
      busy.get(agents.get(subject) ?? '')?.delete(subject)
  }
})
