import { expect, test } from 'vitest'
import type { AlertRow } from '#core/row.ts'
import { conversationsOf } from './conversations.ts'

const alert = (id: string, over: Partial<AlertRow> = {}): AlertRow => ({
  id,
  rule: 'unanswered',
  severity: 'warning',
  subject: 'case/C1',
  case: 'C1',
  title: { en: id },
  team: 'care',
  state: 'open',
  step: 0,
  raisedAt: '2026-01-05T12:00:00.000Z',
  dueAt: '2026-01-05T13:00:00.000Z',
  ackedBy: null,
  ackedAt: null,
  ...over,
})

test('alerts of one case are one entry that says the worst', () => {
  const all = [alert('mild'), alert('worst', { severity: 'critical' }), alert('other', { case: 'C2' })]
  const found = conversationsOf(all)
  expect(found.map(({ key, worst }) => [key, worst.id])).toEqual([
    ['case/C1', 'worst'],
    ['case/C2', 'other'],
  ])
  expect(found[0]!.others.map(({ id }) => id)).toEqual(['mild'])
})

test('what nobody has taken stands before what somebody has, however severe', () => {
  const taken = alert('taken', { severity: 'critical', state: 'acked', case: 'C2' })
  expect(conversationsOf([taken, alert('open', { severity: 'info' })]).map(({ worst }) => worst.id)).toEqual([
    'open',
    'taken',
  ])
})

test('what is resolved is no conversation any more', () => {
  expect(conversationsOf([alert('done', { state: 'resolved' })])).toEqual([])
})
