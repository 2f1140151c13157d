import { beforeEach, describe, expect, it } from 'vitest'
import { createFloor } from '../floor/create-floor.ts'
import type { Floor } from '../floor/floor.ts'
import { siteSchema } from '../site/site-schema.ts'

const start = Date.parse('2026-03-02T09:00:00+08:00')
const site = siteSchema.parse({
  site: { id: 'test', timezone: 'Asia/Shanghai' },
  queues: [
    { id: 'q', target: { share: 0.8, withinSec: 20 }, wrapUpSec: 30 },
    { id: 'p', target: { share: 0.8, withinSec: 20 }, wrapUpSec: 30, opens: 'complaint' },
  ],
})
const HOUR = 3_600

let floor: Floor
let place = 0
beforeEach(() => {
  floor = createFloor({ site })
  for (const agent of ['a', 'b', 'c']) {
    tell(-60, 'agent.signed_in', agent, { queues: ['q', 'p'] })
    tell(-59, 'agent.available', agent)
  }
})

/** Says an event that happened so many seconds after the start, as soon as it happened. */
function tell(sec: number, type: string, subject: string, data: object = {}): void {
  const time = start + sec * 1_000
  const id = `e${String(++place).padStart(5, '0')}`
  floor.apply({
    pos: `${place}-0`,
    at: time,
    event: { id, source: 'acd', type, subject, time, data: { ...data } },
  })
}
const contact = (sec: number, what: string, data: object = {}) => tell(sec, `contact.${what}`, 'x', data)
const queue = (id = 'q') => floor.row('queue', id)!
const agent = (id: string) => floor.row('agent', id)!
const counts = (id = 'q') => {
  const { offered, answered, waiting, abandoned, left } = queue(id)
  return { offered, answered, waiting, abandoned, left }
}
const metrics = (offered: number, answered: number, waiting = 0, abandoned = 0, left = 0) => ({
  ...{ offered, answered, waiting, abandoned, left },
})

describe('an answer before its contact was queued', () => {
  it('answers that entry at once, which is never shown to wait', () => {
    contact(0, 'answered', { agent: 'a' })
    contact(0.4, 'queued', { queue: 'q' })
    expect(counts()).toEqual(metrics(1, 1))
    expect(agent('a')).toMatchObject({ state: 'busy', contacts: ['x'] })
    expect(queue().agents.busyHere).toBe(1)
    expect(floor.row('contact', 'x')).toMatchObject({ state: 'talking', agent: 'a', queue: 'q' })
    contact(300, 'ended')
    expect(counts()).toEqual(metrics(1, 1))
    expect(queue()).toMatchObject({ asaSec: 0, ahtSec: 300, longestWaitSec: 0 })
    expect(agent('a').state).toBe('wrap_up')
  })

  it('waits as long as the source says', () => {
    contact(0, 'answered', { agent: 'a', waitSec: 7.5 })
    contact(0.4, 'queued', { queue: 'q' })
    expect(queue().asaSec).toBe(7.5)
  })

  it('counts up to five seconds before, and not a millisecond more', () => {
    contact(0, 'answered', { agent: 'a' })
    contact(5, 'queued', { queue: 'q' })
    expect(counts()).toEqual(metrics(1, 1))
    tell(10, 'contact.answered', 'y', { agent: 'b' })
    tell(15.001, 'contact.queued', 'y', { queue: 'q' })
    expect(counts()).toEqual(metrics(2, 1, 1))
  })

  it('answers the entry of the second queue after a transfer', () => {
    contact(0, 'queued', { queue: 'q' })
    contact(3, 'answered', { agent: 'a' })
    contact(100, 'transferred', { to: { queue: 'p' } })
    contact(101, 'answered', { agent: 'b' })
    contact(101.4, 'queued', { queue: 'p' })
    expect([counts(), counts('p')]).toEqual([metrics(1, 1), metrics(1, 1)])
    expect(queue('p').agents.busyHere).toBe(1)
    contact(200, 'ended')
    expect(queue('p').ahtSec).toBe(99)
  })

  it('answers one entry only: who hands a caller on at once leaves them waiting', () => {
    contact(0, 'queued', { queue: 'q' })
    contact(3, 'answered', { agent: 'a' })
    contact(5, 'queued', { queue: 'p' })
    expect(counts('p')).toEqual(metrics(1, 0, 1))
    tell(10, 'contact.answered', 'y', { agent: 'b' })
    tell(11, 'contact.transferred', 'y', { to: { queue: 'p' } })
    tell(12, 'contact.queued', 'y', { queue: 'p' })
    expect(counts('p')).toEqual(metrics(2, 0, 2))
    tell(20, 'contact.dialled', 'z', { agent: 'c' })
    tell(21, 'contact.answered', 'z', { agent: 'c' })
    tell(23, 'contact.queued', 'z', { queue: 'p' })
    expect(counts('p')).toEqual(metrics(3, 0, 3))
  })

  it('opens the case that its queue opens, owned by who answered', () => {
    contact(0, 'answered', { agent: 'a' })
    contact(0.4, 'queued', { queue: 'p', customer: 'kim' })
    expect([...floor.ids('case')].map((id) => floor.row('case', id))).toMatchObject([
      { owner: 'a', queue: 'p' },
    ])
  })
})

