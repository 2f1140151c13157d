import { expect, it } from 'vitest'
import { judgeOf, playScript, type Step } from '#tests/support/rule-script.ts'
import { roundTheClock } from '../calendars/calendar.ts'
import { compileRules } from './compile-rules.ts'
import { createJudge } from './judge.ts'
import { ruleSchema } from './rule-schema.ts'
import { type ClockWhy, whyOf } from './why.ts'

const clock = {
  id: 'r',
  kind: 'clock',
  subject: 'case',
  start: ['case.opened'],
  stop: ['case.replied'],
  pause: ['case.waiting'],
  resume: ['case.resumed'],
  limit: '2h',
}
const office = [{ id: 'office', week: { 'mon-fri': ['09:00-12:00', '13:00-17:00'] } }]
const iso = (time: string) => `2024-05-13T${time}:00.000Z`

function why(rule: object, steps: Step[]): ClockWhy {
  const judge = judgeOf([rule], office)
  const state = judge.begin('case', 'x')!
  playScript(judge, state, steps)
  return judge.why(state)[0]!
}

it('names rule, start event, calendar, limit, what was counted, and the due', () => {
  expect(why({ ...clock, calendar: 'office' }, [['11:30', 'case.opened']])).toEqual({
    rule: 'r',
    subject: 'case/x',
    run: 1,
    start: { source: 'test', id: 'e0' },
    startedAt: iso('11:30'),
    endedAt: null,
    calendar: { id: 'office', timezone: 'UTC', unofficial: [] },
    by: { limitMs: 7_200_000 },
    counted: [
      { from: iso('11:30'), to: iso('12:00') },
      { from: iso('13:00'), to: iso('14:30') },
    ],
    pauses: [],
    dueAt: iso('14:30'),
  })
})

it('leaves pauses out of what was counted, and shows one that lasts', () => {
  const steps: Step[] = [
    ['10:00', 'case.opened'],
    ['10:30', 'case.waiting'],
    ['11:00', 'case.resumed'],
  ]
  expect(why(clock, steps)).toMatchObject({
    counted: [
      { from: iso('10:00'), to: iso('10:30') },
      { from: iso('11:00'), to: iso('12:30') },
    ],
    pauses: [{ from: iso('10:30'), to: iso('11:00') }],
    dueAt: iso('12:30'),
  })
  expect(why(clock, [...steps, ['11:10', 'case.waiting']])).toMatchObject({
    counted: [
      { from: iso('10:00'), to: iso('10:30') },
      { from: iso('11:00'), to: iso('11:10') },
    ],
    pauses: [
      { from: iso('10:30'), to: iso('11:00') },
      { from: iso('11:10'), to: null },
    ],
  })
})

it('names the field that holds the due', () => {
  expect(
    why({ ...clock, due: 'nextAt' }, [['10:00', 'case.opened', { nextAt: Date.parse(iso('15:00')) }]]),
  ).toMatchObject({ by: { field: 'nextAt' }, counted: [], dueAt: iso('15:00') })
})

it('explains a run that has ended to whoever asked to be told', () => {
  const ended: ClockWhy[] = []
  const rules = compileRules([ruleSchema.parse(clock)], new Map([['always', roundTheClock('always', 'UTC')]]))
  if (!rules.ok) throw new Error('must compile')
  const judge = createJudge(rules.rules, (rule, run, subject, at) =>
    ended.push(whyOf(rule, run, subject, at)),
  )
  playScript(judge, judge.begin('case', 'x')!, [
    ['10:00', 'case.opened'],
    ['10:40', 'case.replied'],
  ])
  expect(ended).toMatchObject([
    { run: 1, startedAt: iso('10:00'), endedAt: iso('10:40'), dueAt: iso('12:00') },
  ])
})
