import { expect, test } from 'vitest'
import { assistMetrics } from './assist-metrics.ts'

const at = (minute: number) => new Date(minute * 60_000).toISOString()
const call = (
  from: number,
  came: number | null,
  state: 'open' | 'accepted' | 'ended',
  ended: number | null,
) => ({
  ...{ requestedAt: at(from), acceptedAt: came === null ? null : at(came), state },
  endedAt: ended === null ? null : at(ended),
})

test('how many called, after how long somebody came, and how many waited for nobody', () => {
  const rows = [
    call(10, 12, 'ended', 20),
    call(20, 24, 'accepted', null),
    call(30, 39, 'ended', 40),
    call(40, null, 'open', null),
    // Nobody came within the hour; called off before anybody did.
    call(50, null, 'ended', null),
    call(60, null, 'ended', 61),
    // Of the day before.
    call(5, 90, 'ended', 95),
  ]
  const span = { from: 10 * 60_000, to: 100 * 60_000 }
  expect(assistMetrics(rows, span)).toEqual({ called: 6, unanswered: 1, medianSec: 240 })
  expect(assistMetrics([], span)).toEqual({ called: 0, unanswered: 0, medianSec: null })
})
