import { describe, expect, test } from 'vitest'
import type { AnyEvent } from '../../event/event.ts'
import { siteSchema } from '../../site/site-schema.ts'
import { caseProjectionForTest } from '../projection/case-projection-for-test.ts'

const site = siteSchema.parse({
  site: { id: 'links' },
  queues: [{ id: 'general' }, { id: 'walkin', opens: 'complaint', team: 'care' }],
})
const START = Date.UTC(2026, 2, 2, 1)
let seq = 0

function happened(
  minute: number,
  type: string,
  subject: string,
  data: object = {},
  source = 'crm',
): AnyEvent {
  const id = `e${String(seq++).padStart(4, '0')}`
  return { id, source, type, subject, time: START + minute * 60_000, data: { ...data } }
}
const opened = (minute: number, id: string, data: object = {}) =>
  happened(minute, 'case.opened', id, { kind: 'complaint', customer: 'ann', ...data })
const queued = (minute: number, id: string, data: object = {}) =>
  happened(minute, 'contact.queued', id, { queue: 'general', customer: 'ann', ...data })

/** The projection after these events, heard in this order and in the opposite one: both must agree. */
function projectionAfter(...events: AnyEvent[]) {
  const [forth, back] = [caseProjectionForTest(site), caseProjectionForTest(site)]
  for (const event of events) forth.hear(event)
  for (const event of [...events].reverse()) {
    back.hear(event)
    back.book.flush()
  }
  for (const id of ['K1', 'K2']) expect(back.book.caseOf(id)).toBe(forth.book.caseOf(id))
  for (const id of ['C1', 'C2', 'open-K1'])
    expect(back.book.row('case', id)).toEqual(forth.book.row('case', id))
  return forth.book
}

describe('a queued contact counts as the customer coming again', () => {
  test('about the open case of its customer, with an event of its own', () => {
    const projection = projectionAfter(opened(0, 'C1'), queued(5, 'K1'))
    expect(projection.caseOf('K1')).toBe('C1')
    expect(projection.row('case', 'C1')).toMatchObject({ contacts: 2, state: 'open' })
    expect(projection.timeline('C1').at(-1)).toMatchObject({
      source: 'system/link',
      id: 'contacted/K1',
      type: 'case.contacted',
      time: START + 5 * 60_000,
      data: { contact: 'K1' },
    })
  })

  test('of several open ones the one opened last, then the one of the greater id', () => {
    expect(projectionAfter(opened(0, 'C1'), opened(1, 'C2'), queued(5, 'K1')).caseOf('K1')).toBe('C2')
    expect(projectionAfter(opened(1, 'C1'), opened(0, 'C2'), queued(5, 'K1')).caseOf('K1')).toBe('C1')
    expect(projectionAfter(opened(0, 'C1'), opened(0, 'C2'), queued(5, 'K1')).caseOf('K1')).toBe('C2')
  })

  test('a case that is resolved at the instant of a call is open for the next one', () => {
    // The link comes after both in the order, so the case is open again: who calls next comes again, too.
    const calls = [queued(5, 'K1'), happened(5, 'case.resolved', 'C1'), queued(9, 'K2')]
    const projection = projectionAfter(opened(0, 'C1'), ...calls)
    expect(projection.row('case', 'C1')).toMatchObject({ state: 'open', contacts: 3 })
    expect(projection.caseOf('K2')).toBe('C1')
  })

  test('not when the case is resolved by then, or opened only later', () => {
    expect(
      projectionAfter(opened(0, 'C1'), happened(3, 'case.resolved', 'C1'), queued(5, 'K1')).caseOf('K1'),
    ).toBeNull()
    expect(
      projectionAfter(opened(0, 'C1'), happened(7, 'case.resolved', 'C1'), queued(5, 'K1')).caseOf('K1'),
    ).toBe('C1')
    expect(projectionAfter(opened(9, 'C1'), queued(5, 'K1')).caseOf('K1')).toBeNull()
  })

  test('about the case that it names, also a resolved one, which is open again then', () => {
    const projection = projectionAfter(
      opened(0, 'C1'),
      happened(3, 'case.resolved', 'C1'),
      opened(4, 'C2'),
      queued(5, 'K1', { case: 'C1' }),
    )
    expect(projection.caseOf('K1')).toBe('C1')
    expect(projection.row('case', 'C1')).toMatchObject({ state: 'open', contacts: 2 })
    expect(projection.row('case', 'C2')).toMatchObject({ contacts: 1 })
  })

  test('not when some event names the contact, be it earlier or later', () => {
    const named = happened(9, 'case.contacted', 'C2', { contact: 'K1' })
    const projection = projectionAfter(
      opened(0, 'C1'),
      opened(-1, 'C2', { customer: 'bob' }),
      queued(5, 'K1'),
      named,
    )
    expect(projection.caseOf('K1')).toBe('C2')
    expect(projection.row('case', 'C1')).toMatchObject({ contacts: 1 })
    expect(projection.row('case', 'C2')).toMatchObject({ contacts: 2 })
  })

  test('once, though it is queued again while its case is open', () => {
    const projection = projectionAfter(opened(0, 'C1'), queued(5, 'K1'), queued(6, 'K1', { queue: 'walkin' }))
    expect(projection.row('case', 'C1')).toMatchObject({ contacts: 2 })
  })

  test('until an agent takes that back', () => {
    const projection = projectionAfter(
      opened(0, 'C1'),
      queued(5, 'K1'),
      happened(6, 'system.link_withdrawn', 'K1', {}, 'user/he'),
    )
    expect(projection.caseOf('K1')).toBeNull()
    expect(projection.row('case', 'C1')).toMatchObject({ contacts: 1 })
  })

  test('until that one is taken back; who takes another back changes nothing', () => {
    const withdrawn = (from: string) => happened(6, 'system.link_withdrawn', 'K1', { case: from }, 'user/he')
    expect(projectionAfter(opened(0, 'C1'), queued(5, 'K1'), withdrawn('C2')).caseOf('K1')).toBe('C1')
    expect(projectionAfter(opened(0, 'C1'), queued(5, 'K1'), withdrawn('C1')).caseOf('K1')).toBeNull()
  })
})

