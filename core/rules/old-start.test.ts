import { expect, it } from 'vitest'
import { calendarSchema } from '../calendars/calendar-schema.ts'
import { compileCalendars } from '../calendars/compile-calendars.ts'
import type { AnyEvent } from '../event/event.ts'
import { compileRules } from './compile-rules.ts'
import { createJudge } from './judge.ts'
import { ruleSchema } from './rule-schema.ts'

/** Years of which the calendar asked for the holidays: it lays each out that it looks at, which is what that costs. */
const looked = new Set<number>()

function judge() {
  looked.clear()
  const compiled = compileCalendars(
    [calendarSchema.parse({ id: 'office', week: { 'mon-fri': ['09:00-18:00'] }, holidays: ['CN'] })],
    {
      timezone: 'Asia/Shanghai',
      holidays(_, year) {
        looked.add(year)
        return { closed: [], open: [], basis: 'derived' }
      },
    },
  )
  if (!compiled.ok) throw new Error(JSON.stringify(compiled.errors))
  const rule = ruleSchema.parse({
    ...{ id: 'r', kind: 'clock', subject: 'case', calendar: 'office', limit: '8h', warn: ['50%'] },
    ...{ start: ['case.opened'], stop: ['case.replied'], pause: ['case.waiting'], resume: ['case.resumed'] },
  })
  const rules = compileRules([rule], compiled.calendars)
  if (!rules.ok) throw new Error(JSON.stringify(rules.errors))
  looked.clear()
  return createJudge(rules.rules)
}

it.each(['0000-01-01', '0099-12-31', '1899-12-31', '1970-01-01'])(
  'a case of %s that waits and goes on today has its clock, and the why of it, without a walk through the years between',
  (date) => {
    const clock = judge()
    const state = clock.begin('case', 'C')!
    const hears = (time: string, type: string) => {
      const event: AnyEvent = {
        ...{ id: type, source: 'crm', type, time: Date.parse(time), subject: 'C', data: {} },
      }
      return clock.apply(state, { time: event.time, events: [event], fields: {} })
    }
    hears(`${date}T00:00:00Z`, 'case.opened')
    clock.advance(state, Date.parse('2026-03-02T00:00:00Z'))
    hears('2026-03-02T01:00:00Z', 'case.waiting')
    expect(clock.why(state)).toMatchObject([{ pauses: [{ from: '2026-03-02T01:00:00.000Z', to: null }] }])
    hears('2026-03-03T01:00:00Z', 'case.resumed')
    hears('2026-03-04T01:00:00Z', 'case.waiting')
    hears('2026-03-05T01:00:00Z', 'case.resumed')
    const [{ counted, dueAt } = { counted: [], dueAt: null }] = clock.why(state)
    expect(counted.length).toBeLessThan(4)
    expect(Date.parse(dueAt!) - Date.parse(`${date}T00:00:00Z`)).toBeLessThan(5 * 86_400_000)
    expect(looked.size).toBeLessThan(10)
  },
)
