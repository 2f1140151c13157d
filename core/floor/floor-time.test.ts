import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Timed } from '../time/floor-clock.ts'
import { createInstants } from '../time/instants.ts'
import { createFloorTime } from './floor-time.ts'

/** A part that notes when it was advanced for what. */
function partWith(wake?: (at: number) => void) {
  const instants = createInstants<string>(wake)
  const done: [string, number][] = []
  let asked = 0
  const part: Timed = {
    nextInstant() {
      asked++
      return instants.next()
    },
    advance(now) {
      for (let due = instants.take(now); due !== null; due = instants.take(now)) done.push([due.key, now])
    },
  }
  return { part, instants, done, asked: () => asked }
}

describe('the time of a floor', () => {
  it('lets everything happen at its exact instant, however time passes and whatever comes up meanwhile', () => {
    const step = fc.tuple(fc.integer({ min: 0, max: 40 }), fc.array(fc.integer({ min: 1, max: 60 })))
    fc.assert(
      fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
        const time = createFloorTime()
        const slots = [time.slot(() => waking.part), time.slot(() => asked.part)] as const
        const waking = partWith(slots[0].wake)
        const asked = partWith()
        const wanted: [string, number][] = []
        for (const [index, [ms, wants]] of steps.entries()) {
          time.pass(time.now() + ms)
          for (const [number, wait] of wants.entries()) {
            const [key, at] = [`${index}/${number}`, time.now() + wait]
            wanted.push([key, at])
            if (number % 2 === 0) waking.instants.set(key, at)
            else {
              asked.instants.set(key, at)
              slots[1].ask()
            }
          }
        }
        time.pass(time.now() + 100)
        const done = [...waking.done, ...asked.done]
        expect(done.sort()).toEqual(wanted.sort())
      }),
    )
  })

  it('asks no part while nothing is due', () => {
    const time = createFloorTime()
    const slot = time.slot(() => some.part)
    const some = partWith(slot.wake)
    some.instants.set('far', 1_000_000)
    time.pass(1)
    const before = some.asked()
    for (let at = 2; at < 500; at++) time.pass(at)
    expect(some.asked()).toBe(before)
    time.pass(1_000_000)
    expect(some.done).toEqual([['far', 1_000_000]])
  })
})