describe('a queue that opens cases', () => {
  const answered = (minute: number, agent = 'he') => happened(minute, 'contact.answered', 'K1', { agent })

  test('opens one at the answer, owned by who answered', () => {
    const projection = projectionAfter(queued(0, 'K1', { queue: 'walkin', phone: '138' }), answered(1))
    expect(projection.row('case', 'open-K1')).toMatchObject({
      kind: 'complaint',
      owner: 'he',
      customer: 'ann',
      phone: '138',
      queue: 'walkin',
      openedAt: '2026-03-02T01:01:00.000Z',
      contact: 'K1',
    })
    expect(projection.queueMetrics('walkin').cases).toMatchObject({ open: 1, unwatched: 1 })
    expect(projection.row('team', 'care')).toMatchObject({ open: 1 })
  })

  test('not for a contact that belongs to a case: linked, naming it, or named by it later', () => {
    const walkin = { queue: 'walkin' }
    const linked = projectionAfter(opened(-5, 'C1'), queued(0, 'K1', walkin), answered(1))
    expect(linked.caseOf('K1')).toBe('C1')
    // It was not opened of that contact, and says so.
    expect(linked.row('case', 'C1')?.contact).toBeNull()
    const projection = projectionAfter(
      queued(0, 'K1', walkin),
      answered(1),
      opened(2, 'C1', { contact: 'K1' }),
    )
    expect(projection.caseOf('K1')).toBe('C1')
    expect(projection.row('case', 'C1')?.contact).toBe('K1')
    expect([...projection.ids('case')]).toEqual(['C1'])
  })

  test('which stays when something was promised in it before the agent opened another', () => {
    const projection = projectionAfter(
      queued(0, 'K1', { queue: 'walkin' }),
      answered(1),
      happened(2, 'promise.made', 'P1', { case: 'open-K1', text: 'soon', due: '2026-03-03T00:00:00Z' }),
      opened(3, 'C1', { contact: 'K1' }),
    )
    expect([...projection.ids('case')].sort()).toEqual(['C1', 'open-K1'])
  })

  test('links the next call of the customer to what the first answer opened', () => {
    const projection = projectionAfter(queued(0, 'K1', { queue: 'walkin' }), answered(1), queued(9, 'K2'))
    expect(projection.caseOf('K2')).toBe('open-K1')
  })
})

