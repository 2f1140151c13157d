import fc from 'fast-check'
import { expect, it } from 'vitest'
import { rowTypes } from '../rows/row.ts'
import { siteSchema } from '../site/site-schema.ts'
import { createFloor } from './create-floor.ts'
import type { Floor } from './floor.ts'

const BEGAN = Date.parse('2026-11-23T02:00:00Z')
const due = '2026-11-23T02:20:00Z'
const site = siteSchema.parse({
  site: { id: 's', timezone: 'Asia/Shanghai' },
  queues: [
    { id: 'q1', team: 't1', wrapUpSec: 20, target: { share: 0.8, withinSec: 20 } },
    { id: 'q2', team: 't2' },
  ],
  teams: [
    { id: 't1', name: 'T1', leads: ['lin'], members: ['a1'] },
    { id: 't2', name: 'T2', members: ['a2'] },
  ],
  people: [{ id: 'lin', name: 'Lin', role: 'lead', team: 't1' }],
  departments: [{ id: 'd1', name: 'D1' }],
  boards: [{ id: 'hall', name: 'Hall', queues: ['q1', 'q2'] }],
  calendars: [{ id: 'always' }],
  rules: [
    {
      ...{ id: 'answer', kind: 'clock', subject: 'case', start: ['case.opened'], stop: ['case.replied'] },
      ...{ limit: '5m', calendar: 'always', severity: 'warning', notify: 'leads' },
      title: { en: 'Unanswered' },
    },
  ],
})

const agent = fc.constantFrom('a1', 'a2', 'a3')
const queue = fc.constantFrom('q1', 'q2')
const customer = fc.constantFrom('anna', 'ben')
const ofCase = { case: fc.constantFrom('c1', 'c2') }
const step = (type: string, subjects: string[], data: Record<string, fc.Arbitrary<unknown>> = {}) =>
  fc.record({ type: fc.constant(type), subject: fc.constantFrom(...subjects), data: fc.record(data) })
const contacts = ['x1', 'x2', 'x3']
const cases = ['c1', 'c2']

const happening = fc.oneof(
  step('contact.queued', contacts, { queue, customer, phone: fc.constant('13800000001') }),
  step('contact.offered', contacts, { agent }),
  step('contact.answered', contacts, { agent }),
  step('contact.transferred', contacts, { to: fc.record({ queue }) }),
  step('contact.abandoned', contacts),
  step('contact.left', contacts, { reason: fc.constantFrom('voicemail', 'full', 'callback') }),
  step('contact.ended', contacts),
  step('contact.wrapped', contacts),
  step('agent.signed_in', ['a1', 'a2', 'a3'], { queues: fc.constantFrom(['q1'], ['q1', 'q2']) }),
  step('agent.away', ['a1', 'a2'], { reason: fc.constantFrom('meal', 'meeting') }),
  step('agent.available', ['a1', 'a2', 'a3']),
  step('agent.signed_out', ['a1', 'a2', 'a3']),
  step('callback.requested', ['b1', 'b2'], { queue, customer, due: fc.constant(due), ...ofCase }),
  step('callback.assigned', ['b1', 'b2'], { agent }),
  step('callback.done', ['b1', 'b2']),
  step('case.opened', cases, { kind: fc.constantFrom('complaint', 'request'), queue, agent, customer }),
  step('case.assigned', cases, { agent }),
  step('case.replied', cases, { kind: fc.constantFrom('answer', 'progress') }),
  step('case.resolved', cases),
  step('case.reopened', cases),
  step('promise.made', ['p1', 'p2'], { ...ofCase, text: fc.constant('back'), due: fc.constant(due), agent }),
  step('promise.kept', ['p1', 'p2']),
  step('handoff.sent', ['h1'], { ...ofCase, department: fc.constant('d1'), due: fc.constant(due) }),
  step('handoff.returned', ['h1']),
  step('approval.requested', ['v1'], { ...ofCase, from: fc.constant('lin') }),
  step('approval.decided', ['v1'], { granted: fc.boolean() }),
  step('assist.requested', ['s1'], { ...ofCase, agent: fc.constant('a1') }),
  step('assist.accepted', ['s1'], { by: fc.constant('lin') }),
  step('notice.posted', ['n1'], { text: fc.constant('outage') }),
  step('notice.withdrawn', ['n1']),
)
const history = fc.array(fc.tuple(fc.integer({ min: 0, max: 90_000 }), happening), {
  minLength: 1,
  maxLength: 60,
})

/** Every row as text, without what grows with each millisecond: that is told with every full minute. */
function rowsOf(floor: Floor): Map<string, string> {
  const rows = new Map<string, string>()
  for (const type of rowTypes)
    for (const id of floor.ids(type)) {
      const row = floor.row(type, id)
      const text = JSON.stringify(row, (key, value) => (key === 'occupancy' ? undefined : value))
      if (row !== null) rows.set(`${type}/${id}`, text)
    }
  return rows
}

it('each row that an event or time changed is named as changed: nothing on a screen is old', () => {
  fc.assert(
    fc.property(history, (events) => {
      const floor = createFloor({ site })
      floor.advance(BEGAN)
      floor.takeChanged()
      let before = rowsOf(floor)
      let time = BEGAN
      for (const [index, [afterMs, what]] of events.entries()) {
        time += afterMs
        const event = { ...what, id: `e${String(index).padStart(3, '0')}`, source: 'pbx', time }
        floor.apply({ pos: `${index + 1}-0`, at: time, event })
        const changed = floor.takeChanged()
        const after = rowsOf(floor)
        for (const key of new Set([...before.keys(), ...after.keys()])) {
          if (before.get(key) === after.get(key)) continue
          const slash = key.indexOf('/')
          const named = changed.get(key.slice(0, slash) as 'case')?.has(key.slice(slash + 1)) ?? false
          expect(
            named,
            `${key} after ${what.type} of ${what.subject}: ${before.get(key)} → ${after.get(key)}`,
          ).toBe(true)
        }
        before = after
      }
    }),
    { numRuns: 300 },
  )
})
