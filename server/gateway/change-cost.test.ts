import { expect, test } from 'vitest'
import type { Sight } from '#core/access/scope.ts'
import { viewerOf } from '#core/access/viewer.ts'
import { aboutTransition } from '#core/alerts/about-transition.ts'
import { ruleEvent } from '#core/alerts/rule-event.ts'
import { eventData } from '#core/event/event-data.ts'
import { createFloor } from '#core/floor/create-floor.ts'
import type { Changed, Floor } from '#core/floor/floor.ts'
import { createLevelWatch } from '#core/levels/level-watch.ts'
import { createPlanner } from '#core/notify/planner.ts'
import { createPlanningContexts } from '#core/notify/planning-context.ts'
import type { View } from '#core/rows/protocol.ts'
import { type Site, siteSchema } from '#core/site/site-schema.ts'
import { holidayDates } from '#platform/holidays.ts'
import { type CountedWork, countWork, type WorkCounter } from '#tests/support/work-counter.ts'
import { pendingNow } from '#workers/timekeeper/pending-now.ts'
import { createHub } from './hub.ts'

const BEGAN = Date.parse('2026-11-23T02:00:00Z')

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
    {
      ...{ id: 'passed-on', kind: 'count', subject: 'contact', of: ['contact.transferred'], limit: 1 },
      ...{ severity: 'critical', notify: 'supervisors', title: { en: 'Passed on' } },
    },
  ],
})

interface Counted {
  /** Applies an event and lets every screen and every worker follow; gives how much was done for it. */
  cost(counter: WorkCounter, [type, subject, data, afterMs]: Happened): Promise<Cost>
  /** Publishes what a rule just said, as the timekeeper does; gives the id of the alert and how much was done for it. */
  costOfBreach(counter: WorkCounter): Promise<Cost>
}
type Happened = [type: string, subject: string, data?: Record<string, unknown>, afterMs?: number]
interface Cost extends CountedWork {
  /** Rows that were asked of the floor. */
  readonly rows: number
}

const watches: [person: string, view: View, id: string | null][] = [
  ['ma', 'supervisor', null],
  ['lin', 'supervisor', null],
  ['lin', 'alerts', null],
  ['a1', 'desk', null],
  ['ma', 'wall', 'hall'],
]

/** A floor that counts how often a row is asked of it. */
function countingRows(floor: Floor): { floor: Floor; taken(): number } {
  let rows = 0
  const row = (...args: Parameters<Floor['row']>) => {
    rows++
    return floor.row(...args)
  }
  return {
    floor: Object.create(floor, { row: { value: row } }) as Floor,
    taken() {
      const before = rows
      rows = 0
      return before
    },
  }
}

/** What all who look follow with: a wall, a supervisor, a lead, a desk and a list of alerts. */
function openScreens(floor: Floor): (changed: Changed) => void {
  let clock = 0
  const hub = createHub({
    ...{ floor, epoch: 'e', emitPatch: () => {}, emitHeartbeat: () => {} },
    now: () => (clock += 1_000),
  })
  for (const [person, view, id] of watches) {
    const sight: Sight = { viewer: viewerOf(site, { kind: 'person', person })!, view, id }
    hub.join(hub.open(sight))
  }
  return (changed) => hub.folded(changed)
}

/** What the workers do after each fold, and at each of their ticks: what is due, what is owed, which figures matter. */
function openWorkers(floor: Floor): (changed: Changed) => void {
  const levels = createLevelWatch({ floor, holidays: () => null })
  levels.begin(floor.now, floor.openRuns())
  const planner = createPlanner()
  planner.touchAll({ floor })
  const planningOf = createPlanningContexts(holidayDates, () => ({
    methodsOf: () => [],
    quietOf: () => null,
  }))
  const follow = (changed: Changed) => {
    floor.takeTransitions()
    floor.takeInstants()
    pendingNow(floor, () => false)
    levels.judge(changed, floor.now)
    levels.judge(new Map(), floor.now)
    levels.takeTransitions()
    planner.touch(changed)
    planner.takeSteps(planningOf(floor, floor.now))
    floor.nextInstant()
  }
  follow(new Map())
  return follow
}

interface FloorSize {
  readonly cases: number
  readonly agents: number
}

