import fc from 'fast-check'
import { expect, it } from 'vitest'
import { instantAt, randomInstants, START } from '#tests/support/random-instants.ts'
import { judgeOf, shownLine } from '#tests/support/rule-script.ts'
import { type SlowRule, slowClock } from '#tests/support/slow-clock.ts'

const END = instantAt(700)
const office = [
  { id: 'office', timezone: 'UTC', week: { 'mon-fri': ['09:00-10:00', '10:30-12:00', '13:00-24:00'] } },
]

function isOpen(minute: number): boolean {
  const date = new Date(minute)
  const clock = date.getUTCHours() * 60 + date.getUTCMinutes()
  const weekday = date.getUTCDay() >= 1 && date.getUTCDay() <= 5
  return weekday && ((clock >= 540 && clock < 600) || (clock >= 630 && clock < 720) || clock >= 780)
}

const names = (types: string[]) => types.map((type) => `case.${type}`)
const lists = {
  start: names(['opened', 'contacted', 'reopened']),
  stop: names(['replied', 'reopened', 'resolved']),
  pause: names(['waiting']),
  resume: names(['resumed', 'contacted']),
}
const isComplaint = { when: { kind: 'complaint' } }
const table = [
  { when: { priority: 'vip' }, is: '20m' },
  { when: { priority: 'normal' }, is: '50m' },
]
const tableOf: SlowRule['limit'] = ({ priority }) =>
  priority === 'vip' ? 20 : priority === 'normal' ? 50 : null
const warn = ['50%', '5m', '30m', '18m']
const slowWarn = [{ share: 0.5 }, { left: 5 }, { left: 30 }, { left: 18 }]
const whenComplaint: SlowRule['when'] = ({ kind }) => kind === 'complaint'

const cases: [string, object, Partial<SlowRule>][] = [
  ['a limit', { ...lists, limit: '50m', warn }, { limit: () => 50 }],
  [
    'a limit table with when',
    { ...lists, ...isComplaint, limit: table, warn },
    { limit: tableOf, when: whenComplaint },
  ],
  [
    'a due field',
    { ...lists, due: 'nextAt', warn },
    { limit: () => null, due: ({ nextAt }) => nextAt as number },
  ],
  [
    'a due field with a limit table behind it',
    { ...lists, ...isComplaint, due: 'nextAt', limit: table, warn },
    { limit: tableOf, when: whenComplaint, due: ({ nextAt }) => nextAt as number },
  ],
]

it.each(cases)('a clock with %s says what the slow clock says, minute by minute', (_, config, slow) => {
  for (const calendar of ['always', 'office']) {
    const judge = judgeOf([{ ...config, calendar }], office)
    const rule: SlowRule = {
      ...lists,
      when: () => true,
      limit: () => null,
      due: null,
      warn: slowWarn,
      isOpen: calendar === 'office' ? isOpen : () => true,
      ...slow,
    }
    fc.assert(
      fc.property(randomInstants, (instants) => {
        const state = judge.begin('case', 'x')!
        const transitions = [
          ...instants.flatMap((instant) => judge.apply(state, instant)),
          ...judge.advance(state, END),
        ]
        expect(transitions.map((transition) => shownLine(transition))).toEqual(
          slowClock(rule, instants, START, END),
        )
      }),
      { numRuns: Number(process.env.HUIYIN_PROPERTY_RUNS ?? 150) },
    )
  }
})
