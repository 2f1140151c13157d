import type { HolidaySource } from '../calendars/opening-days.ts'
import { createSharedTexts } from '../collections/shared-texts.ts'
import { plainPacker } from '../contacts/contact-archive.ts'
import { CLOCK_STEPPED } from '../event/clock-stepped.ts'
import { isFloorEvent, type LogEntry } from '../event/event.ts'
import { createForgotten } from '../event/forgotten.ts'
import { comparePositions, LOG_START } from '../event/log-position.ts'
import { LOG_UNREADABLE } from '../event/unreadable-entry.ts'
import { createBrokenInvariants } from '../invariants/broken-invariants.ts'
import { requestOf, requestRow } from '../notify/escalation-step.ts'
import type { RowType } from '../rows/row.ts'
import { agentsOf, queuesOf } from '../site/site-agents.ts'
import { type Site, siteSchema } from '../site/site-schema.ts'
import { earlier, minuteAfter, type Timed } from '../time/floor-clock.ts'
import type { Floor } from './floor.ts'
import { createFloorChanges } from './floor-changes.ts'
import { createDispatch, feedOf } from './floor-dispatch.ts'
import type { FloorOptions } from './floor-options.ts'
import { createFloorProjections } from './floor-projections.ts'
import { idsOf, isUnsure, type RowSources, rowOf } from './floor-rows.ts'
import { createFloorSite } from './floor-site.ts'
import { loadPiece, type SnapshotParts, saveFloor } from './floor-snapshot.ts'
import { createFloorTime } from './floor-time.ts'
import { createFloorTransitions } from './floor-transitions.ts'

/** A small floor packs no aggregate at all; a large one holds less than 10 MB of them. */
const HELD_HOT = 2_000

const noHolidays: HolidaySource = () => null

/** Records of intervals and days are kept this long beyond their beginning. */
const RECORDS_MS = 3 * 24 * 3_600_000

/** A floor together with what writes it down and takes it back. */
export interface FloorInternals extends SnapshotParts {
  readonly floor: Floor
}

/** Makes an empty floor. It takes the site file from `config.applied` events of the log, or from `options`. */
export function createFloor(options: FloorOptions = {}): Floor {
  return createFloorInternals(options).floor
}

