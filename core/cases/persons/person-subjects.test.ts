import { expect, test } from 'vitest'
import type { AnyEvent } from '../../event/event.ts'
import { siteSchema } from '../../site/site-schema.ts'
import { caseProjectionForTest } from '../projection/case-projection-for-test.ts'

const site = siteSchema.parse({
  site: { id: 'parties' },
  rules: [
    { id: 'calls-again', kind: 'count', subject: 'customer', of: ['contact.queued'], within: '2h', limit: 2 },
    { id: 'missed', kind: 'count', subject: 'agent', of: ['contact.declined'], within: '1h', limit: 2 },
    { id: 'passes-on', kind: 'count', subject: 'agent', of: ['contact.transferred'], within: '1h', limit: 2 },
    {
      ...{ id: 'long-break', kind: 'clock', subject: 'agent', limit: '20m' },
      ...{ start: [{ type: 'agent.away', reason: 'break' }], stop: ['agent.available', 'agent.signed_out'] },
    },
  ],
})
const START = Date.UTC(2026, 2, 2, 1)
let seq = 0

function happened(minute: number, type: string, subject: string, data: object = {}): AnyEvent {
  const id = `e${String(seq++).padStart(4, '0')}`
  return { id, source: 'pbx', type, subject, time: START + minute * 60_000, data: { ...data } }
}

/** What is said when the events are heard in order, and that it is the same in the opposite order. */
function emitted(...events: AnyEvent[]): string[] {
  const [forth, back] = [caseProjectionForTest(site), caseProjectionForTest(site)]
  for (const event of events) forth.hear(event)
  for (const event of [...events].reverse()) back.hear(event)
  const [transitions, others] = [forth, back].map((floor) => {
    floor.advance(START + 600 * 60_000)
    return floor.book
      .takeTransitions()
      .map(({ rule, subject, to, at }) => `${(at - START) / 60_000} ${rule} ${subject} ${to}`)
  })
  expect(others).toEqual(transitions)
  return transitions!
}

test('a customer who calls twice within the window is noticed, and forgotten when the window is empty', () => {
  const queued = (minute: number, id: string, customer: string) =>
    happened(minute, 'contact.queued', id, { queue: 'q', customer })
  expect(emitted(queued(0, 'K1', 'ann'), queued(10, 'K2', 'bob'), queued(90, 'K3', 'ann'))).toEqual([
    '90 calls-again customer/ann breached',
    '210 calls-again customer/ann cleared',
  ])
  expect(emitted(queued(0, 'K1', 'ann'), queued(120, 'K3', 'ann'))).toEqual([])
})

test('an agent hears what names them, and what happens to a contact while it is theirs', () => {
  const declined = (minute: number, id: string, agent: string) =>
    happened(minute, 'contact.declined', id, { agent })
  const names = [declined(0, 'K1', 'he'), declined(5, 'K2', 'lin'), declined(6, 'K2', 'he')]
  expect(emitted(...names)).toEqual(['6 missed agent/he breached', '66 missed agent/he cleared'])
  const answered = (minute: number, agent: string) => happened(minute, 'contact.answered', 'K1', { agent })
  const transferred = (minute: number) =>
    happened(minute, 'contact.transferred', 'K1', { to: { queue: 'q' } })
  const theirs = [
    answered(0, 'he'),
    transferred(1),
    answered(2, 'lin'),
    transferred(3),
    answered(4, 'he'),
    transferred(5),
  ]
  expect(emitted(...theirs)).toEqual(['5 passes-on agent/he breached', '65 passes-on agent/he cleared'])
})

test('an agent hears their own events', () => {
  const events = [
    happened(0, 'agent.away', 'he', { reason: 'break' }),
    happened(0, 'agent.away', 'lin', { reason: 'meeting' }),
    happened(25, 'agent.available', 'he'),
  ]
  expect(emitted(...events)).toEqual([
    '0 long-break agent/he running',
    '20 long-break agent/he breached',
    '25 long-break agent/he late',
  ])
})
