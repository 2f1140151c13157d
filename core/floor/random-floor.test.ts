import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { parse } from 'yaml'
import { type AnyEvent, compareEvents } from '../event/event.ts'
import { rowTypes } from '../rows/row.ts'
import { type EmittedTransition, transitionKey } from '../rules/transition-key.ts'
import { siteSchema } from '../site/site-schema.ts'
import { createFloor, loadFloor } from './create-floor.ts'
import type { Floor } from './floor.ts'
import { chanceFrom, randomEvents } from './random-floor-for-test.ts'

const site = siteSchema.parse(parse(readFileSync(new URL('../../config/site.yaml', import.meta.url), 'utf8')))
/** The site's day turns in the middle of it all. */
const MIDNIGHT = Date.parse('2026-03-04T00:00:00+08:00')
const MINUTE = 60_000

function shown(floor: Floor): unknown {
  return rowTypes.map((type) => [type, [...floor.ids(type)].sort().map((id) => floor.row(type, id))])
}

/** What stands of what was said, each line as often as it was said and not taken back. */
function netTransitions(transitions: readonly EmittedTransition[]): unknown {
  const times = new Map<string, number>()
  for (const transition of transitions) {
    const isVoided = transition.to === 'voided'
    const key = transitionKey(
      transition.to === 'voided' ? { ...transition, to: transition.voids } : transition,
    )
    times.set(key, (times.get(key) ?? 0) + (isVoided ? -1 : 1))
  }
  return [...times].filter(([, count]) => count !== 0).sort(([a], [b]) => (a < b ? -1 : 1))
}

async function* each(texts: readonly string[]): AsyncIterable<string> {
  yield* texts
}

interface Folding {
  readonly stepsAtOnce: number
  /** It is looked at, and time passes between events. */
  readonly isShown?: boolean
  /** A snapshot is taken after so many events, and gone on from. */
  readonly savedAfter?: number
}

async function folded(events: readonly AnyEvent[], spread: number, how: Folding) {
  const options = { site, keepTransitions: true, stepsAtOnce: how.stepsAtOnce }
  let floor = createFloor(options)
  const transitions: EmittedTransition[] = []
  for (const [number, event] of events.entries()) {
    const at = Math.floor(MIDNIGHT - spread / 2 + 1_000 + (number / events.length) * spread)
    floor.apply({ pos: `1-${number + 1}`, at, event })
    if (how.isShown && number % 7 === 0) {
      floor.advance(at + 3)
      shown(floor)
      transitions.push(...floor.takeTransitions())
    }
    if (number !== how.savedAfter) continue
    const texts = [...floor.save()]
    transitions.push(...floor.takeTransitions())
    floor = await loadFloor(options, each(texts))
  }
  floor.advance(MIDNIGHT + spread + 60 * MINUTE)
  floor.settle()
  transitions.push(...floor.takeTransitions())
  return { rows: shown(floor), lines: netTransitions(transitions), broken: floor.takeBroken() }
}

it.each([
  [1, 20_000],
  [2, 10 * MINUTE],
  [3, 120 * MINUTE],
])(
  'in pieces of any size, looked at or not, from a snapshot or not, chance %d comes to the same',
  async (seed, spread) => {
    const events = randomEvents(chanceFrom(seed), 600, MIDNIGHT, spread)
    const whole = await folded(events, spread, { stepsAtOnce: Number.POSITIVE_INFINITY })
    expect(whole.broken).toEqual([])
    for (const how of [
      { stepsAtOnce: 5 },
      { stepsAtOnce: 40, isShown: true },
      { stepsAtOnce: 5, savedAfter: 400 },
    ])
      expect(await folded(events, spread, how)).toEqual(whole)
  },
)

it('told in any order, also in pieces, the floor comes to the same', () => {
  const end = MIDNIGHT + 40 * MINUTE
  const rowsAfter = (events: readonly AnyEvent[], stepsAtOnce: number) => {
    const floor = createFloor({ site, stepsAtOnce })
    events.forEach((event, number) => {
      floor.apply({ pos: `1-${number + 1}`, at: end - 5 * MINUTE + number, event })
    })
    floor.advance(end)
    floor.settle()
    // What came late is counted for its feed.
    return rowTypes
      .filter((type) => type !== 'feed')
      .map((type) => [type, [...floor.ids(type)].sort().map((id) => floor.row(type, id))])
  }
  for (const seed of [5, 6, 7, 8, 9, 10, 11, 12]) {
    const chance = chanceFrom(seed)
    const events = randomEvents(chance, 300, MIDNIGHT, 10 * MINUTE).sort(compareEvents)
    const shuffled = events
      .map((event) => ({ event, place: chance.next() }))
      .sort((a, b) => a.place - b.place)
      .map(({ event }) => event)
    expect(rowsAfter(shuffled, 5)).toEqual(rowsAfter(events, Number.POSITIVE_INFINITY))
  }
})

it('a row of which nobody said that it changed is as it was: whoever keeps rows may go by that', () => {
  for (const [seed, spread, stepsAtOnce] of [
    [3, 60_000, 256],
    [4, 660 * MINUTE, 256],
    // What waits to be folded again, and what is folded in pieces, of few contacts.
    [5000, 20 * MINUTE, 40],
    [5004, 60_000, 40],
    [7059, 60_000, 5],
  ] as const) {
    const floor = createFloor({ site, stepsAtOnce })
    const kept = new Map<string, string>()
    const look = (by: string) => {
      for (const [type, ids] of floor.takeChanged()) for (const id of ids) kept.delete(`${type}/${id}`)
      for (const type of rowTypes)
        for (const id of floor.ids(type)) {
          const key = `${type}/${id}`
          const row = JSON.stringify(floor.row(type, id))
          expect(kept.get(key) ?? row, `${key} after ${by}`).toBe(row)
          kept.set(key, row)
        }
    }
    const isLong = stepsAtOnce < 256
    const events = randomEvents(chanceFrom(seed), isLong ? 400 : 250, MIDNIGHT, spread).map((event) =>
      isLong && event.subject.startsWith('K')
        ? { ...event, subject: `K${Number(event.subject.slice(1)) % (1 + (seed % 2))}` }
        : event,
    )
    for (const [number, event] of events.entries()) {
      const at = Math.floor(MIDNIGHT - spread / 2 + 1_000 + (number / events.length) * spread)
      floor.apply({ pos: `1-${number + 1}`, at, event })
      look(event.type)
      floor.advance(at + Math.floor(spread / events.length / 2))
      look('time')
    }
  }
})
