import { expect, test } from 'vitest'
import { siteCalendar } from '#core/history/site-calendar.ts'
import { pairPeriods } from './pair-periods.ts'
import { comparedSpans, downFrom, historyView, reportPath } from './view.ts'
import { worstPeriod } from './worst.ts'

const calendar = siteCalendar('Asia/Shanghai', '00:00')
const TODAY = '2026-03-11'
const of = (query: string) => {
  const params = new URLSearchParams(query)
  return historyView((name) => params.get(name) ?? '', TODAY, 'standard')
}

test('an empty address is the whole site today, by quarter hours, beside the same weekday', () => {
  expect(of('')).toMatchObject({ of: 'site', id: '', kind: 'day', by: '15m', variant: 'standard' })
  expect(of('').dates).toEqual({ first: TODAY, last: TODAY })
  expect(of('').before).toEqual({ first: '2026-03-04', last: '2026-03-04' })
})

test('an address is a view: whose, which span, divided and judged by what', () => {
  const view = of('of=queue&id=care&span=month&on=2026-02-14&by=weekday&level=offered&beside=none')
  expect(view).toMatchObject({ of: 'queue', id: 'care', by: 'weekday', variant: 'offered', before: null })
  expect(view.dates).toEqual({ first: '2026-02-01', last: '2026-02-28' })
})

test('what makes no sense in an address is as usual, and a span is no longer than can be asked for', () => {
  const view = of('of=nobody&id=x&span=century&on=2026-02-30&by=15m&level=best')
  expect(view).toMatchObject({ of: 'site', id: '', kind: 'day', by: '15m', variant: 'standard' })
  expect(view.dates.first).toBe(TODAY)
  expect(of('span=month&by=15m').by).toBe('day')
  const long = of('span=dates&on=2020-01-01&until=2026-01-01')
  const span = comparedSpans(long, calendar).now!.span
  expect((span.to - span.from) / 86_400_000).toBe(400)
})

test('a press goes down: month, day, quarter hour, its entries', () => {
  const month = of('span=dates&on=2026-01-01&until=2026-03-31')
  const period = (from: string, to: string) => ({ from, to, weekday: null })
  const february = period('2026-01-31T16:00:00.000Z', '2026-02-28T16:00:00.000Z')
  expect(month.by).toBe('month')
  expect(downFrom(month, february, calendar)).toMatchObject({ span: 'month', on: '2026-02-01' })
  const day = period('2026-02-04T16:00:00.000Z', '2026-02-05T16:00:00.000Z')
  expect(downFrom(of('span=month'), day, calendar)).toMatchObject({ span: 'day', on: '2026-02-05', by: '' })
  const quarter = period('2026-02-05T01:15:00.000Z', '2026-02-05T01:30:00.000Z')
  expect(downFrom(of('span=day'), quarter, calendar)).toMatchObject({
    entries: '2026-02-05T01:15:00.000Z~2026-02-05T01:30:00.000Z',
  })
})

test('the interface is asked for the instants of the dates, and for nothing while nobody is chosen', () => {
  const view = of('of=queue&id=a%20b')
  const { span } = comparedSpans(view, calendar).now!
  expect(reportPath(view, span)).toBe(
    '/api/v1/intervals?of=queue&id=a+b&from=2026-03-10T16%3A00%3A00.000Z&to=2026-03-11T16%3A00%3A00.000Z&by=15m&variant=standard',
  )
  expect(reportPath(of('of=queue'), span)).toBeNull()
})

test('quarter hours stand beside those that the clocks showed the same, on a day of 23 hours too', () => {
  const berlin = siteCalendar('Europe/Berlin', '00:00')
  const hours = (date: string) => {
    const { from, to } = berlin.dayOfDate(date)!
    const count = (to - from) / 3_600_000
    return Array.from({ length: count }, (_, hour) => ({
      from: new Date(from + hour * 3_600_000).toISOString(),
      to: '',
      weekday: null,
    }))
  }
  const [now, before] = [hours('2026-03-29'), hours('2026-03-22')]
  const paired = pairPeriods(now, before, 'hour', true, berlin)
  expect(paired.length).toBe(23)
  const clock = (from: string) => new Date(berlin.wallAt(Date.parse(from))).toISOString().slice(11, 16)
  expect(paired.every((old, index) => clock(old!.from) === clock(now[index]!.from))).toBe(true)
})

test('the worst period is the one in which the most were late or gave up', () => {
  const period = (from: string, answeredLate: number, abandoned: number, serviceLevel: number | null) =>
    ({ from, answeredLate, abandoned, serviceLevel }) as never
  expect(worstPeriod([period('a', 1, 0, 0.9), period('b', 2, 1, 0.5), period('c', 0, 3, 0.4)])).toMatchObject(
    {
      from: 'c',
    },
  )
  expect(worstPeriod([period('a', 0, 0, null)])).toBeNull()
})
