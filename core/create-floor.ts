import { type AgentBook, createAgentBook } from './agents/agent-book.ts'
import { createAgentIntervals } from './agents/agent-intervals.ts'
import type { AgentCore } from './agents/agent-state.ts'
import { createAlertBook } from './alerts/alert-book.ts'
import { createToldBook } from './alerts/routing/told-book.ts'
import { createSaidLedger } from './alerts/said-ledger.ts'
import type { HolidaySource } from './calendars/opening-days.ts'
import { createCaseBook } from './cases/case-book.ts'
import type { Contact } from './contacts/contact.ts'
import { type Packer, plainPacker } from './contacts/contact-archive.ts'
import { type ContactBook, createContactBook } from './contacts/contact-book.ts'
import { comparePositions, type FloorEvent, kindOfType, LOG_START, type LogEntry } from './event.ts'
import { createFeedBook } from './feeds/feed-book.ts'
import type { Floor } from './floor.ts'
import { marking, type Timed } from './floor-clock.ts'
import { createFloorMarks } from './floor-marks.ts'
import { idsOf, type RowSources, rowOf } from './floor-rows.ts'
import { createFloorSaid } from './floor-said.ts'
import { loadPiece, type SnapshotParts, saveFloor } from './floor-snapshot.ts'
import { createFloorTime } from './floor-time.ts'
import { createNoticeBook } from './notices/notice-book.ts'
import { createQueueBook, type QueueBook } from './queues/queue-book.ts'
import { createRecoveryBook } from './recovery/recovery-book.ts'
import type { RowType } from './row.ts'
import { agentsOf, factsOf } from './site/site-agents.ts'
import { emptySite, type Site, siteSchema } from './site/site-schema.ts'
import { createSiteDays, type SiteDays } from './site-day.ts'

export interface FloorOptions {
  /** Makes finished contacts small in memory; without one they are kept as texts. */
  packer?: Packer
  site?: Site
  holidays?: HolidaySource
  /** Keep what the rules say for `takeLines`, and when they next may for `takeInstants`: for those who say it. */
  keepLines?: boolean
}

const noHolidays: HolidaySource = () => null

/** Records of intervals and days are kept this long beyond their beginning. */
const RECORDS_MS = 3 * 24 * 3_600_000

/** Events by which nobody is missed, comes back or is reached. */
const RECOVERS_NOTHING = new Set([
  'contact.offered',
  'contact.declined',
  'contact.message',
  'contact.held',
  'contact.resumed',
  'contact.transferred',
  'contact.wrapped',
  'contact.rated',
  'contact.flagged',
])

const MINUTE_MS = 60_000
const minuteAfter = (at: number) => (Math.floor(at / MINUTE_MS) + 1) * MINUTE_MS

function siteFrom(event: FloorEvent): Site {
  return siteSchema.parse(event.data.site)
}

/** A floor together with what writes it down and takes it back. */
export interface FloorParts extends SnapshotParts {
  readonly floor: Floor
}

/** Makes an empty floor. It takes the site file from `config.applied` events of the log, or from `options`. */
export function createFloor(options: FloorOptions = {}): Floor {
  return createFloorParts(options).floor
}

