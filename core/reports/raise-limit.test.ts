import { expect, test } from 'vitest'
import { median } from '../collections/median.ts'
import type { EventOfKind } from '../event/event.ts'
import { siteSchema } from '../site/site-schema.ts'
import { raiseLimit } from './raise-limit.ts'

const site = siteSchema.parse({
  site: { id: 's' },
  people: [
    { id: 'yuan', name: 'Yuan', role: 'agent' },
    { id: 'lin', name: 'Lin', role: 'lead' },
  ],
  causes: [{ id: 'late', title: { en: 'Late delivery', 'zh-CN': '送达太晚' } }],
  authority: [
    { role: 'agent', kind: 'compensation', upTo: { amount: 300, currency: 'CNY' } },
    { role: 'lead', kind: 'compensation', upTo: { amount: 2_000, currency: 'CNY' } },
  ],
})

type ApprovalEvent = EventOfKind<'approval'>
const MINUTE = 60_000

function asked(subject: string, amount: number, at: number, reason = 'Delay', who = 'yuan'): ApprovalEvent {
  const data = { case: 'C1', from: 'lin', kind: 'compensation', amount, currency: 'CNY', reason }
  return { id: `a-${subject}`, source: `user/${who}`, type: 'approval.requested', subject, time: at, data }
}
function decided(subject: string, granted: boolean, at: number): ApprovalEvent {
  const data = { granted, by: 'lin' }
  return { id: `d-${subject}`, source: 'user/lin', type: 'approval.decided', subject, time: at, data }
}

test('by role and kind: how many asked, how many granted, how long they waited, and which limit would have spared them', () => {
  const events = [
    ...[400, 450, 480, 500, 900].flatMap((amount, index) => [
      asked(`A${index}`, amount, 0, `Reason ${index} in words that nobody else has`),
      decided(`A${index}`, true, (index + 1) * MINUTE),
    ]),
    asked('B', 5_000, 0, 'Goodwill 13800138000', 'lin'),
    decided('B', false, 10 * MINUTE),
    asked('C', 600, 0),
  ]
  const found = raiseLimit(events.toReversed(), site, () => true)
  // Behind each figure stand as many as it counts.
  for (const { asked, granted, refused, medianWaitSec, approvals } of found) {
    const of = (wanted: string) => approvals.filter(({ decision }) => decision === wanted).length
    expect([approvals.length, of('granted'), of('refused')]).toEqual([asked, granted, refused])
    expect(median(approvals.flatMap(({ waitSec }) => waitSec ?? []))).toBe(medianWaitSec)
  }
  expect(found.filter(({ of }) => of === 'all')).toMatchObject([
    {
      ...{ role: 'agent', cause: null, kind: 'compensation', currency: 'CNY' },
      ...{ asked: 6, granted: 5, refused: 0, medianWaitSec: 180, wouldCover: 500, limit: 300 },
    },
    {
      ...{ role: 'lead', kind: 'compensation', currency: 'CNY' },
      ...{ asked: 1, granted: 0, refused: 1, medianWaitSec: 600, wouldCover: null, limit: 2_000 },
      approvals: [{ reason: 'Goodwill 138****8000' }],
    },
  ])
})

test('below them by cause, whatever else was said; one that was typed by its title counts as it, other words are one line', () => {
  const chosen = (subject: string, cause: string, reason?: string): ApprovalEvent => {
    const event = asked(subject, 400, 0, reason)
    return { ...event, data: { ...event.data, cause } } as ApprovalEvent
  }
  const unsaid = asked('F', 400, 0)
  const events = [
    chosen('A', 'late', 'Late delivery: nine days'),
    chosen('B', 'late', 'Late delivery'),
    asked('C', 400, 0, ' late DELIVERY '),
    chosen('D', 'gone', 'A cause that the site no longer has'),
    asked('E', 400, 0, 'The dog ate it'),
    asked('E2', 400, 0, 'The cat ate it'),
    { ...unsaid, data: { case: 'C1', from: 'lin', kind: 'compensation', currency: 'CNY' } } as ApprovalEvent,
    // Another kind has limits of its own.
    {
      ...unsaid,
      subject: 'G',
      data: { case: 'C1', from: 'lin', kind: 'refund', cause: 'late' },
    } as ApprovalEvent,
  ]
  expect(
    raiseLimit(events, site, () => true).map(({ kind, of, cause, asked }) => [kind, of, cause, asked]),
  ).toEqual([
    ['compensation', 'all', null, 7],
    ['compensation', 'cause', 'late', 3],
    ['compensation', 'cause', 'gone', 1],
    ['compensation', 'words', null, 2],
    ['compensation', 'none', null, 1],
    ['refund', 'all', null, 1],
    ['refund', 'cause', 'late', 1],
  ])
})

test('what the reader may not see is not counted, and what nobody has decided has no wait', () => {
  expect(raiseLimit([asked('A', 400, 0)], site, () => true)).toMatchObject([
    { of: 'all', granted: 0, medianWaitSec: null },
  ])
  expect(raiseLimit([asked('A', 400, 0)], site, (person) => person === 'lin')).toEqual([])
})

test('a reason names no customer whose case is known', () => {
  const events = [asked('A', 400, 0, '王小明 waited, 13800138000')]
  const namesOf = (caseId: string | null) => (caseId === 'C1' ? ['王小明'] : [])
  expect(raiseLimit(events, site, () => true, namesOf)).toMatchObject([
    { approvals: [{ reason: '王** waited, 138****8000' }] },
  ])
})