test('an event about what nobody heard of is kept, and counts as soon as it is known', () => {
  const floor = caseProjectionForTest(site)
  floor.hear(happened(5, 'case.assigned', 'C1', { agent: 'he' }))
  floor.hear(happened(6, 'promise.kept', 'P1'))
  floor.advance(START + 30 * 60_000)
  expect([...floor.book.ids('case'), ...floor.book.ids('promise')]).toEqual([])
  floor.hear(happened(1, 'promise.made', 'P1', { case: 'C1', text: 'soon', due: '2026-03-02T02:00:00Z' }))
  floor.hear(opened(0, 'C1'))
  expect(floor.book.row('case', 'C1')).toMatchObject({ owner: 'he' })
  expect(floor.book.row('promise', 'P1')).toMatchObject({ state: 'kept' })
})

test('the owner is who was assigned last, else whom the opening names, else who answered its contact first', () => {
  const answers = [
    queued(0, 'K1'),
    happened(1, 'contact.answered', 'K1', { agent: 'he' }),
    happened(4, 'contact.answered', 'K1', { agent: 'lin' }),
  ]
  const owner = (...events: AnyEvent[]) => projectionAfter(...answers, ...events).row('case', 'C1')?.owner
  expect(owner(opened(2, 'C1'))).toBeNull()
  expect(owner(opened(2, 'C1', { contact: 'K1' }))).toBe('he')
  expect(owner(opened(2, 'C1', { contact: 'K1', agent: 'qian' }))).toBe('qian')
  const assigned = [
    happened(5, 'case.assigned', 'C1', { agent: 'yuan' }),
    happened(3, 'case.assigned', 'C1', { agent: 'x' }),
  ]
  expect(owner(opened(2, 'C1', { contact: 'K1', agent: 'qian' }), ...assigned)).toBe('yuan')
})

describe('a case that is opened from a contact', () => {
  const openedFrom = (minute: number, contact: string, data: object = {}) =>
    happened(minute, 'case.opened', 'C1', { kind: 'complaint', contact, ...data })

  test('is whose the contact is where the opening does not say, and their next call is linked to it', () => {
    const caller = { customer: 'ann', phone: '13800138000', name: 'Ann' }
    const projection = projectionAfter(queued(0, 'K1', caller), openedFrom(1, 'K1'), queued(5, 'K2'))
    expect(projection.row('case', 'C1')).toMatchObject({ ...caller, contacts: 2 })
    expect(projection.caseOf('K2')).toBe('C1')
  })

  test('is whose its opening says, whoever the contact is', () => {
    const projection = projectionAfter(
      queued(0, 'K1'),
      openedFrom(1, 'K1', { customer: 'bob' }),
      queued(5, 'K2'),
    )
    expect(projection.row('case', 'C1')).toMatchObject({ customer: 'bob', contacts: 1 })
    expect(projection.caseOf('K2')).toBeNull()
  })

  test('is whose the contact is once that is known, and whose it is said to be last', () => {
    const projection = projectionAfter(
      ...[
        queued(0, 'K1', { customer: undefined }),
        openedFrom(1, 'K1'),
        queued(2, 'K1', { customer: 'bob' }),
      ],
      ...[queued(3, 'K1', { customer: 'ann' }), queued(5, 'K2')],
    )
    expect(projection.row('case', 'C1')).toMatchObject({ customer: 'ann', contacts: 2 })
  })
})

test('a contact that names the case which its answer would open belongs to it once somebody else opens it', () => {
  const named = { queue: 'walkin', case: 'open-K1' }
  const history = [queued(0, 'K1', named), happened(1, 'contact.answered', 'K1', { agent: 'yuan' })]
  const sent = opened(25, 'open-K1', { agent: 'he' })
  const projection = projectionAfter(...history, sent)
  expect(projection.row('case', 'open-K1')).toMatchObject({ owner: 'he', contacts: 2 })
  const withdrawn = happened(30, 'system.event_withdrawn', 'case/open-K1', { event: sent.id })
  expect(projectionAfter(...history, sent, withdrawn).row('case', 'open-K1')).toMatchObject({ owner: 'yuan' })
})
