import { expect, test } from 'vitest'
import type { AnyEvent } from '../../event/event.ts'
import { siteSchema } from '../../site/site-schema.ts'
import { caseProjectionForTest } from '../projection/case-projection-for-test.ts'

const site = siteSchema.parse({
  site: { id: 'again' },
  rules: [
    {
      ...{ id: 'unanswered', kind: 'clock', subject: 'case', when: { kind: 'complaint' }, limit: '90m' },
      ...{ start: ['case.opened'], stop: ['case.replied'] },
    },
  ],
})
const START = Date.UTC(2026, 2, 2, 1)
const MINUTE = 60_000
const at = (minute: number) => new Date(START + minute * MINUTE).toISOString()

type Emitted = [type: string, subject: string, data: object, source?: string]

function floorAfter(emitted: readonly Emitted[], order = emitted.map((_, index) => index)) {
  const floor = caseProjectionForTest(site)
  for (const index of order) {
    const [type, subject, data, source = 'crm'] = emitted[index]!
    const event = { id: `e${index}`, source, type, subject, time: START + index * MINUTE, data: { ...data } }
    floor.hear(event satisfies AnyEvent)
  }
  floor.advance(START + 60 * MINUTE)
  return floor
}

test('a complaint that is opened again as a suggestion stays a complaint, and its clock runs on', () => {
  const emitted: Emitted[] = [
    ['case.opened', 'C1', { kind: 'complaint', priority: 'vip', agent: 'he' }],
    ['case.opened', 'C1', { kind: 'suggestion', priority: 'normal', agent: 'lin', deadline: at(9_000) }],
  ]
  for (const order of [
    [0, 1],
    [1, 0],
  ]) {
    const row = floorAfter(emitted, order).book.row('case', 'C1')
    expect(row).toMatchObject({ kind: 'complaint', priority: 'vip', owner: 'he', deadlineAt: null })
    expect(row).toMatchObject({ contacts: 1, clocks: [{ state: 'running', startedAt: at(0) }] })
  }
})

test('what is opened again does not reopen: a broken promise stays broken, a grant is for what was asked', () => {
  const { book } = floorAfter([
    ['case.opened', 'C1', { kind: 'complaint' }],
    ['case.opened', 'C2', { kind: 'request' }],
    ['promise.made', 'P1', { case: 'C1', text: 'soon', due: at(10) }],
    ['approval.requested', 'A1', { case: 'C1', from: 'lin', amount: 10, currency: 'CNY' }],
    ['approval.decided', 'A1', { granted: true }],
    ['callback.requested', 'B1', { queue: 'q', due: at(90), phone: '1', case: 'C1' }],
    ['handoff.sent', 'H1', { case: 'C1', department: 'product', due: at(90) }],
    ['case.resolved', 'C2', {}],
    ['promise.made', 'P1', { case: 'C2', text: 'later', due: at(900_000) }],
    ['approval.requested', 'A1', { case: 'C1', from: 'lin', amount: 99_999, currency: 'CNY' }],
    ['callback.requested', 'B1', { queue: 'other', due: at(900_000), phone: '2', case: 'C2' }],
    ['handoff.sent', 'H1', { case: 'C2', department: 'finance', due: at(900_000) }],
    ['case.opened', 'C2', { kind: 'request' }],
  ])
  expect(book.row('promise', 'P1')).toMatchObject({
    state: 'broken',
    dueAt: at(10),
    text: 'soon',
    case: 'C1',
  })
  expect(book.row('approval', 'A1')).toMatchObject({ state: 'granted', amount: 10 })
  expect(book.row('callback', 'B1')).toMatchObject({ queue: 'q', dueAt: at(90), phone: '1', case: 'C1' })
  expect(book.row('handoff', 'H1')).toMatchObject({ department: 'product', dueAt: at(90), case: 'C1' })
  expect(book.aggregate('C2')).toEqual([{ type: 'case', id: 'C2' }])
  expect(book.repeats('C1').map(({ type }) => type)).toEqual([
    'promise.made',
    'approval.requested',
    'callback.requested',
    'handoff.sent',
  ])
})

test('of two feeds the one that was later in order is counted, and only where it says something else', () => {
  const emitted: Emitted[] = [
    ['case.opened', 'C1', { kind: 'complaint', queue: 'q' }, 'crm'],
    ['case.opened', 'C1', { queue: 'q', kind: 'complaint' }, 'desk'],
    ['case.opened', 'C1', { kind: 'suggestion' }, 'desk'],
  ]
  for (const order of [
    [0, 1, 2],
    [2, 1, 0],
    [1, 2, 0, 1],
  ]) {
    const counted = [...floorAfter(emitted, order).contradicting].filter(([, count]) => count !== 0)
    expect(counted).toEqual([['desk', 1]])
  }
})

test('an opening that the first one kept out counts once that was taken back', () => {
  const opening = siteSchema.parse({ site: { id: 'again' }, queues: [{ id: 'q', opens: 'complaint' }] })
  const floor = caseProjectionForTest(opening)
  const tell = (minute: number, type: string, subject: string, data: object) =>
    floor.hear({
      ...{ id: `t${minute}`, source: 'crm', type, subject },
      ...{ time: START + minute * MINUTE, data: { ...data } },
    })
  tell(0, 'contact.queued', 'K1', { queue: 'q' })
  tell(1, 'contact.answered', 'K1', { agent: 'he' })
  tell(2, 'case.opened', 'open-K1', { kind: 'request', agent: 'lin' })
  expect(floor.book.row('case', 'open-K1')).toMatchObject({ kind: 'complaint', owner: 'he' })
  // It comes late: the caller was in another queue by the time of the answer, where no case is opened.
  tell(0.5, 'contact.queued', 'K1', { queue: 'other' })
  expect(floor.book.row('case', 'open-K1')).toMatchObject({ kind: 'request', owner: 'lin' })
})
