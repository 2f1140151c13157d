import { expect, test } from 'vitest'
import { createWaiting, type Paced } from './pace.ts'

interface Thing {
  readonly id: string
  readonly steps: number
  paced: Paced
}

const thing = (id: string, steps: number): Thing => ({
  ...{ id, steps, paced: { steps, foldedAt: Number.NEGATIVE_INFINITY } },
})

function waitingAt(clock: { now: number }) {
  return createWaiting<Thing>({
    pacedOf: ({ paced }) => paced,
    stepsOf: ({ steps }) => steps,
    now: () => clock.now,
  })
}

/** Lets time pass to each instant at which something is to be folded, and folds it; gives how many steps that were. */
function foldUntil(end: number, clock: { now: number }, waiting: ReturnType<typeof waitingAt>) {
  let steps = 0
  let most = 0
  for (let next = waiting.next(); next !== null && next <= end; next = waiting.next()) {
    clock.now = Math.max(clock.now, next)
    const taken = waiting.take(clock.now)
    most = Math.max(most, taken.length)
    for (const one of taken) {
      one.paced = { steps: one.steps, foldedAt: clock.now }
      steps += one.steps
      waiting.add(one)
    }
  }
  return { steps, most }
}

test('of many in disorder one is folded after the other, and all together no more steps a second than one could be', () => {
  const folded = [10, 100, 600].map((count) => {
    const clock = { now: 1_000 }
    const waiting = waitingAt(clock)
    for (let index = 0; index < count; index++) waiting.add(thing(`t${index}`, 200))
    return foldUntil(11_000, clock, waiting)
  })
  // Ten steps a millisecond.
  for (const { steps, most } of folded) {
    expect(steps).toBeLessThanOrEqual(101_000)
    expect(most).toBe(1)
  }
  expect(folded[2]!.steps).toBe(folded[1]!.steps)
})

test('each gets its turn', () => {
  const clock = { now: 1_000 }
  const waiting = waitingAt(clock)
  const things = Array.from({ length: 20 }, (_, index) => thing(`t${index}`, 100))
  for (const one of things) waiting.add(one)
  foldUntil(1_199, clock, waiting)
  for (const { paced } of things) expect(paced.foldedAt).toBeGreaterThanOrEqual(1_000)
})

test('what costs nothing waits for nobody', () => {
  const clock = { now: 1_000 }
  const waiting = waitingAt(clock)
  for (let index = 0; index < 5; index++) waiting.add(thing(`long-${index}`, 200))
  const [first] = waiting.take(clock.now)
  first!.paced = { steps: 200, foldedAt: clock.now }
  for (let index = 0; index < 5; index++) waiting.add(thing(`short-${index}`, 3))
  expect(waiting.take(clock.now).map(({ id }) => id.split('-')[0])).toEqual(Array(5).fill('short'))
  expect(waiting.next()).toBe(1_020)
})