it('a rule about waiting callers has nothing to say of one who was answered before being queued', () => {
  const rule = {
    ...{
      id: 'wait',
      kind: 'clock',
      subject: 'contact',
      limit: '1m',
      severity: 'critical',
      title: { en: 'Waits' },
    },
    ...{ start: ['contact.queued'], stop: ['contact.answered', 'contact.abandoned', 'contact.ended'] },
  }
  const folded = (order: readonly string[]) => {
    const judging = createFloor({ site: siteSchema.parse({ ...site, rules: [rule] }), keepTransitions: true })
    for (const [index, what] of order.entries()) {
      const time = start + (what === 'queued' ? 400 : 0)
      const data = what === 'queued' ? { queue: 'q' } : { agent: 'a' }
      const event = { id: what, source: 'acd', type: `contact.${what}`, subject: 'x', time, data }
      judging.apply({ pos: `${index + 1}-0`, at: start + 1_000, event })
    }
    judging.advance(start + HOUR * 1_000)
    const transitions = judging.takeTransitions()
    const isTakenBack = (transition: (typeof transitions)[number]) => transition.to === 'voided'
    return transitions
      .filter((transition) => !isTakenBack(transition) && transition.to !== 'running')
      .map(({ to, at }) => [to, at - start])
  }
  expect(folded(['answered', 'queued'])).toEqual([['met', 400]])
  expect(folded(['queued', 'answered'])).toEqual([['met', 400]])
})

