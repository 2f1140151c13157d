import { expect, test } from 'vitest'
import { createClock, createSteeredClock, HELD_SPEED, parseClock } from './clock.ts'

test('only real, or a time with offset and a speed, is a clock', () => {
  expect(parseClock('real')).toEqual({ kind: 'real' })
  expect(parseClock('2026-03-02T09:00:00+08:00@60')).toMatchObject({
    kind: 'virtual',
    start: Date.parse('2026-03-02T01:00:00Z'),
    speed: 60,
  })
  for (const text of ['', '60', '2026-03-02T09:00:00@60', '2026-03-02T09:00:00Z', '2026-03-02T09:00:00Z@0'])
    expect(parseClock(text), text).toBeNull()
  for (const text of ['2026-03-02T09:00:00Z@-1', '2026-13-02T09:00:00Z@1', '2026-03-02T09:00:00Z@99999'])
    expect(parseClock(text), text).toBeNull()
})

test('a virtual clock runs at its speed from its anchor, and says how long to wait in real time', () => {
  const spec = parseClock('2026-03-02T09:00:00Z@60')!
  let real = 1_000_000
  const clock = createClock(spec, { realMs: 1_000_000, virtualMs: 5_000 }, () => real)
  real += 250
  expect(clock.now()).toBe(5_000 + 250 * 60)
  expect(clock.waitMs(clock.now() + 60_000)).toBe(1_000)
  expect(clock.waitMs(0)).toBe(0)
  real += clock.waitMs(30_001)
  expect(clock.now()).toBeGreaterThanOrEqual(30_001)
  expect(clock).toMatchObject({ real: false, speed: 60 })
})

test('the real clock is the machine’s', () => {
  const clock = createClock({ kind: 'real' }, undefined, () => 42)
  expect([clock.now(), clock.waitMs(50), clock.real, clock.speed]).toEqual([42, 8, true, 1])
})

test('a steered clock goes on from each anchor, never back, and is looked at again soon', () => {
  const spec = parseClock('2026-03-02T09:00:00Z@1')!
  let real = 0
  const clock = createSteeredClock(spec, { realMs: 0, virtualMs: 5_000, speed: HELD_SPEED }, () => real)
  const speeds: number[] = []
  const stop = clock.onSpeed(() => speeds.push(clock.speed))
  real = 60_000
  expect(clock.now()).toBe(5_000)
  clock.take({ realMs: real, virtualMs: 5_000, speed: 4 })
  real += 1_000
  expect([clock.now(), clock.waitMs(1e12), clock.waitMs(5_000)]).toEqual([9_000, 100, 0])
  clock.take({ realMs: real, virtualMs: 8_900, speed: 1 })
  expect(clock.now()).toBe(9_000)
  real += 1_000
  expect(clock.now()).toBe(9_900)
  stop()
  clock.take({ realMs: real, virtualMs: 9_900, speed: 2 })
  expect(speeds).toEqual([4, 1])
})
