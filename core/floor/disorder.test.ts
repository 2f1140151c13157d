import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { parse } from 'yaml'
import { plainPacker } from '../contacts/contact-archive.ts'
import type { AnyEvent } from '../event/event.ts'
import { rowTypes } from '../rows/row.ts'
import { type EmittedTransition, transitionKey } from '../rules/transition-key.ts'
import { usualLimits } from '../site/limits.ts'
import { siteSchema } from '../site/site-schema.ts'
import { STEPS_AT_ONCE } from '../time/long-folds.ts'
import { createFloor, createFloorInternals } from './create-floor.ts'
import { histories, shuffled } from './disorder-for-test.ts'
import type { Floor } from './floor.ts'
import { loadPiece, saveFloor } from './floor-snapshot.ts'

const NOW = Date.parse('2026-03-04T15:00:00+08:00')
const EVENTS = 1_000
const site = siteSchema.parse(parse(readFileSync(new URL('../../config/site.yaml', import.meta.url), 'utf8')))

/** The work of a fold: how often it looks at what kind of event one is. */
let looks = 0

function counted(event: AnyEvent): AnyEvent {
  const { type } = event
  return {
    ...event,
    get type() {
      looks++
      return type
    },
  }
}

/**
 * Folds events that come in at these instants; a batch of 100 after the other is shown, as a server does. `longest`: how
 * often it was looked in the longest piece of work, after which whoever folds looks at the clock (`foldSlices`).
 */
function fold(events: readonly AnyEvent[], receiptOf: (event: AnyEvent, number: number) => number) {
  looks = 0
  let longest = 0
  const floor = createFloor({ site, keepTransitions: true })
  const transitions: EmittedTransition[] = []
  const piece = (work: () => void) => {
    const before = looks
    work()
    longest = Math.max(longest, looks - before)
  }
  const passTo = (until: number) => {
    for (let at = refoldBefore(floor, until); at !== null; at = refoldBefore(floor, until)) {
      const due = at
      piece(() => floor.advance(due))
    }
  }
  for (const [number, event] of events.entries()) {
    const at = receiptOf(event, number)
    passTo(at)
    piece(() => floor.apply({ pos: `1-${number + 1}`, at, event: counted(event) }))
    if (number % 100 < 99) continue
    piece(() => floor.takeChanged())
    transitions.push(...floor.takeTransitions())
  }
  passTo(NOW + 60_000)
  piece(() => floor.advance(NOW + 60_000))
  floor.settle()
  transitions.push(...floor.takeTransitions())
  return { floor, lines: transitions, looks, longest }
}

/** How often it is looked when a floor is taken from a snapshot after half of the events, and the others are folded. */
function restart(events: readonly AnyEvent[]): number {
  const before = createFloorInternals({ site })
  const half = events.length / 2
  for (const [number, event] of events.slice(0, half).entries())
    before.floor.apply({ pos: `1-${number + 1}`, at: NOW + number, event })
  const after = createFloorInternals({})
  for (const text of saveFloor(before, plainPacker)) loadPiece(after, plainPacker, text)
  looks = 0
  for (const [number, event] of events.slice(half).entries())
    after.floor.apply({ pos: `2-${number + 1}`, at: NOW + half + number, event: counted(event) })
  after.floor.advance(NOW + 60_000)
  return looks
}

/** What stands of what was said: each line once for each time that it was said and not taken back. */
function status(transitions: readonly EmittedTransition[]): [string, number][] {
  const times = new Map<string, number>()
  for (const transition of transitions) {
    const { to } = transition
    const key =
      to === 'voided' ? transitionKey({ ...transition, to: transition.voids }) : transitionKey(transition)
    times.set(key, (times.get(key) ?? 0) + (to === 'voided' ? -1 : 1))
  }
  return [...times].filter(([, count]) => count !== 0).sort(([a], [b]) => (a < b ? -1 : 1))
}

function shown(floor: Floor): unknown {
  return rowTypes.map((type) => [type, [...floor.ids(type)].sort().map((id) => floor.row(type, id))])
}

/** When something is folded again next before an instant, as in store/floor/fold-slices.ts. */
function refoldBefore(floor: Floor, until: number): number | null {
  const refold = floor.nextRefold()
  return refold !== null && refold > floor.now && refold < until ? refold : null
}

const asItHappens = ({ time }: AnyEvent) => time
const atOnce = (_event: AnyEvent, number: number) => NOW + number