describe('what is said of a contact after its end', () => {
  const call = (id: string, sec: number) => {
    tell(sec, 'contact.queued', id, { queue: 'q' })
    tell(sec + 3, 'contact.answered', id, { agent: 'a' })
    tell(sec + 40, 'contact.ended', id, { by: 'customer' })
  }
  const state = () => ({ counts: counts(), a: agent('a').state, handled: agent('a').handled, b: agent('b') })

  it.each([41, 71, 5 * HOUR])('changes nothing %s s after it began, and is counted for its feed', (later) => {
    call('x', 0)
    floor.advance(start + later * 1_000)
    const before = state()
    for (const what of ['answered', 'offered', 'held', 'resumed', 'answered'])
      contact(later, what, { agent: 'b' })
    contact(later + 1, 'declined', { agent: 'b' })
    contact(later + 1, 'transferred', { to: { agent: 'b' } })
    expect(state()).toEqual(before)
    expect(floor.row('contact', 'x')?.state ?? 'gone').toBe(later < 70 ? 'wrap_up' : 'gone')
    expect(floor.row('feed', 'acd')).toMatchObject({ afterEnd: 5 })
  })

  it('does not end the wrap-up of the agent whom it names', () => {
    call('x', 0)
    call('y', 100)
    tell(145, 'contact.answered', 'x', { agent: 'a' })
    tell(146, 'contact.offered', 'x', { agent: 'a' })
    expect(agent('a')).toMatchObject({ state: 'wrap_up', handled: 2 })
    tell(150, 'contact.wrapped', 'y', { agent: 'a' })
    expect(queue().ahtSec).toBe((37 + 30 + 37 + 10) / 2)
  })

  it('counts again once the contact was queued or dialled anew', () => {
    call('x', 0)
    contact(500, 'queued', { queue: 'q' })
    contact(503, 'answered', { agent: 'b' })
    expect(counts()).toEqual(metrics(2, 2))
    expect(agent('b').state).toBe('busy')
    call('y', 600)
    tell(700, 'contact.dialled', 'y', { agent: 'a' })
    tell(705, 'contact.answered', 'y', { agent: 'a' })
    expect(agent('a').state).toBe('busy')
    expect(floor.row('feed', 'acd')).toMatchObject({ afterEnd: 0 })
  })

  it('is found to be so when the end is told late, and to be none when a queueing is', () => {
    contact(0, 'queued', { queue: 'q' })
    contact(3, 'answered', { agent: 'a' })
    contact(50, 'answered', { agent: 'b' })
    expect(agent('b').state).toBe('busy')
    contact(40, 'ended')
    expect([agent('a').handled, agent('b').handled]).toEqual([1, 0])
    expect(floor.row('feed', 'acd')).toMatchObject({ afterEnd: 1 })
    contact(45, 'queued', { queue: 'q' })
    expect([agent('b').handled, agent('b').state]).toEqual([1, 'busy'])
    expect(floor.row('feed', 'acd')).toMatchObject({ afterEnd: 0 })
  })

  it('opens no case for a caller who was never answered', () => {
    contact(0, 'queued', { queue: 'p', customer: 'kim' })
    contact(30, 'ended', { by: 'customer' })
    contact(60, 'answered', { agent: 'a' })
    expect([...floor.ids('case')]).toEqual([])
  })

  it('does not put the customer of a case on the line again', () => {
    tell(0, 'case.opened', 'k', { kind: 'request', customer: 'kim', contact: 'x' })
    contact(1, 'queued', { queue: 'q', customer: 'kim' })
    contact(30, 'ended', { by: 'customer' })
    const { reason, owner } = floor.row('case', 'k')!
    contact(60, 'answered', { agent: 'a' })
    expect(floor.row('case', 'k')).toMatchObject({ reason, owner })
  })
})

describe('offers and answers that race', () => {
  it('an offer dated after the answer is over at once while that leg lasts', () => {
    contact(0, 'queued', { queue: 'q' })
    contact(0.1, 'offered', { agent: 'a' })
    contact(0.2, 'offered', { agent: 'b' })
    contact(1, 'answered', { agent: 'b' })
    contact(1.02, 'offered', { agent: 'c' })
    expect(['a', 'b', 'c'].map((id) => agent(id).state)).toEqual(['available', 'busy', 'available'])
    contact(60, 'transferred', { to: { agent: 'c' } })
    contact(61, 'offered', { agent: 'c' })
    expect(agent('c').state).toBe('ringing')
  })

  it('a contact that waits in another queue while an agent talks with it may be offered', () => {
    contact(0, 'queued', { queue: 'q' })
    contact(10, 'answered', { agent: 'a' })
    contact(60, 'queued', { queue: 'p' })
    contact(61, 'offered', { agent: 'b' })
    expect(agent('b').state).toBe('ringing')
  })

  it('an answer after the customer gave up leaves the entry abandoned, and the agent worked for it', () => {
    contact(0, 'queued', { queue: 'q' })
    contact(10, 'abandoned')
    contact(10.3, 'answered', { agent: 'a' })
    expect(counts()).toEqual(metrics(1, 0, 0, 1))
    expect(agent('a')).toMatchObject({ state: 'busy', handled: 1 })
    contact(20, 'ended', { by: 'agent' })
    expect(counts()).toEqual(metrics(1, 0, 0, 1))
    expect(agent('a')).toMatchObject({ state: 'wrap_up', handled: 1 })
    expect(floor.row('feed', 'acd')).toMatchObject({ afterEnd: 0 })
  })
})
