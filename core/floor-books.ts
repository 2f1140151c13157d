import { type AgentBook, createAgentBook } from './agents/agent-book.ts'
import { type AgentIntervals, createAgentIntervals } from './agents/agent-intervals.ts'
import { createTeamMembers, type TeamMembers } from './agents/team-members.ts'
import { type AlertBook, createAlertBook } from './alerts/alert-book.ts'
import { createToldBook, type ToldBook } from './alerts/routing/told-book.ts'
import { createSaidLedger, type SaidLedger } from './alerts/said-ledger.ts'
import type { HolidaySource } from './calendars/opening-days.ts'
import { type CaseBook, createCaseBook } from './cases/case-book.ts'
import { type Contact, lastOf } from './contacts/contact.ts'
import type { Packer } from './contacts/contact-archive.ts'
import { type ContactBook, createContactBook } from './contacts/contact-book.ts'
import { type AfterEndCounts, createAfterEndCounts } from './feeds/after-end-counts.ts'
import { createFeedBook, type FeedBook } from './feeds/feed-book.ts'
import { marking } from './floor-clock.ts'
import type { FloorMarks } from './floor-marks.ts'
import type { FloorTime, TimeSlot } from './floor-time.ts'
import { createNoticeBook, type NoticeBook } from './notices/notice-book.ts'
import { createQueueBook, type QueueBook } from './queues/queue-book.ts'
import { createRecoveryBook, type RecoveryBook } from './recovery/recovery-book.ts'
import type { Site } from './site/site-schema.ts'
import type { SiteDays } from './site-day.ts'

export interface FloorBooksContext {
  readonly packer: Packer
  readonly holidays: HolidaySource
  readonly heldAwake: number
  readonly marks: FloorMarks
  readonly time: FloorTime
  site(): Site
  days(): SiteDays
  /** The team of an agent who says to be of the team `own`: the site file knows better. */
  teamOf(agent: string, own: string | null): string | null
  /** A subject of rules may have another next instant, ms or null; not given: nobody wants to know. */
  readonly moved?: (subject: string, at: number | null) => void
}

/** The books that a floor consists of, each told by the others what it needs of them. */
export interface FloorBooks {
  readonly queues: QueueBook
  readonly agents: AgentBook
  readonly agentIntervals: AgentIntervals
  readonly members: TeamMembers
  readonly contacts: ContactBook
  readonly cases: CaseBook
  readonly recovery: RecoveryBook
  readonly alerts: AlertBook
  readonly told: ToldBook
  readonly ledger: SaidLedger
  readonly feeds: FeedBook
  readonly afterEnd: AfterEndCounts
  readonly notices: NoticeBook
  /** Where those books stand in time that are not awake by themselves. */
  readonly slots: Readonly<Record<'cases' | 'notices' | 'alerts', TimeSlot>>
  /** The agent who is in wrap-up after a contact, or null. */
  wrappedBy(contact: Contact): string | null
}

export function createFloorBooks(context: FloorBooksContext): FloorBooks {
  const { packer, marks, time, site } = context
  const { mark } = marks
  const { now } = time
  const markAgent = marks.of('agent')
  const markContact = marks.of('contact')
  // What is due at one instant is done in this order.
  const slots = {
    agents: time.slot(() => agents),
    queues: time.slot(() => queues),
    contacts: time.slot(() => contacts),
    cases: time.slot(() => cases),
    recovery: time.slot(() => recovery),
    feeds: time.slot(() => timed.feeds),
    notices: time.slot(() => timed.notices),
    alerts: time.slot(() => timed.alerts),
  }
  const today = () => context.days().dayOf(now())
  const dayOf = (at: number) => context.days().dayOf(at)

  const queues: QueueBook = createQueueBook({
    holidays: context.holidays,
    now,
    wake: slots.queues.wake,
    today,
    site,
    owedIn: (ids) => cases.queueFigures(...ids),
    owedInAll: () => cases.siteFigures(),
    behind: (ids) => feeds.behind(ids, now()),
    queueChanged: marks.of('queue'),
    boardChanged: marks.of('board'),
  })
  const agentIntervals = createAgentIntervals()
  const members = createTeamMembers()
  const afterEnd = createAfterEndCounts()
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
    agentParts: (agent, contact, items, since) => agents.hearParts(agent, contact, items, since),
    meet: (agent) => agents.meet(agent),
    neverKnown(event) {
      feeds.countLate(event.source, today())
      mark('feed', event.source)
    },
    cameAfterEnd(source, at, by) {
      afterEnd.add(source, dayOf(at), by)
      mark('feed', source)
    },
    foldedLater: (id) => recovery.contactChanged(id),
    isWrapped: (contact) => wrappedBy(contact) !== null,
  })
  const agents: AgentBook = createAgentBook({
    now,
    wake: slots.agents.wake,
    dayOf,
    partsOf: (contact, agent) => contacts.partsOf(contact, agent),
    wrapped: (agent, contact, legFrom, wrapMs) => contacts.wrapped(contact, agent, legFrom, wrapMs),
    agentChanged(agent) {
      markAgent(agent.id)
      members.put(agent.id, context.teamOf(agent.id, agent.core.team))
      for (const { contact } of agent.core.wraps) markContact(contact)
      queues.agentChanged(agent)
    },
  })
  const cases: CaseBook = createCaseBook({
    now,
    today,
    holidays: context.holidays,
    packer,
    heldAwake: context.heldAwake,
    contactEvents: (id) => contacts.eventsOf(id),
    changed(type, id) {
      if (type === 'queue') queues.touch(id)
      else if (type !== 'board') mark(type, id)
      // An alert is shown with what its case says.
      if (type === 'case') for (const alert of alerts.idsIn(`case/${id}`)) mark('alert', alert)
    },
    contradicted(source, by) {
      feeds.countContradicting(source, by, today())
      mark('feed', source)
    },
    ...(context.moved === undefined ? {} : { moved: context.moved }),
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
  const feeds = createFeedBook({
    wake: slots.feeds.wake,
    standsOtherwise(feed) {
      const hanging = new Set(feeds.queuesOf(feed))
      for (const queue of hanging) queues.touch(queue)
      for (const id of agents.ids())
        if (agents.get(id)?.queues.some((queue) => hanging.has(queue))) markAgent(id)
    },
  })
  const notices = createNoticeBook()
  const timed = {
    feeds: marking(feeds, (id) => mark('feed', id)),
    notices: marking(notices, (id) => mark('notice', id)),
    alerts: marking(alerts, (id) => mark('alert', id)),
  }

  function wrappedBy(contact: Contact): string | null {
    const agent = lastOf(contact.legs)?.agent
    return agent !== undefined && agents.isWrapping(agent, contact.id) ? agent : null
  }

  return {
    ...{ queues, agents, agentIntervals, members, contacts, cases, recovery },
    ...{ alerts, told, ledger, feeds, afterEnd, notices, slots, wrappedBy },
  }
}
