import { describe, expect, it } from 'vitest'
import { roundTheClock } from '../calendars/calendar.ts'
import { checkRules } from './compile-rules.ts'
import { ruleSchema } from './rule-schema.ts'

const clock = {
  id: 'c',
  kind: 'clock',
  subject: 'case',
  start: ['case.opened'],
  stop: ['case.replied'],
  limit: '90m',
}
const count = { id: 'n', kind: 'count', subject: 'contact', of: ['contact.transferred'], limit: 2 }
const level = { id: 'l', kind: 'level', subject: 'queue', figure: 'serviceLevel30m', below: 0.8 }

const paths = (rule: object) => {
  const read = ruleSchema.safeParse(rule)
  return read.success ? [] : read.error.issues.map((issue) => issue.path.join('.'))
}

describe('a rule as written', () => {
  it.each([
    clock,
    {
      ...clock,
      limit: '37h30m',
      warn: ['50%', '15m'],
      calendar: 'always',
      severity: 'info',
      notify: 'leads',
    },
    { ...clock, limit: [{ when: { priority: ['vip', 'high'] }, is: '1d' }, { is: '500ms' }] },
    { ...clock, subject: 'promise', due: 'due', limit: undefined, when: { 'case.kind': 'complaint' } },
    { ...clock, subject: 'handoff', due: 'case.deadline', stop: [{ type: 'case.replied', accepted: true }] },
    { ...clock, title: { en: 'Late', 'zh-CN': '迟' } },
    count,
    { ...count, limit: [2, 3], subject: 'customer', within: '24h', while: {} },
    { ...count, subject: 'agent', of: ['contact.declined'], reset: ['agent.signed_in'] },
    level,
    {
      ...level,
      figure: 'now - oldestWaitingAt',
      below: undefined,
      above: ['60s', '3m'],
      clear: '30s',
      for: '10s',
    },
    { ...level, figure: 'agents.available', below: [3, 1], clear: 4, least: { offered: 5 } },
  ])('is read: %j', (rule) => {
    expect(paths(rule)).toEqual([])
  })

  it.each([
    [{ ...clock, start: ['case.exploded'] }, 'start.0'],
    [{ ...clock, stop: [{ type: 'case.replied', acepted: true }] }, 'stop.0.acepted'],
    [{ ...clock, when: { colour: 'red' } }, 'when.colour'],
    [{ ...clock, when: { kind: ['complaint', 'complant'] } }, 'when.kind'],
    [{ ...clock, subject: 'promise', when: { 'case.priority': 'VIP' } }, 'when.case.priority'],
    [{ ...clock, stop: [{ type: 'case.replied', kind: 'answr' }] }, 'stop.0.kind'],
    [{ ...clock, while: { 'case.kind': 'complaint' } }, 'while.case.kind'],
    [{ ...clock, subject: 'customer', when: { kind: 'complaint' } }, 'when.kind'],
    [{ ...clock, subject: 'spaceship' }, 'subject'],
    [{ ...clock, limit: '0m' }, 'limit'],
    [{ ...clock, limit: 'soon' }, 'limit'],
    [{ ...clock, limit: [{ is: '0s' }] }, 'limit.0.is'],
    [{ ...clock, limit: [{ when: { colour: 'red' }, is: '1h' }] }, 'limit.0.when.colour'],
    [{ ...clock, limit: undefined }, 'limit'],
    [{ ...clock, due: 'kind' }, 'due'],
    [{ ...clock, due: 'whenever' }, 'due'],
    [{ ...clock, warn: ['early'] }, 'warn.0'],
    [{ ...clock, warn: ['120%'] }, 'warn.0'],
    [{ ...clock, start: [] }, 'start'],
    [{ ...clock, severity: 'apocalyptic' }, 'severity'],
    [{ ...clock, title: { fr: 'En retard' } }, 'title'],
    [{ ...clock, colour: 'red' }, ''],
    [{ ...count, limit: 0 }, 'limit'],
    [{ ...count, limit: [3, 2] }, 'limit'],
    [{ ...count, subject: 'queue' }, 'subject'],
    [{ ...count, subject: 'customer' }, 'within'],
    [{ ...count, subject: 'agent', within: '0h' }, 'within'],
    [{ ...level, figure: 'mood' }, 'figure'],
    [{ ...level, figure: 'name' }, 'figure'],
    [{ ...level, figure: 'now - waiting', below: '2m' }, 'figure'],
    [{ ...level, figure: 'now - oldestWaitingAt' }, 'below'],
    [{ ...level, below: '2m' }, 'below'],
    [{ ...level, above: 0.9 }, 'above'],
    [{ ...level, below: undefined }, 'above'],
    [{ ...level, clear: 0.7 }, 'clear'],
    [{ ...level, below: [0.6, 0.8] }, 'below'],
    [{ ...level, least: { mood: 1 } }, 'least.mood'],
    [{ ...level, kind: 'vibe' }, 'kind'],
  ])('is refused with the path of what is wrong: %j', (rule, path) => {
    expect(paths(rule)).toEqual([path])
  })
})

describe('rules of a site', () => {
  const calendars = new Map([
    ['always', roundTheClock('always', 'UTC')],
    ['minute', { ...roundTheClock('minute', 'UTC'), workingMsBetween: () => 60_000 }],
  ])
  const check = (...rules: object[]) =>
    checkRules(
      rules.map((rule) => ruleSchema.parse(rule)),
      calendars,
    ).map((error) => error.path.join('.'))

  it('may not share an id, nor name a calendar that is not there', () => {
    expect(check(clock, { ...count, id: 'c' })).toEqual(['rules.1.id'])
    expect(check(clock, { ...clock, id: 'd', calendar: 'moon' })).toEqual(['rules.1.calendar'])
    expect(check(clock, count, level)).toEqual([])
  })

  it('may not have a limit that its calendar would take a century to fill', () => {
    expect(check({ ...clock, limit: '99m', calendar: 'minute' })).toEqual([])
    expect(check({ ...clock, limit: '2h', calendar: 'minute' })).toEqual(['rules.0.limit'])
  })
})
