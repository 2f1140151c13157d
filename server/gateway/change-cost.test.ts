import { expect, test } from 'vitest'
import type { Sight } from '#core/access/scope.ts'
import { viewerOf } from '#core/access/viewer.ts'
import { aboutTransition } from '#core/alerts/about-transition.ts'
import { ruleEvent } from '#core/alerts/rule-event.ts'
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
  /** Applies an event and lets every screen and every worker follow; gives how much was done for it. */
  cost(counter: WorkCounter, [type, subject, data, afterMs]: Told): Promise<Cost>
}
type Told = [type: string, subject: string, data?: Record<string, unknown>, afterMs?: number]
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
    floor.takeLines()
    floor.takeInstants()
    pendingNow(floor)
    levels.judge(changed, floor.now)
    levels.judge(new Map(), floor.now)
    levels.takeLines()
    planner.touch(changed)
    planner.takeCalls(planningOf(floor, floor.now))
    floor.nextInstant()
  }
  follow(new Map())
  return follow
}

/** A floor of so many open cases, each with a promise, and all who follow it. */
function countedFloor(cases: number): Counted {
  const floor = createFloor({ site, keepLines: true })
  let serial = 0
  let passed = 0
  const apply = (type: string, subject: string, data: Record<string, unknown>) => {
    const time = BEGAN + ++serial + passed
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
  // What the rules say of all that is said and read back, as the workers do at once.
  const said = [...floor.owed().values()].map(({ line }) =>
    ruleEvent(line, 0, (of) => aboutTransition(of, floor, site)),
  )
  for (const event of said) floor.apply({ pos: `${++serial}-0`, at: floor.now, event })
  const rows = countingRows(floor)
  const screens = openScreens(rows.floor)
  const workers = openWorkers(rows.floor)
  screens(floor.takeChanged())
  return {
    async cost(counter, [type, subject, data = {}, afterMs = 0]) {
      rows.taken()
      passed += afterMs
      const work = await counter.count(() => {
        apply(type, subject, data)
        const changed = floor.takeChanged()
        screens(changed)
        workers(changed)
      })
      return { ...work, rows: rows.taken() }
    },
  }
}

const due = '2026-11-30T00:00:00Z'
/** One event of each kind that a floor hears all day, in an order in which each changes something. */
const events: Told[] = [
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
  // A minute passes: whoever is at work was so for a minute longer.
  ['feed.heartbeat', 'pbx', {}, 60_000],
]

/** Binary searches and heaps are a few steps deeper where more lies. */
const FEW_ROWS = 3
const FEW_BLOCKS = 100

test('what a change costs screens and workers follows what changed, not how many cases are open', async () => {
  const floors = [100, 1_000, 10_000].map(countedFloor)
  const counter = await countWork(['core', 'server', 'workers'])
  for (const event of events) {
    const costs: Cost[] = []
    for (const floor of floors) costs.push(await floor.cost(counter, event))
    const [few, ...others] = costs
    for (const more of others) {
      const told = `${event[0]} of ${event[1]}, among 100 cases ${JSON.stringify(few)}, among more ${JSON.stringify(more)}`
      expect(more.rows, told).toBeLessThanOrEqual(few!.rows + FEW_ROWS)
      expect(more.blocks, told).toBeLessThanOrEqual(few!.blocks + FEW_BLOCKS)
    }
  }
  await counter.close()
}, 180_000)
