import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { parseEvent } from '#core/event/parse-event.ts'
import { createFloor } from '#core/floor/create-floor.ts'
import { parseSite } from '#store/site-file/parse-site.ts'
import type { DemoEvent } from '../model/simulation.ts'
import { createLargeFloor, LARGE_FLOOR } from './large-floor.ts'
import { largeSite } from './large-site.ts'
import { DEMO_SITE } from './write-large-site.ts'

const parsed = parseSite(JSON.stringify(largeSite(parse(readFileSync(DEMO_SITE, 'utf8')) as object)))
if (!parsed.ok) throw new Error(JSON.stringify(parsed))
const { site } = parsed
const START = Date.parse('2026-11-23T10:00:00+08:00')
const MINUTE = 60_000
const openFloor = () => createLargeFloor({ site, seed: 's', source: 'demo', start: START, ...LARGE_FLOOR })!
const floor = openFloor()
const before = floor.advance(START)
const first = floor.advance(START + 3 * MINUTE)

test('the hall has sixty queues and six hundred agents in twenty teams, each with a name of its own', () => {
  const names = (list: readonly { name?: unknown }[]) => new Set(list.map(({ name }) => name)).size
  expect(site.queues).toHaveLength(60)
  expect(names(site.queues)).toBe(60)
  expect(site.teams.flatMap(({ members }) => members)).toHaveLength(600)
  expect(names(site.people)).toBe(site.people.length)
  expect(site.boards.map(({ queues }) => queues.length)).toEqual([60, 12, 12, 12, 12, 12])
})

test('its events are the same each time, sixty a second or so, and such as ingest takes', () => {
  const again = openFloor()
  const printed = (list: readonly DemoEvent[]) => list.map((event) => JSON.stringify(event)).join('\n')
  expect(printed(again.advance(START)) === printed(before)).toBe(true)
  const cut: DemoEvent[] = []
  for (let at = START; at < START + 3 * MINUTE; at += 7_013) cut.push(...again.advance(at))
  cut.push(...again.advance(START + 3 * MINUTE))
  expect(printed(cut) === printed(first)).toBe(true)
  expect(first.length / 180).toBeGreaterThan(55)
  expect(first.length / 180).toBeLessThan(65)
  const events = [...before, ...first]
  expect(new Set(events.map(({ id }) => id)).size).toBe(events.length)
  expect(events.filter((event) => !parseEvent(event).ok)).toEqual([])
})

test('three thousand cases with a promise each and three hundred callbacks are open, and the hall is at work', () => {
  const seen = createFloor({ site })
  before.forEach((event, index) => {
    const read = parseEvent(event)
    if (read.ok) seen.apply({ pos: `${index + 1}-0`, at: START, event: read.event })
  })
  const rows = <T extends 'case' | 'promise' | 'callback' | 'agent' | 'queue'>(type: T) =>
    [...seen.ids(type)].map((id) => seen.row(type, id)!)
  expect(rows('case').filter(({ state }) => state === 'open').length).toBeGreaterThan(2_900)
  expect(rows('promise').filter(({ state }) => state === 'open').length).toBeGreaterThan(2_900)
  expect(rows('callback').length).toBeGreaterThan(270)
  const states = new Set(rows('agent').map(({ state }) => state))
  for (const state of ['available', 'ringing', 'busy', 'wrap_up', 'away']) expect(states).toContain(state)
  const waiting = rows('queue').reduce((sum, queue) => sum + (queue.waiting ?? 0), 0)
  expect(waiting).toBeGreaterThan(5)
  expect(waiting).toBeLessThan(300)
})