export function createFloorParts(options: FloorOptions = {}): FloorParts {
  const packer = options.packer ?? plainPacker
  let pos = LOG_START
  let site = emptySite()
  let days: SiteDays = createSiteDays(site.site.timezone, site.site.dayStartsAt)
  let facts = factsOf(site)
  let dayEnds = 0
  let minuteEnds = 0

  const marks = createFloorMarks()
  const { mark } = marks
  const markAgent = marks.of('agent')
  const markContact = marks.of('contact')
  const markFeed = marks.of('feed')

  const time = createFloorTime()
  const { now } = time
  // What is due at one instant is done in this order.
  const slots = {
    agents: time.slot(() => agents),
    queues: time.slot(() => queues),
    contacts: time.slot(() => contacts),
    cases: time.slot(() => cases),
    recovery: time.slot(() => recovery),
    feeds: time.slot(() => feedTime),
    notices: time.slot(() => noticeTime),
    alerts: time.slot(() => alertTime),
    day: time.slot(() => dayTurn),
  }
  const today = () => days.dayOf(now())
  const dayOf = (at: number) => days.dayOf(at)
  const nextDay = (day: number) => days.nextDay(day)

  const queues: QueueBook = createQueueBook({
    now,
    wake: slots.queues.wake,
    today,
    site: () => site,
    owedIn: (ids) => cases.queueFigures(...ids),
    owedInAll: () => cases.siteFigures(),
    queueChanged: marks.of('queue'),
    boardChanged: marks.of('board'),
  })
  const agentIntervals = createAgentIntervals()
  const contacts: ContactBook = createContactBook({
    packer,
    agentIntervals,
    now,
    wake: slots.contacts.wake,
    dayOf,
    terms: queues.terms.at,
    withinMs: queues.withinMs,
    queue: queues.live,
    queueChanged: queues.touchLive,
    contactChanged: markContact,
    agentPart: (agent, item) => agents.hearPart(agent, item),
    agentParts: (agent, contact, items) => agents.hearParts(agent, contact, items),
    meet: (agent) => agents.meet(agent),
    neverKnown(event) {
      feeds.countLate(event.source, today())
      markFeed(event.source)
    },
    isWrapped: (contact) => wrappedBy(contact) !== null,
  })
  const agents: AgentBook = createAgentBook({
    now,
    wake: slots.agents.wake,
    dayOf,
    nextDay,
    partsOf: (contact, agent) => contacts.partsOf(contact, agent),
    wrapped: (agent, contact, legFrom, wrapMs) => contacts.wrapped(contact, agent, legFrom, wrapMs),
    agentChanged(agent, core) {
      markAgent(agent)
      if (core.wraps.size > 0) for (const contact of core.wraps.keys()) markContact(contact)
      queues.agentChanged(agent, core)
    },
  })
  const cases = createCaseBook({
    now,
    today,
    holidays: options.holidays ?? noHolidays,
    packer,
    contactEvents: (id) => contacts.eventsOf(id),
    changed(type, id) {
      if (type === 'queue') queues.touch(id)
      else if (type !== 'board') mark(type, id)
    },
    ...(options.keepLines === true ? { moved: (subject, at) => moved.set(subject, at) } : {}),
  })
  const recovery = createRecoveryBook({
    now,
    wake: slots.recovery.wake,
    contact: contacts.look,
    contactEvents: (id) => contacts.eventsOf(id),
    contactsSince: (customer, at) => cases.contactsSince(customer, at),
    shortMs: (queue, at) => queues.terms.at(queue, at).shortMs,
    changed: (id) => mark('recovery', id),
  })
  const alerts = createAlertBook()
  const told = createToldBook()
  const ledger = createSaidLedger()
  let moved = new Map<string, number | null>()
  const said = createFloorSaid(cases, ledger, options.keepLines === true)
  const feeds = createFeedBook(slots.feeds.wake)
  const notices = createNoticeBook()

  function wrappedBy(contact: Contact): string | null {
    const agent = contact.legs[contact.legs.length - 1]?.agent
    return agent !== undefined && agents.get(agent)?.wraps.has(contact.id) === true ? agent : null
  }

  function hearTold(event: FloorEvent): boolean {
    const touched = told.hear(event)
    if (touched === null) return false
    for (const alert of touched.alerts) mark('alert', alert)
    for (const handoff of touched.handoffs) mark('handoff', handoff)
    if (touched.people.length > 0) for (const { id } of site.teams) mark('team', id)
    return true
  }

  function hearAlert(event: FloorEvent, at: number): void {
    if (hearTold(event)) return
    if (event.type.startsWith('rule.')) {
      said.settle()
      ledger.hear(event)
    }
    const alert = alerts.hear(event, at)
    if (alert !== null) mark('alert', alert)
  }

  function turnDay(): void {
    dayEnds = nextDay(today())
    queues.touchAll()
    queues.forgetBefore(now() - RECORDS_MS)
    agentIntervals.forgetBefore(now() - RECORDS_MS)
    ledger.turn(now())
    told.turn(now(), (subject) => alerts.get(subject) !== null)
    for (const agent of agents.ids()) mark('agent', agent)
    for (const feed of feeds.ids()) mark('feed', feed)
  }

  const feedTime = marking(feeds, (id) => mark('feed', id))
  const noticeTime = marking(notices, (id) => mark('notice', id))
  const alertTime = marking(alerts, (id) => mark('alert', id))
  const dayTurn: Timed = {
    nextInstant: () => (dayEnds === 0 ? null : dayEnds),
    advance: turnDay,
  }

  /** What goes on with every full minute: how long agents are at work, and with them their teams. */
  function markWorked(): void {
    for (const agent of agents.present) markAgent(agent)
    for (const { id } of site.teams) mark('team', id)
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

  /** Full minutes are looked at once when time has passed, not one by one: years without an event cost nothing. */
  function nextInstant(): number | null {
    const next = time.next()
    if (agents.present.size === 0) return next
    const minute = minuteAfter(now())
    return next === null ? minute : Math.min(next, minute)
  }

  function configure(next: Site, at: number): void {
    site = next
    days = createSiteDays(site.site.timezone, site.site.dayStartsAt)
    facts = factsOf(site)
    queues.configure(site, at, () => coresOf(agents))
    cases.configure(site, at)
    feeds.configure(site)
    for (const agent of agentsOf(site)) agents.meet(agent)
    for (const agent of agents.ids()) mark('agent', agent)
    for (const feed of feeds.ids()) mark('feed', feed)
    if (now() > 0) turnDay()
    time.askAll()
  }

  function hearCases(event: FloorEvent, at: number): void {
    cases.hear(event, at)
    slots.cases.ask()
  }

  function hear(event: FloorEvent, at: number): void {
    switch (kindOfType(event.type)) {
      case 'contact':
        contacts.hear(event)
        hearCases(event, at)
        if (!RECOVERS_NOTHING.has(event.type)) recovery.contactChanged(event.subject)
        break
      case 'agent':
        agents.hear(event)
        hearCases(event, at)
        break
      case 'notice':
        notices.hear(event)
        mark('notice', event.subject)
        slots.notices.ask()
        break
      case 'rule':
      case 'alert':
        hearAlert(event, at)
        slots.alerts.ask()
        break
      case 'config':
        configure(siteFrom(event), event.time)
        break
      default:
        hearCases(event, at)
        recovery.hearCallback(event)
    }
  }

  const sources: RowSources = {
    ...{ queues, agents, contacts, cases, notices, feeds, alerts, told, recovery },
    now,
    today,
    site: () => site,
    factsOf: (agent) => facts.get(agent),
    wrappedBy,
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
      return site
    },
    apply(entry: LogEntry) {
      if (comparePositions(entry.pos, pos) <= 0) return
      pos = entry.pos
      advance(entry.at)
      hear(entry.event, entry.at)
      feeds.hear(entry.event, entry.at, today())
      markFeed(entry.event.source)
    },
    advance,
    nextInstant,
    row: ((type: RowType, id: string) => rowOf(sources, type, id)) as Floor['row'],
    ids: (type) => idsOf(sources, type),
    takeChanged() {
      said.settle()
      return marks.take()
    },
    takeLines: said.takeLines,
    owed() {
      said.settle()
      return ledger.owed
    },
    takeInstants() {
      cases.flush()
      const taken = moved
      moved = new Map()
      return taken
    },
    wholeSite: () => queues.wholeRow(),
    openRuns: () => alerts.openRuns(),
    alert: (id) => alerts.get(id),
    alertEvents: (id) => alerts.events(id),
    alertsIn: (conversation) => alerts.idsIn(conversation),
    told,
    family: (caseId) => cases.family(caseId),
    timeline: (caseId) => cases.timeline(caseId),
    why: (caseId) => cases.why(caseId),
    save() {
      said.settle()
      return saveFloor(parts, packer)
    },
    intervals: (queue, from, to) => queues.intervals(queue, from, to),
    agentIntervals: (agent, from, to) => agentIntervals.intervals(agent, from, to),
  }

  const parts: FloorParts = {
    floor,
    queues,
    contacts,
    agents,
    agentIntervals,
    feeds,
    notices,
    cases,
    alerts,
    told,
    ledger,
    recovery,
    head: () => ({ pos, now: now(), site }),
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
  const parts = createFloorParts(options)
  const packer = options.packer ?? plainPacker
  for await (const text of texts) loadPiece(parts, packer, text)
  return parts.floor
}

function* coresOf(agents: AgentBook): Iterable<[string, AgentCore]> {
  for (const id of agents.ids()) yield [id, agents.get(id)!]
}
