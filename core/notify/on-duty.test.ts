import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { alertsSchema, type RosterConfig } from './alerts-schema.ts'
import type { DutySwap } from './duty-swap.ts'
import { dutyBetween, onDutyAt } from './on-duty.ts'

const ZONE = 'Asia/Shanghai'
const HOUR = 3_600_000
/** An instant by the clock of Shanghai. */
const at = (text: string) => Date.parse(`${text}:00+08:00`)

function roster(fields: object): RosterConfig {
  return alertsSchema.parse({ rosters: [{ id: 'night', ...fields }] }).rosters[0]!
}

const weekly = roster({
  shifts: [{ members: ['lin', 'sun', 'ma'], handover: { every: 'week', at: '09:00', from: '2026-01-05' } }],
})
const people = (of: RosterConfig, when: number, swaps: readonly DutySwap[] = []) =>
  onDutyAt(of, swaps, when, ZONE).map(({ person }) => person)

function swap(fields: Partial<DutySwap> = {}): DutySwap {
  const span = { from: at('2026-01-06T00:00'), to: at('2026-01-07T00:00') }
  return { id: 's', roster: 'night', ...span, person: 'sun', by: 'lin', ...fields }
}

describe('members take turns', () => {
  test('and hand over at their time of the day, not a moment before', () => {
    expect(people(weekly, at('2026-01-05T09:00'))).toEqual(['lin'])
    expect(people(weekly, at('2026-01-12T09:00') - 1)).toEqual(['lin'])
    expect(people(weekly, at('2026-01-12T09:00'))).toEqual(['sun'])
    expect(people(weekly, at('2026-01-19T09:00'))).toEqual(['ma'])
    expect(people(weekly, at('2026-01-26T09:00'))).toEqual(['lin'])
  })

  test('also before the day from which they are counted', () => {
    expect(people(weekly, at('2026-01-05T08:59'))).toEqual(['ma'])
  })

  test('a clock that is set forward changes no hand-over', () => {
    const daily = roster({
      timezone: 'Europe/Berlin',
      shifts: [{ members: ['a', 'b'], handover: { every: 'day', at: '02:30', from: '2026-03-28' } }],
    })
    // On 29 March clocks go from 02:00 to 03:00.
    expect(people(daily, Date.parse('2026-03-29T00:59:59Z'))).toEqual(['a'])
    expect(people(daily, Date.parse('2026-03-29T01:00:00Z'))).toEqual(['b'])
  })
})

test('a shift is worked in its hours, past midnight too, and nobody is on duty in none', () => {
  const night = roster({ shifts: [{ week: { fri: ['22:00-06:00'] }, members: ['lin'] }] })
  expect(people(night, at('2026-01-09T21:59'))).toEqual([])
  expect(people(night, at('2026-01-09T22:00'))).toEqual(['lin'])
  expect(people(night, at('2026-01-10T05:59'))).toEqual(['lin'])
  expect(people(night, at('2026-01-10T06:00'))).toEqual([])
})

describe('who stands in', () => {
  test('is on duty for so long, in the place of whom it would have been', () => {
    expect(onDutyAt(weekly, [swap()], at('2026-01-06T12:00'), ZONE)).toEqual([
      { person: 'sun', shift: null, instead: 'lin' },
    ])
    expect(people(weekly, at('2026-01-07T00:00'), [swap()])).toEqual(['lin'])
    expect(people(weekly, at('2026-01-06T12:00'), [swap({ roster: 'other' })])).toEqual(['lin'])
  })

  test('of several the one that was said last; nobody named gives it back', () => {
    const noon = at('2026-01-06T12:00')
    expect(people(weekly, noon, [swap(), swap({ person: 'ma' })])).toEqual(['ma'])
    expect(people(weekly, noon, [swap(), swap({ person: null })])).toEqual(['lin'])
  })
})

test('a calendar of who is on duty says the same as each of its instants', () => {
  const from = at('2026-01-05T00:00')
  const shift = { week: { 'mon-fri': ['08:00-20:00'] }, members: ['lin', 'sun'], handover: { every: 'day' } }
  const both = roster({ shifts: [shift, { week: { 'sat,sun': ['10:00-02:00'] }, members: ['ma'] }] })
  const to = from + 14 * 24 * HOUR
  const spans = dutyBetween(both, [swap()], from, to, ZONE)
  expect([spans[0]!.from, spans.at(-1)!.to]).toEqual([from, to])
  fc.assert(
    fc.property(fc.integer({ min: from, max: to - 1 }), (instant) => {
      const span = spans.find((each) => each.from <= instant && instant < each.to)!
      expect(span.onDuty).toEqual(onDutyAt(both, [swap()], instant, ZONE))
    }),
  )
})
