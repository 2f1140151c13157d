import { expect, it } from 'vitest'
import { type Limits, usualLimits } from '#core/site/limits.ts'
import { noLimitWatch } from '../metrics/limit-watch.ts'
import { createCallLimits } from './call-limits.ts'

function limited(less: Partial<Limits> = {}) {
  const clock = { now: 0 }
  const met: string[] = []
  const may = createCallLimits({
    limits: () => ({ ...usualLimits, ...less }),
    limitWatch: { ...noLimitWatch, met: (limit, who) => void met.push(`${limit} ${who}`) },
    now: () => clock.now,
  })
  return { clock, met, may }
}

it('a person has one share of commands on however many screens, and another person their own', () => {
  const { clock, met, may } = limited({ commandsPerSec: 2, commandsAtOnce: 5 })
  const taken = (source: string) =>
    Array.from({ length: 20 }, () => may.commands(source)).filter((waitSec) => waitSec === 0)
  expect(taken('user/a')).toHaveLength(5)
  expect(new Set(met)).toEqual(new Set(['commandsPerSec user/a']))
  expect(taken('user/b')).toHaveLength(5)
  clock.now = 1_000
  expect(taken('user/a')).toHaveLength(2)
})

it('several at once are taken all or none, and more than there ever are at once as many as there are', () => {
  const { clock, may } = limited({ commandsPerSec: 2, commandsAtOnce: 5 })
  const take = (count: number) => may.commands('user/a', { count })
  expect([take(4), take(2), take(1), take(1)]).toEqual([0, 1, 0, 1])
  clock.now = 10_000
  expect([take(50), take(1)]).toEqual([0, 1])
})

it('a person has colleagues called twenty times at once, then once a minute; another does not wait', () => {
  const { clock, may } = limited()
  const called = Array.from({ length: 10_000 }, () => may.asks('user/a'))
  expect(called.filter((waitSec) => waitSec === 0)).toHaveLength(20)
  expect(may.asks('user/b')).toBe(0)
  clock.now = 60_000
  expect([may.asks('user/a'), may.asks('user/a')]).toEqual([0, 60])
})

it('each screen of a person asks for views by itself, and it is the person who is named', () => {
  const { met, may } = limited({ watchesAtOnce: 2 })
  const ask = (key: string) => may.watches('user/a', { key })
  expect([ask('one'), ask('one'), ask('one'), ask('two')]).toEqual([0, 0, 1, 0])
  expect(met).toEqual(['watchesPerSec user/a'])
})