/** A floor of so many agents and open cases, each with a promise, and all who follow it. */
function countedFloor({ cases, agents }: FloorSize): Counted {
  const floor = createFloor({ site, keepTransitions: true })
  let serial = 0
  let passed = 0
  const apply = (type: string, subject: string, data: Record<string, unknown>) => {
    const time = BEGAN + ++serial + passed
    const event = { id: `e${serial}`, source: 'pbx', type, time, subject, data }
    floor.apply({ pos: `${serial}-0`, at: time, event })
  }
  for (let index = 1; index <= agents; index++)
    apply('agent.signed_in', `a${index}`, { queues: [`q${1 + (index % 4)}`], team: index % 2 ? 't1' : 't2' })
  for (let index = 0; index < cases; index++) {
    const agent = `a${1 + (index % agents)}`
    apply('case.opened', `c${index}`, { kind: 'complaint', queue: `q${1 + (index % 4)}`, agent })
    apply('promise.made', `p${index}`, {
      case: `c${index}`,
      text: 'back',
      due: '2026-12-01T00:00:00Z',
      agent,
    })
  }
  // What the rules say of all that is said and read back, as the workers do at once.
  const publish = () => {
    const events = [...floor.pendingRuleEvents().values()].map(({ transition }) =>
      ruleEvent(transition, 0, (of) => aboutTransition(of, floor, site)),
    )
    for (const event of events) floor.apply({ pos: `${++serial}-0`, at: floor.now, event })
  }
  publish()
  const rows = countingRows(floor)
  const screens = openScreens(rows.floor)
  const workers = openWorkers(rows.floor)
  screens(floor.takeChanged())
  async function counted(counter: WorkCounter, act: () => void): Promise<Cost> {
    rows.taken()
    const work = await counter.count(() => {
      act()
      const changed = floor.takeChanged()
      screens(changed)
      workers(changed)
    })
    return { ...work, rows: rows.taken() }
  }
  return {
    cost(counter, [type, subject, data = {}, afterMs = 0]) {
      passed += afterMs
      return counted(counter, () => apply(type, subject, data))
    },
    costOfBreach: (counter) => counted(counter, publish),
  }
}

const due = '2026-11-30T00:00:00Z'
const LATER = '2026-12-02T00:00:00Z'
const ALERT = 'passed-on/contact/x1/1'
/** Events of every type that a feed or a person may send, in an order in which each changes something. */
const events: (Happened | 'rule.breached')[] = [
  ['contact.queued', 'x1', { queue: 'q1', phone: '13800000001' }],
  ['contact.offered', 'x1', { agent: 'a2' }],
  ['contact.declined', 'x1', { agent: 'a2' }],
  ['contact.offered', 'x1', { agent: 'a1' }],
  ['contact.answered', 'x1', { agent: 'a1' }],
  ['contact.held', 'x1'],
  ['contact.resumed', 'x1'],
  ['contact.transferred', 'x1', { to: { queue: 'q2' } }],
  'rule.breached',
  ['alert.acked', ALERT, { by: 'ma' }],
  ['alert.snoozed', ALERT, { by: 'ma', until: due }],
  ['alert.assigned', ALERT, { by: 'ma', to: 'lin' }],
  ['contact.queued', 'x1', { queue: 'q2' }],
  ['contact.abandoned', 'x1'],
  ['contact.queued', 'x2', { queue: 'q1', case: 'c0' }],
  ['contact.answered', 'x2', { agent: 'a1' }],
  ['contact.flagged', 'x2', { kind: 'ai' }],
  ['contact.ended', 'x2'],
  ['contact.wrapped', 'x2'],
  ['contact.rated', 'x2', { score: 4, of: 5 }],
  ['contact.queued', 'x3', { queue: 'q1', channel: 'chat' }],
  ['contact.message', 'x3', { by: 'customer' }],
  ['contact.left', 'x3', { reason: 'timeout' }],
  ['contact.dialled', 'x4', { agent: 'a1', phone: '13800000002', queue: 'q1' }],
  ['contact.ended', 'x4'],
  ['agent.away', 'a2', { reason: 'meal' }],
  ['agent.available', 'a2'],
  ['agent.busy', 'a2', { doing: 'internal' }],
  ['agent.shift', 'a2', { from: '2026-11-23T01:00:00Z', to: '2026-11-23T09:00:00Z' }],
  ['agent.signed_out', 'a2'],
  ['agent.signed_in', 'newcomer', { queues: ['q1', 'q2'], team: 't1' }],
  ['agent.queues', 'newcomer', { queues: ['q3'] }],
  ['agent.signed_in', 'newcomer', { queues: ['q3'], team: 't2' }],
  ['callback.requested', 'b1', { queue: 'q1', due }],
  ['callback.assigned', 'b1', { agent: 'a1' }],
  ['callback.attempted', 'b1', { agent: 'a1', outcome: 'no_answer' }],
  ['callback.rescheduled', 'b1', { due: LATER }],
  ['callback.done', 'b1'],
  ['callback.requested', 'b2', { queue: 'q1', due }],
  ['callback.cancelled', 'b2'],
  ['case.opened', 'new', { kind: 'complaint', queue: 'q1', agent: 'a1', phone: '13800000003' }],
  ['case.described', 'new', { title: 'A ticket' }],
  ['case.noted', 'new', { text: 'a word' }],
  ['case.assessed', 'new', { fault: 'ours' }],
  ['case.contacted', 'new'],
  ['case.replied', 'new', { kind: 'progress', agent: 'a1' }],
  ['case.escalation_requested', 'new'],
  ['case.supervisor_replied', 'new', { agent: 'ma' }],
  ['case.assigned', 'new', { agent: 'a3' }],
  ['case.priority_changed', 'new', { priority: 'vip' }],
  ['case.waiting', 'new'],
  ['case.resumed', 'new'],
  ['promise.made', 'np', { case: 'new', text: 'back', due, agent: 'a3' }],
  ['promise.confirmed', 'np', { channel: 'sms' }],
  ['promise.at_risk', 'np'],
  ['promise.moved', 'np', { due: LATER }],
  ['promise.kept', 'np'],
  ['promise.made', 'nq', { case: 'new', text: 'back', due, agent: 'a3' }],
  ['promise.withdrawn', 'nq'],
  ['handoff.sent', 'nh', { case: 'new', department: 'd' }],
  ['handoff.accepted', 'nh'],
  ['handoff.time_requested', 'nh', { until: LATER }],
  ['handoff.time_decided', 'nh', { granted: true }],
  ['handoff.bounced', 'nh', { to: 'e' }],
  ['handoff.returned', 'nh'],
  ['approval.requested', 'nv', { case: 'new', from: 'lin' }],
  ['approval.questioned', 'nv', { text: 'why?' }],
  ['approval.explained', 'nv', { text: 'so' }],
  ['approval.decided', 'nv', { granted: true }],
  ['assist.requested', 'ns', { agent: 'a1', case: 'new' }],
  ['assist.accepted', 'ns', { by: 'lin' }],
  ['assist.ended', 'ns'],
  ['case.opened', 'other', { kind: 'complaint', queue: 'q1', agent: 'a1', phone: '13800000003' }],
  ['case.merged', 'other', { into: 'new' }],
  ['case.unmerged', 'other'],
  ['case.resolved', 'new'],
  ['case.reopened', 'new'],
  ['allowance.reported', 'w1', { customer: 'tel:13800000003', name: 'data', used: 90, limit: 100 }],
  ['notice.posted', 'n1', { text: 'outage', queues: ['q1'] }],
  ['notice.withdrawn', 'n1'],
  ['feed.heartbeat', 'pbx'],
]
/** Whoever is at work was so for a minute longer: what it costs follows how many are. */
const aMinutePasses: Happened = ['feed.heartbeat', 'pbx', {}, 60_000]

