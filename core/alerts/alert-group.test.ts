import { expect, test } from 'vitest'
import type { AlertRow } from '../rows/row.ts'
import { alertRowsOf, type Forms, formsOf, groupsOf, lastBreach } from './alert-group.ts'
import { conversationsOf } from './conversation.ts'

const at = (minute: number) => new Date(Date.UTC(2026, 0, 5, 12, minute)).toISOString()

const alert = (id: string, over: Partial<AlertRow> = {}): AlertRow => ({
  ...{ id, rule: 'unanswered', severity: 'critical', subject: `case/${id}`, case: id, title: {} },
  ...{ team: 'east', state: 'open', step: 1, raisedAt: at(0), dueAt: at(0), ackedBy: null, ackedAt: null },
  ...{ told: [], about: null },
  ...over,
})

const grouped = (...alerts: AlertRow[]) =>
  groupsOf(conversationsOf(alerts)).map(({ rule, team, open, oldestAt, conversations }) => {
    return { of: [rule, team], open, oldestAt, ids: conversations.map(({ worst }) => worst.id) }
  })

test('forty of one rule in one team are one group, and another team’s is another', () => {
  const forty = Array.from({ length: 40 }, (_, index) => alert(`a${index}`, { raisedAt: at(59 - index) }))
  const groups = grouped(...forty, alert('w', { team: 'west' }), alert('q', { rule: 'waits', case: null }))
  expect(groups.map(({ of, ids }) => [...of, ids.length])).toEqual([
    ['unanswered', 'east', 40],
    ['waits', 'east', 1],
    ['unanswered', 'west', 1],
  ])
  expect(groups[0]).toMatchObject({ open: 40, oldestAt: at(20) })
})

test('the group with the worst stands first, and in a group the worst; what somebody has is still in it', () => {
  const groups = grouped(
    alert('mild', { rule: 'waits', severity: 'info' }),
    alert('taken', { state: 'acked', ackedBy: 'lin', raisedAt: at(1) }),
    alert('later', { dueAt: at(9), raisedAt: at(5) }),
    alert('first', { dueAt: at(8), raisedAt: at(7) }),
  )
  expect(groups).toEqual([
    { of: ['unanswered', 'east'], open: 2, oldestAt: at(5), ids: ['first', 'later', 'taken'] },
    { of: ['waits', 'east'], open: 1, oldestAt: at(0), ids: ['mild'] },
  ])
})

test('a case in two alerts stands in the group of its worst one, once', () => {
  const groups = grouped(
    alert('breach', { case: 'C1' }),
    alert('warning', { case: 'C1', rule: 'waits', step: 0 }),
    alert('other', { rule: 'waits', step: 0 }),
  )
  expect(groups.map(({ of, ids }) => [of[0], ids])).toEqual([
    ['unanswered', ['breach']],
    ['waits', ['other']],
  ])
})

const lines = (alerts: AlertRow[], before: Forms = new Map()) => {
  const conversations = conversationsOf(alerts)
  const groups = groupsOf(conversations)
  const forms = formsOf(groups, before)
  const shown = alertRowsOf(groups, forms, conversations).map((line) =>
    'one' in line ? line.one.worst.id : `${line.group.rule} ${line.group.conversations.length}`,
  )
  return { shown, forms }
}
const some = (count: number) => Array.from({ length: count }, (_, index) => alert(`a${index}`))

test('from three of a kind on there is one card, which stands where the worst of them would', () => {
  const mild = alert('mild', { rule: 'waits', severity: 'info', team: null })
  const first = alert('first', { rule: 'waits', dueAt: '2026-01-05T11:00:00.000Z', team: null })
  expect(lines([mild, ...some(2), first]).shown).toEqual(['first', 'a0', 'a1', 'mild'])
  expect(lines([mild, ...some(3), first]).shown).toEqual(['first', 'unanswered 3', 'mild'])
})

test('while it is read a card stays a card and lines stay lines, however many they become', () => {
  const card = lines(some(3)).forms
  expect(lines(some(1), card).shown).toEqual(['unanswered 1'])
  const single = lines(some(2)).forms
  expect(lines(some(3), single).shown).toEqual(['a0', 'a1', 'a2'])
})

test('how long it is overdue begins with what was due, not with the warning', () => {
  const warned = { ...alert('warned', { raisedAt: at(0) }), step: 0, dueAt: at(50) }
  const broken = { ...alert('broken', { raisedAt: at(10) }), step: 1, dueAt: at(30) }
  const later = { ...alert('later', { raisedAt: at(5) }), step: 1, dueAt: at(40) }
  const of = (alerts: AlertRow[]) => groupsOf(conversationsOf(alerts))[0]?.overdueSince
  expect(of([warned, broken, later])).toBe(at(30))
  expect(of([warned])).toBeNull()
})

test('the last breach that nobody has is found alone and in a card; a warning, what is taken and what is put off are none', () => {
  const breach = (...alerts: AlertRow[]) => {
    const conversations = conversationsOf(alerts)
    const groups = groupsOf(conversations)
    return lastBreach(alertRowsOf(groups, formsOf(groups, new Map()), conversations))?.key ?? null
  }
  const warned = [1, 2, 3].map((nth) => alert(`w${nth}`, { step: 0, rule: 'waits' }))
  expect(breach(...warned, alert('taken', { state: 'acked' }), alert('later', { state: 'snoozed' }))).toBe(
    null,
  )
  expect(breach(...warned, alert('first'), alert('mild', { severity: 'warning' }))).toBe('case/mild')
  expect(breach(...warned, alert('mild', { severity: 'warning', rule: 'waits' }))).toBe(
    'group/["waits","east"]',
  )
})
