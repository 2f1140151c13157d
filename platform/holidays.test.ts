import { describe, expect, it } from 'vitest'
import cn from './holidays/official/cn.json' with { type: 'json' }
import tw from './holidays/official/tw.json' with { type: 'json' }
import { holidayDates } from './holidays.ts'

const DAY = 86_400_000
const weekday = (date: string) => new Date(date).getUTCDay()

/** The weekdays off and weekend days worked of a year, as "-2026-01-01" and "+2026-01-04". */
function differing(code: string, year: number): string[] {
  const { closed, open } = holidayDates(code, year)!
  const off = closed.filter((date) => weekday(date) % 6 !== 0).map((date) => `-${date}`)
  return [...off, ...open.map((date) => `+${date}`)].sort()
}

describe('official lists', () => {
  it.each([
    ['CN', cn, 2015],
    ['TW', tw, 2017],
  ])(
    '%s: every day up to 2026 is as the list has it, and nothing else differs from the week',
    (code, list, first) => {
      for (let year = first; year <= 2026; year++) {
        const expected = Object.entries(list.days)
          .filter(([date, { off }]) => date.startsWith(`${year}`) && (!off || weekday(date) % 6 !== 0))
          .map(([date, { off }]) => `${off ? '-' : '+'}${date}`)
        expect(differing(code, year)).toEqual(expected.sort())
        expect(holidayDates(code, year)!.basis).toBe('official')
      }
    },
  )

  it('Taiwan 2026 has 120 days off with all Saturdays and Sundays, as its office calendar says', () => {
    const off = new Set(holidayDates('TW', 2026)!.closed)
    for (let at = Date.UTC(2026, 0, 1); at < Date.UTC(2027, 0, 1); at += DAY) {
      const date = new Date(at).toISOString().slice(0, 10)
      if (weekday(date) % 6 === 0) off.add(date)
    }
    expect(off.size).toBe(120)
    expect(holidayDates('TW', 2026)!.open).toEqual([])
  })

  it('China: weekend days that a decree names are holidays too, for those who work on Saturdays', () => {
    expect(holidayDates('CN', 2024)!.closed).toEqual(expect.arrayContaining(['2024-02-10', '2024-10-05']))
    expect(holidayDates('CN', 2024)!.open).toContain('2024-09-29')
    expect(holidayDates('TW', 2026)!.closed).toEqual(expect.arrayContaining(['2026-02-28', '2026-10-10']))
  })

  it('no day off by law is missing in a list: the tables of the lunar calendar agree with ten years of lists', () => {
    for (const [code, first] of [
      ['CN', 2015],
      ['TW', 2017],
    ] as const)
      for (let year = first; year <= 2026; year++) {
        const { closed, statutory } = holidayDates(code, year)!
        const missing = statutory!.filter((date) => !closed.includes(date) && weekday(date) % 6 !== 0)
        expect(missing).toEqual([])
      }
  })
})

describe('a year of which no list is known', () => {
  it('China 2027: the days of the law hold, by the lunar calendar, and the year is said to be derived', () => {
    const { closed, open, basis } = holidayDates('CN', 2027)!
    expect(basis).toBe('derived')
    expect(open).toEqual([])
    expect(closed).toEqual([
      ...['2027-01-01', '2027-02-05', '2027-02-06', '2027-02-07', '2027-02-08', '2027-04-05', '2027-05-01'],
      ...['2027-05-02', '2027-06-09', '2027-09-15', '2027-10-01', '2027-10-02', '2027-10-03'],
    ])
  })

  it('Taiwan 2027: what falls on a weekend is made up on the nearer working day, but for the Lunar New Year', () => {
    expect(holidayDates('TW', 2027)!.basis).toBe('derived')
    expect(differing('TW', 2027)).toEqual(
      [
        ...['2027-01-01', '2027-02-04', '2027-02-05', '2027-02-08', '2027-03-01', '2027-04-05', '2027-04-06'],
        ...['2027-04-30', '2027-06-09', '2027-09-15', '2027-09-28', '2027-10-11', '2027-10-25', '2027-12-24'],
        '2027-12-31',
      ].map((date) => `-${date}`),
    )
  })

  it('Taiwan: by the law alone 2026 would be as its list is, but for the Lunar New Year; children’s day may move', async () => {
    const { taiwaneseYear, datesOf } = await import('./holidays/statutory-days.ts')
    const off = (year: number) => datesOf(taiwaneseYear(year)).filter((date) => weekday(date) % 6 !== 0)
    const official = differing('TW', 2026).map((text) => text.slice(1))
    expect(off(2026)).toEqual(official.filter((date) => date !== '2026-02-20'))
    expect(off(2029).filter((date) => date.startsWith('2029-04'))).toEqual(['2029-04-03', '2029-04-04'])
  })

  it('knows nothing of years before the first list, and says so', () => {
    expect(holidayDates('CN', 1990)).toEqual({ closed: [], open: [], basis: 'derived' })
  })
})

it('knows other countries and their states, and says so of codes that are none', () => {
  expect(holidayDates('DE-BY', 2024)?.closed).toContain('2024-01-06')
  expect(holidayDates('DE', 2024)?.closed).not.toContain('2024-01-06')
  expect(holidayDates('DE', 2024)?.basis).toBeUndefined()
  expect(['XX', 'DE-ZZ', 'nonsense!'].map((code) => holidayDates(code, 2024))).toEqual([null, null, null])
})