/** Binary searches and heaps are a few steps deeper where more lies. */
const FEW_ROWS = 3
const FEW_BLOCKS = 100

test('every event type that a feed or a person may send is counted here', () => {
  const counted = new Set(events.map((event) => (event === 'rule.breached' ? event : event[0])))
  expect(Object.keys(eventData).filter((type) => !counted.has(type))).toEqual([])
})

/** Applies the events to floors of several sizes; gives what cost more than on the first, by what and where. */
async function dearer(
  sizes: readonly FloorSize[],
  all: readonly (Happened | 'rule.breached')[],
): Promise<Map<string, string>> {
  const found = new Map<string, string>()
  const floors = sizes.map(countedFloor)
  const counter = await countWork(['core', 'server', 'workers'])
  for (const [index, event] of all.entries()) {
    const costs: Cost[] = []
    for (const floor of floors)
      costs.push(
        event === 'rule.breached' ? await floor.costOfBreach(counter) : await floor.cost(counter, event),
      )
    const [few, ...others] = costs
    for (const [size, more] of others.entries())
      if (more.rows > few!.rows + FEW_ROWS || more.blocks > few!.blocks + FEW_BLOCKS)
        found.set(
          `${index} ${size}`,
          `${event}, on the smallest floor ${JSON.stringify(few)}, on a larger ${JSON.stringify(more)}`,
        )
  }
  await counter.close()
  return found
}

/**
 * Each event costs as much as on the first floor. What does so by itself does so each time: the engine may count once
 * more what it compiles anew meanwhile.
 */
async function expectEqualCosts(
  sizes: readonly FloorSize[],
  all: readonly (Happened | 'rule.breached')[],
): Promise<void> {
  const found = await dearer(sizes, all)
  if (found.size === 0) return
  const again = await dearer(sizes, all)
  expect([...found].filter(([key]) => again.has(key)).map(([, what]) => what)).toEqual([])
}

test(
  'what a change costs screens and workers follows what changed, not how many cases are open',
  () =>
    expectEqualCosts(
      [100, 1_000, 10_000].map((cases) => ({ cases, agents: 40 })),
      [...events, aMinutePasses],
    ),
  180_000,
)

test(
  'what a change costs screens and workers does not follow how many agents are signed in',
  () =>
    expectEqualCosts(
      [40, 600].map((agents) => ({ cases: 100, agents })),
      events,
    ),
  180_000,
)
