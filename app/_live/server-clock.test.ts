import { expect, test } from 'vitest'
import { createServerClock } from './server-clock.ts'

test('before anything is heard there is no time to show', () => {
  expect(createServerClock().now(5)).toBeNull()
})

test('a message held up by the network does not set the clock back', () => {
  const clock = createServerClock()
  clock.observe(100_000, 0)
  clock.observe(103_200, 4_000)
  expect(clock.now(4_000)).toBe(104_000)
})

test('a quicker message corrects the clock forward', () => {
  const clock = createServerClock()
  clock.observe(100_000, 500)
  clock.observe(104_000, 4_010)
  expect(clock.now(4_010)).toBe(104_000)
})

test('a server that comes back with another time is believed at once', () => {
  const clock = createServerClock()
  clock.observe(1_000_000, 0)
  clock.observe(500_000, 1_000)
  expect(clock.now(1_000)).toBe(500_000)
})

test('the quickest message is not believed for ever, because clocks drift', () => {
  const clock = createServerClock()
  clock.observe(100_000, 0)
  clock.observe(139_900, 40_000)
  expect(clock.now(40_000)).toBe(139_900)
})

test('a demo clock runs at its speed between two messages', () => {
  const clock = createServerClock()
  clock.setSpeed(60)
  clock.observe(0, 0)
  expect(clock.now(1_000)).toBe(60_000)
})

test('a clock that is made faster, or held, goes on from what it shows', () => {
  const clock = createServerClock()
  clock.observe(100_000, 0)
  clock.setSpeed(4, 1_000)
  expect([clock.now(1_000), clock.now(2_000)]).toEqual([101_000, 105_000])
  clock.setSpeed(0, 2_000)
  expect(clock.now(9_000)).toBe(105_000)
})