export function createFloorInternals(options: FloorOptions = {}): FloorInternals {
  const packer = options.packer ?? plainPacker
  const keepTransitions = options.keepTransitions === true
  let pos = LOG_START
  const inForce = createFloorSite()
  const { site, days } = inForce
  let dayEnds = 0
  let minuteEnds = 0
  let moved = new Map<string, number | null>()

  const marks = createFloorChanges()
  const { mark } = marks
  const markAgent = marks.of('agent')
  const markFeed = marks.of('feed')
  const forgotten = createForgotten(mark)
  const broken = createBrokenInvariants()
  const time = createFloorTime()
  const { now } = time
  const today = () => days().dayOf(now())

  const projections = createFloorProjections({
    ...{ packer, marks, time, broken },
    holidays: options.holidays ?? noHolidays,
    heldHot: options.heldHot ?? HELD_HOT,
    keepsOver: options.keepsOver === true,
    ...{ site, days, mostEvents: inForce.mostEvents },
    teamOf: (agent, own) => inForce.factsOf(agent)?.team ?? own,
    ...(options.stepsAtOnce === undefined ? {} : { stepsAtOnce: options.stepsAtOnce }),
    ...(keepTransitions ? { moved: (subject: string, at: number | null) => moved.set(subject, at) } : {}),
  })
  const { queues, agents, agentIntervals, members, cases, contacts } = projections
  const { alerts, receipts, outbox, feeds, notices } = projections
  const dayTurn: Timed = {
    nextInstant: () => (dayEnds === 0 ? null : dayEnds),
    advance: turnDay,
  }
  time.slot(() => dayTurn)
  const transitions = createFloorTransitions(cases, outbox, keepTransitions)
  const apply = createDispatch({
    ...{ projections, marks, emitted: transitions, today, forgotten, site },
    configured: ({ data, time }) => configure(siteSchema.parse(data.site), time),
  })

  function turnDay(): void {
    dayEnds = days().nextDay(today())
    queues.touchAll()
    queues.forgetBefore(now() - RECORDS_MS)
    agentIntervals.forgetBefore(now() - RECORDS_MS)
    projections.afterEnd.forgetBefore(now() - RECORDS_MS)
    notices.forgetBefore(now() - RECORDS_MS)
    outbox.turn(now())
    receipts.turn(now(), isOwed)
    markAll()
  }

  /** Whether who was called upon because of it still counts: an alert that is shown, a request that has a row. */
  function isOwed(subject: string): boolean {
    const request = requestOf(subject)
    return request === null
      ? alerts.get(subject) !== null
      : rowOf(sources, requestRow[request.is], request.id) !== null
  }

  /** What is seen of every agent, feed and department may be another. */
  function markAll(): void {
    for (const agent of agents.ids()) mark('agent', agent)
    for (const feed of feeds.ids()) mark('feed', feed)
    for (const department of cases.ids('department')) mark('department', department)
  }

  /** What goes on with every full minute: how long agents are at work, and with them their teams. */
  function markWorked(): void {
    for (const agent of agents.present) markAgent(agent)
    for (const { id } of site().teams) mark('team', id)
  }

  /** The teams of agents: what a team has done follows its agents. */
  function teamsOf(ids: Iterable<string>): Set<string> {
    const teams = new Set<string>()
    for (const id of ids) {
      const team = members.teamOf(id)
      if (team !== null) teams.add(team)
    }
    return teams
  }

  function advance(until: number): void {
    if (until <= now()) return
    if (now() === 0) {
      time.set(until)
      turnDay()
    }
    time.pass(until)
    if (until < minuteEnds) return
    if (minuteEnds > 0) markWorked()
    minuteEnds = minuteAfter(until)
  }

  /**
   * The clock by which receipts are taken went back: from now on its time is the floor's again, so that what begins now
   * is judged by it. What fell due before stays as it was said.
   */
  function stepBack(at: number): void {
    if (at >= now()) {
      advance(at)
      return
    }
    // What waits to be folded again waits for an instant of the clock as it was.
    settle()
    time.set(at)
    minuteEnds = minuteAfter(at)
    turnDay()
  }

  function settle(): void {
    contacts.settleAll()
    agents.settleAll()
    cases.settle()
    time.askAll()
  }

  /** Full minutes are looked at once when time has passed, not one by one: years without an event cost nothing. */
  function nextInstant(): number | null {
    const next = time.next()
    if (agents.present.size === 0) return next
    const minute = minuteAfter(now())
    return next === null ? minute : Math.min(next, minute)
  }

  function configure(next: Site, at: number): void {
    inForce.put(next)
    queues.configure(next, at, agents.all)
    cases.configure(next, at)
    for (const gone of feeds.configure(next)) mark('feed', gone)
    for (const agent of agentsOf(next)) agents.meet(agent)
    for (const { id, core } of agents.all()) members.put(id, inForce.factsOf(id)?.team ?? core.team)
    forgotten.listed('queue', queuesOf(next))
    forgotten.listed('agent', agentsOf(next))
    markAll()
    if (now() > 0) turnDay()
    time.askAll()
  }

  const sources: RowSources = {
    ...projections,
    ...{ now, today, site },
    factsOf: inForce.factsOf,
    feedOfAgent: inForce.feedOfAgent,
  }

  if (options.site !== undefined) configure(options.site, 0)

  const floor: Floor = {
    get pos() {
      return pos
    },
    get now() {
      return now()
    },
    get site() {
      return site()
    },
    apply(entry: LogEntry) {
      if (comparePositions(entry.pos, pos) <= 0) return
      pos = entry.pos
      if (entry.event.type === LOG_UNREADABLE) return
      if (entry.event.type === CLOCK_STEPPED) stepBack(entry.at)
      else advance(entry.at)
      const { event } = entry
      forgotten.named(event)
      if (isFloorEvent(event)) apply(event, entry.at)
      feeds.apply(event, entry.at, today())
      markFeed(feedOf(event))
    },
    advance,
    settle,
    settleSome: () => contacts.settleSome() || agents.settleSome() || cases.settleSome(),
    nextInstant,
    nextRefold: () => earlier(agents.nextRefold(), earlier(contacts.nextRefold(), cases.nextRefold())),
    row: ((type: RowType, id: string) =>
      forgotten.has(type, id) ? null : rowOf(sources, type, id)) as Floor['row'],
    *ids(type) {
      for (const id of idsOf(sources, type)) if (!forgotten.has(type, id)) yield id
    },
    takeChanged() {
      transitions.settle()
      const changed = marks.take()
      for (const id of teamsOf(changed.get('agent') ?? []))
        changed.set('team', (changed.get('team') ?? new Set()).add(id))
      return changed
    },
    takeBroken: broken.take,
    takeTransitions: transitions.takeTransitions,
    pendingRuleEvents() {
      transitions.settle()
      return outbox.pending
    },
    takeInstants() {
      cases.flush()
      const taken = moved
      moved = new Map()
      return taken
    },
    wholeSite: () => queues.wholeRow(),
    isUnsure: (type, id) => isUnsure(sources, type, id),
    openRuns: () => alerts.openRuns(),
    alert: (id) => alerts.get(id),
    alertEvents: (id) => alerts.events(id),
    alertsIn: (conversation) => alerts.idsIn(conversation),
    receipts,
    aggregate: (caseId) => cases.aggregate(caseId),
    eventsOf(type, id) {
      if (type === 'contact') return contacts.eventsOf(id)
      return type === 'notice' ? notices.eventsOf(id) : cases.eventsOf(type, id)
    },
    openWork: (agent) => cases.openWork(agent),
    ofCustomer: (customer) => cases.ofCustomer(customer),
    callbackCrowd: () => cases.callbackCrowd(),
    repeats: (caseId) => cases.repeats(caseId),
    timeline: (caseId) => cases.timeline(caseId),
    why: (caseId) => cases.why(caseId),
    save() {
      settle()
      transitions.settle()
      return saveFloor(parts, packer)
    },
    intervals: (queue, from, to) => queues.intervals(queue, from, to),
    agentIntervals: (agent, from, to) => agentIntervals.intervals(agent, from, to),
  }

  const parts: FloorInternals = {
    ...projections,
    forgotten,
    floor,
    head: () => ({ pos, now: now(), site: site() }),
    begin(head) {
      configure(head.site, 0)
      pos = head.pos
      time.set(head.now)
      minuteEnds = minuteAfter(head.now)
      turnDay()
    },
  }
  return parts
}

/** The floor that `save` wrote down, by the same options. */
export async function loadFloor(options: FloorOptions, texts: AsyncIterable<string>): Promise<Floor> {
  const parts = createFloorInternals(options)
  const packer = options.packer ?? plainPacker
  const share = createSharedTexts()
  for await (const text of texts) loadPiece(parts, packer, text, share)
  return parts.floor
}
