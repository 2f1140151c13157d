import { expect, test } from 'vitest'
import type { AlertRow } from '../rows/row.ts'
import { conversationsOf } from './conversation.ts'

const alert = (id: string, over: Partial<AlertRow> = {}): AlertRow => ({
  ...{ id, rule: 'unanswered', severity: 'warning', subject: 'case/C1', case: 'C1', title: { en: id } },
  ...{ team: 'care', state: 'open', step: 0, raisedAt: '2026-01-05T12:00:00.000Z' },
  ...{ dueAt: '2026-01-05T13:00:00.000Z', ackedBy: null, ackedAt: null, told: [], about: null },
  ...over,
})

test('alerts of one case are one conversation that says the worst first', () => {
  const found = conversationsOf([
    alert('mild'),
    alert('breached', { severity: 'critical', step: 1 }),
    alert('severe', { severity: 'critical' }),
    alert('other', { case: 'C2' }),
    alert('queue', { case: null, subject: 'queue/q1' }),
  ])
  expect(found.map(({ key, worst, others }) => [key, worst.id, others.map(({ id }) => id)])).toEqual([
    ['case/C1', 'breached', ['severe', 'mild']],
    ['case/C2', 'other', []],
    ['alert/queue', 'queue', []],
  ])
})

test('what nobody has taken stands before what somebody has, and what is resolved is not told', () => {
  const taken = alert('taken', { severity: 'critical', step: 1, state: 'acked', case: 'C2' })
  const found = conversationsOf([
    taken,
    alert('done', { state: 'resolved' }),
    alert('open', { severity: 'info' }),
  ])
  expect(found.map(({ worst }) => worst.id)).toEqual(['open', 'taken'])
})