it.each(Object.keys(histories))(
  'of %s, 1,000 events in any order cost no more than four times the same in order, and come to the same',
  (kind) => {
    const inOrder = histories[kind]!(EVENTS, NOW - 1_000)
    const usual = fold(inOrder, asItHappens)
    const late = fold(inOrder, atOnce)
    const disordered = fold(shuffled(inOrder), atOnce)
    expect(disordered.looks / usual.looks).toBeLessThan(4)
    expect(late.looks / usual.looks).toBeLessThan(4)
    expect(status(disordered.lines)).toEqual(status(late.lines))
    expect(shown(disordered.floor)).toEqual(shown(late.floor))
  },
)

it.each(Object.keys(histories))(
  'of %s, no piece of work is to fold all that came before: not of any order, nor of one event that comes late',
  (kind) => {
    const count = 3 * EVENTS
    // As much as so many cost in order; besides, who looks for something may look through all.
    const most = fold(histories[kind]!(STEPS_AT_ONCE, NOW - 1_000), atOnce).looks + 2 * count
    const inOrder = histories[kind]!(count, NOW - 1_000)
    expect(fold(shuffled(inOrder), atOnce).longest).toBeLessThan(most)
    const [first, second, ...others] = inOrder
    expect(fold([first!, ...others, second!], atOnce).longest).toBeLessThan(most)
  },
)

it.each(Object.keys(histories))(
  'a restart amid a log of %s in any order folds no more than four times what it does of the same in order',
  (kind) => {
    const inOrder = histories[kind]!(2 * EVENTS, NOW - 1_000)
    expect(restart(shuffled(inOrder)) / restart(inOrder)).toBeLessThan(4)
  },
)

it.each(['contact', 'customer', 'promises', 'agent-contacts'])(
  'of %s, what waits is folded a little at a time to the same that it comes to at once',
  (kind) => {
    const events = shuffled(histories[kind]!(EVENTS, NOW - 1_000))
    const floors = [true, false].map((atOnce) => {
      const floor = createFloor({ site })
      let longest = 0
      for (const [number, event] of events.entries())
        floor.apply({ pos: `1-${number + 1}`, at: NOW + number, event: counted(event) })
      for (let isMore = true; isMore; ) {
        looks = 0
        if (atOnce) floor.settle()
        isMore = !atOnce && floor.settleSome()
        longest = Math.max(longest, looks)
      }
      return { shown: shown(floor), longest, floor }
    })
    expect(floors[1]!.shown).toEqual(floors[0]!.shown)
    expect(floors[1]!.floor.nextRefold()).toBe(null)
    expect(floors[1]!.longest).toBeLessThan(floors[0]!.longest)
  },
)

it.each(['contact', 'case', 'handoff', 'agent-state'])(
  'of one %s no more events are folded than the site file says: the others are counted for their feed, and it is named',
  (kind) => {
    const most = { ...site, limits: { ...usualLimits, eventsPerEntity: 100 } }
    const events = histories[kind]!(300, NOW - 1_000)
    const floorOf = (heard: readonly AnyEvent[]) => {
      const floor = createFloor({ site: most })
      for (const [number, event] of heard.entries())
        floor.apply({ pos: `1-${number + 1}`, at: NOW + number, event })
      floor.settle()
      return floor
    }
    const about = ({ type, subject }: AnyEvent) => `${type.slice(0, type.indexOf('.'))}/${subject}`
    const last = about(events[299]!)
    const folded = events.filter((event) => about(event) !== last)
    const left = [...folded, ...events.filter((event) => about(event) === last).slice(0, 100)]
    const floor = floorOf(events)
    expect(floor.row('feed', 'demo')).toMatchObject({ overfull: 300 - left.length, overfullOf: [last] })
    const [type, id] = last.split('/') as ['case', string]
    expect(floor.row(type, id)).toEqual(floorOf(left).row(type, id))
  },
)

it('a contact that was folded again a moment ago waits for its turn with what comes late next', () => {
  const floor = createFloor({ site })
  let position = 0
  const tell = (type: string, time: number, data: Record<string, unknown>) => {
    const event = { id: `w${++position}`, source: 'demo', type, subject: 'K', time, data }
    floor.apply({ pos: `1-${position}`, at: NOW, event })
  }
  tell('contact.queued', NOW - 600_000, { queue: 'service', customer: 'U' })
  for (let number = 0; number < 70; number++)
    tell('contact.message', NOW - 500_000 + 1_000 * number, { by: 'customer' })
  tell('contact.message', NOW - 450_500, { by: 'customer' })
  expect(floor.nextRefold()).toBeNull()
  tell('contact.message', NOW - 440_500, { by: 'customer' })
  expect(floor.nextRefold()).toBeGreaterThan(NOW)
})
