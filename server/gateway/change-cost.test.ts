import { expect, test } from 'vitest'
import type { Sight } from '#core/access/scope.ts'
import { viewerOf } from '#core/access/viewer.ts'
import { createFloor } from '#core/create-floor.ts'
import type { Floor } from '#core/floor.ts'
import type { View } from '#core/protocol.ts'
import { type Site, siteSchema } from '#core/site/site-schema.ts'
import { createHub } from './hub.ts'

const BEGAN = Date.parse('2026-11-23T02:00:00Z')
const AGENTS = 40

const site: Site = siteSchema.parse({
  site: { id: 's', timezone: 'Asia/Shanghai' },
  queues: ['q1', 'q2', 'q3', 'q4'].map((id, index) => ({ id, team: index < 2 ? 't1' : 't2' })),
  teams: [
    { id: 't1', name: 'T1', leads: ['lin'], members: ['a1', 'a2'] },
    { id: 't2', name: 'T2', members: ['a3'] },
  ],
  people: [
    { id: 'a1', name: 'One', role: 'agent' },
    { id: 'lin', name: 'Lin', role: 'lead', team: 't1' },
    { id: 'ma', name: 'Ma', role: 'supervisor' },
  ],
  boards: [
    { id: 'hall', name: 'Hall', queues: ['q1', 'q2'] },
    { id: 'all', name: 'All', queues: ['q1', 'q2', 'q3', 'q4'] },
  ],
  calendars: [{ id: 'always' }],
  rules: [
    {
      ...{ id: 'answer', kind: 'clock', subject: 'case', start: ['case.opened'], stop: ['case.replied'] },
      ...{ limit: '90m', calendar: 'always', severity: 'warning', notify: 'supervisors' },
      title: { en: 'Unanswered' },
    },
  ],
})

interface Counted {
  /** Applies an event and lets every screen follow; gives how many rows were looked at for it. */
  cost(type: string, subject: string, data?: Record<string, unknown>): number
}

/** A floor of so many open cases, each with a promise, with a wall, a supervisor, a lead, a desk and a list of alerts. */
function countedFloor(cases: number): Counted {
  const floor = createFloor({ site })
  let serial = 0
  const apply = (type: string, subject: string, data: Record<string, unknown>) => {
    const time = BEGAN + ++serial * 10
    const event = { id: `e${serial}`, source: 'pbx', type, time, subject, data }
    floor.apply({ pos: `${serial}-0`, at: time, event })
  }
  for (let index = 1; index <= AGENTS; index++)
    apply('agent.signed_in', `a${index}`, { queues: [`q${1 + (index % 4)}`], team: index % 2 ? 't1' : 't2' })
  for (let index = 0; index < cases; index++) {
    const agent = `a${1 + (index % AGENTS)}`
    apply('case.opened', `c${index}`, { kind: 'complaint', queue: `q${1 + (index % 4)}`, agent })
    apply('promise.made', `p${index}`, {
      case: `c${index}`,
      text: 'back',
      due: '2026-12-01T00:00:00Z',
      agent,
    })
  }

  let looks = 0
  const counting: Floor = Object.create(floor, {
    row: {
      value: (...args: Parameters<Floor['row']>) => {
        looks++
        return floor.row(...args)
      },
    },
  })
  let clock = 0
  const hub = createHub({
    ...{ floor: counting, epoch: 'e', emitPatch: () => {}, emitBeat: () => {} },
    now: () => (clock += 1_000),
  })
  const watches: [string, View, string | null][] = [
    ['ma', 'supervisor', null],
    ['lin', 'supervisor', null],
    ['lin', 'alerts', null],
    ['a1', 'desk', null],
    ['ma', 'wall', 'hall'],
  ]
  for (const [person, view, id] of watches) {
    const sight: Sight = { viewer: viewerOf(site, { kind: 'person', person })!, view, id }
    hub.join(hub.open(sight))
  }
  hub.folded(floor.takeChanged())
  return {
    cost(type, subject, data = {}) {
      apply(type, subject, data)
      looks = 0
      hub.folded(floor.takeChanged())
      return looks
    },
  }
}

const due = '2026-11-30T00:00:00Z'
/** One event of each kind that a floor hears all day, in an order in which each changes something. */
const events: [type: string, subject: string, data?: Record<string, unknown>][] = [
  ['contact.queued', 'x1', { queue: 'q1', phone: '13800000001' }],
  ['contact.offered', 'x1', { agent: 'a2' }],
  ['contact.declined', 'x1', { agent: 'a2' }],
  ['contact.offered', 'x1', { agent: 'a1' }],
  ['contact.answered', 'x1', { agent: 'a1' }],
  ['contact.held', 'x1'],
  ['contact.resumed', 'x1'],
  ['contact.transferred', 'x1', { to: { queue: 'q2' } }],
  ['contact.queued', 'x1', { queue: 'q2' }],
  ['contact.abandoned', 'x1'],
  ['contact.queued', 'x2', { queue: 'q1', case: 'c0' }],
  ['contact.answered', 'x2', { agent: 'a1' }],
  ['contact.ended', 'x2'],
  ['contact.wrapped', 'x2'],
  ['agent.away', 'a2', { reason: 'meal' }],
  ['agent.available', 'a2'],
  ['agent.busy', 'a2', { doing: 'internal' }],
  ['agent.signed_out', 'a2'],
  ['agent.signed_in', 'newcomer', { queues: ['q1', 'q2'], team: 't1' }],
  ['agent.queues', 'newcomer', { queues: ['q3'] }],
  ['callback.requested', 'b1', { queue: 'q1', due }],
  ['callback.assigned', 'b1', { agent: 'a1' }],
  ['callback.attempted', 'b1', { agent: 'a1', outcome: 'no_answer' }],
  ['callback.done', 'b1'],
  ['case.opened', 'new', { kind: 'complaint', queue: 'q1', agent: 'a1' }],
  ['case.contacted', 'new'],
  ['case.replied', 'new', { kind: 'progress', agent: 'a1' }],
  ['case.assigned', 'new', { agent: 'a3' }],
  ['case.priority_changed', 'new', { priority: 'vip' }],
  ['promise.made', 'np', { case: 'new', text: 'back', due, agent: 'a3' }],
  ['promise.kept', 'np'],
  ['handoff.sent', 'nh', { case: 'new', department: 'd' }],
  ['handoff.returned', 'nh'],
  ['approval.requested', 'nv', { case: 'new', from: 'lin' }],
  ['approval.decided', 'nv', { granted: true }],
  ['case.resolved', 'new'],
  ['notice.posted', 'n1', { text: 'outage', queues: ['q1'] }],
  ['feed.heartbeat', 'pbx'],
]

test('what a change costs the screens follows what changed, not how many cases are open', () => {
  const [small, large] = [countedFloor(100), countedFloor(1_000)]
  for (const [type, subject, data] of events) {
    const few = small.cost(type, subject, data)
    const many = large.cost(type, subject, data)
    expect(
      many,
      `${type} of ${subject}: rows looked at among 1,000 open cases, among 100 it was ${few}`,
    ).toBeLessThan(few + 20)
  }
}, 60_000)
