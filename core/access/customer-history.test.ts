import { expect, test } from 'vitest'
import type { AnyEvent } from '../event/event.ts'
import { createFloor } from '../floor/create-floor.ts'
import { siteSchema } from '../site/site-schema.ts'
import { customerHistory } from './customer-history.ts'
import { type Staff, viewerOf } from './viewer.ts'

const site = siteSchema.parse({
  site: { id: 'test' },
  queues: [{ id: 'q', wrapUpSec: 60, team: 'east' }],
  teams: [
    { id: 'east', name: 'East', leads: ['lin'], members: ['yuan', 'he'] },
    { id: 'west', name: 'West', leads: ['zhou'], members: [] },
  ],
  people: ['yuan', 'he', 'lin', 'zhou'].map((id) => ({
    ...{ id, name: id, agent: id, role: id === 'lin' || id === 'zhou' ? 'lead' : 'agent' },
  })),
})
const start = Date.parse('2026-03-04T10:00:00Z')
const who = (person: string) => viewerOf(site, { kind: 'person', person }) as Staff

const wang = { customer: 'cu', phone: '13800001234', name: '王小明' }
const pastEvents: [number, string, string, Record<string, unknown>][] = [
  [0, 'contact.queued', 'first', { queue: 'q', ...wang }],
  [1, 'contact.answered', 'first', { agent: 'he' }],
  [2, 'contact.ended', 'first', {}],
  [3, 'case.opened', 'C-1', { kind: 'complaint', contact: 'first', title: '王小明 13800001234 断网' }],
  [
    4,
    'promise.made',
    'P-1',
    { case: 'C-1', text: 'call 13800001234', due: '2026-03-04T18:00:00Z', agent: 'he' },
  ],
  [5, 'contact.flagged', 'first', { kind: 'owe', cause: 'outage' }],
  [90, 'contact.queued', 'second', { queue: 'q', ...wang }],
  [91, 'contact.offered', 'second', { agent: 'yuan' }],
]

function floorAfter(events: typeof pastEvents) {
  const floor = createFloor({ site })
  for (const [index, [minute, type, subject, data]] of events.entries()) {
    const time = start + minute * 60_000
    const event: AnyEvent = { id: `e${index}`, source: 'pbx', type, subject, data, time }
    floor.apply({ pos: `${index + 1}-0`, at: time, event })
  }
  return floor
}

test('who it rings at reads of the customer: last contacts, cases and promises, whoever has them, numbers and names masked', () => {
  const history = customerHistory(who('yuan'), 'second', floorAfter(pastEvents))
  expect(history).toMatchObject({
    contacts: [{ id: 'first', agent: 'he', outcome: 'owe', cause: 'outage', at: '2026-03-04T10:00:00.000Z' }],
    cases: [{ id: 'C-1', kind: 'complaint', owner: 'he', state: 'open' }],
    promises: [{ id: 'P-1', case: 'C-1', agent: 'he', dueAt: '2026-03-04T18:00:00.000Z' }],
    count: { contacts: 1, cases: 1 },
  })
  const text = JSON.stringify(history)
  expect(text).not.toContain('13800001234')
  expect(text).not.toContain('王小明')
})

test('nobody else reads it, but for who leads there; who spoke reads it for as long as the outcome is asked for', () => {
  const floor = floorAfter(pastEvents)
  expect(customerHistory(who('he'), 'second', floor)).toBeNull()
  expect(customerHistory(who('zhou'), 'second', floor)).toBeNull()
  expect(customerHistory(who('lin'), 'second', floor)).not.toBeNull()
  const spoke: typeof pastEvents = [
    ...pastEvents,
    [92, 'contact.answered', 'second', { agent: 'yuan' }],
    [95, 'contact.ended', 'second', {}],
    [99, 'contact.wrapped', 'second', { agent: 'yuan' }],
  ]
  expect(customerHistory(who('yuan'), 'second', floorAfter(spoke))?.cases).toHaveLength(1)
  const over: typeof pastEvents = [...spoke, [100, 'contact.flagged', 'second', { kind: 'solved' }]]
  expect(customerHistory(who('yuan'), 'second', floorAfter(over))?.cases).toEqual([])
})

test('a contact of nobody known has no history', () => {
  const floor = floorAfter([
    [0, 'contact.queued', 'x', { queue: 'q' }],
    [1, 'contact.offered', 'x', { agent: 'yuan' }],
  ])
  expect(customerHistory(who('yuan'), 'x', floor)).toMatchObject({ contacts: [], cases: [], promises: [] })
})

test('a call that rang at somebody and is gone leaves nothing to know, and to whom it never was it is not theirs', () => {
  const declined: typeof pastEvents = [...pastEvents, [92, 'contact.declined', 'second', { agent: 'yuan' }]]
  const elsewhere: typeof pastEvents = [...declined, [93, 'contact.offered', 'second', { agent: 'he' }]]
  for (const events of [declined, elsewhere]) {
    const floor = floorAfter(events)
    expect(customerHistory(who('yuan'), 'second', floor)).toMatchObject({ contacts: [], cases: [] })
    expect(customerHistory(who('zhou'), 'second', floor)).toBeNull()
  }
})
