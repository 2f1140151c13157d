import { type AgentIntervals, createAgentIntervals } from '../agents/agent-intervals.ts'
import { type AgentProjection, createAgentProjection } from '../agents/agent-projection.ts'
import { createTeamMembers, type TeamMembers } from '../agents/team-members.ts'
import { createTeamMetrics, type TeamMetrics } from '../agents/team-metrics.ts'
import { type AlertProjection, createAlertProjection } from '../alerts/alert-projection.ts'
import { createRuleOutbox, type RuleOutbox } from '../alerts/rule-outbox.ts'
import type { HolidaySource } from '../calendars/opening-days.ts'
import { type CaseProjection, createCaseProjection } from '../cases/projection/case-projection.ts'
import { present } from '../collections/present.ts'
import { type Contact, lastOf } from '../contacts/contact.ts'
import type { Packer } from '../contacts/contact-archive.ts'
import { type ContactProjection, createContactProjection } from '../contacts/contact-projection.ts'
import { type AfterEndCounts, createAfterEndCounts } from '../feeds/after-end-counts.ts'
import { createFeedProjection, type FeedProjection } from '../feeds/feed-projection.ts'
import type { BrokenInvariants } from '../invariants/broken-invariants.ts'
import { createNoticeProjection, type NoticeProjection } from '../notices/notice-projection.ts'
import { createReceiptProjection, type ReceiptProjection } from '../notify/receipt-projection.ts'
import { createOutcomeProjection, type OutcomeProjection } from '../outcomes/outcome-projection.ts'
import { createQueueProjection, type QueueProjection } from '../queues/queue-projection.ts'
import { createRecoveryProjection, type RecoveryProjection } from '../recovery/recovery-projection.ts'
import type { Site } from '../site/site-schema.ts'
import { marking } from '../time/floor-clock.ts'
import type { SiteDays } from '../time/site-day.ts'
import type { FloorChanges } from './floor-changes.ts'
import type { FloorTime, TimeSlot } from './floor-time.ts'

export interface FloorProjectionsContext {
  readonly broken: BrokenInvariants
  readonly packer: Packer
  readonly holidays: HolidaySource
  readonly heldHot: number
  readonly keepsOver: boolean
  readonly marks: FloorChanges
  readonly time: FloorTime
  site(): Site
  days(): SiteDays
  /** So many events of one entity are folded. */
  mostEvents(): number
  /** So many of them are folded again at once; not given: as many as usual. */
  readonly stepsAtOnce?: number
  /** The team of an agent who says to be of the team `own`: the site file knows better. */
  teamOf(agent: string, own: string | null): string | null
  /** A subject of rules may have another next instant, ms or null; not given: nobody wants to know. */
  readonly moved?: (subject: string, at: number | null) => void
}

/** The projections that a floor consists of, each told by the others what it needs of them. */
export interface FloorProjections {
  readonly queues: QueueProjection
  readonly agents: AgentProjection
  readonly agentIntervals: AgentIntervals
  readonly members: TeamMembers
  readonly teamMetrics: TeamMetrics
  readonly contacts: ContactProjection
  readonly cases: CaseProjection
  readonly recovery: RecoveryProjection
  readonly outcomes: OutcomeProjection
  readonly alerts: AlertProjection
  readonly receipts: ReceiptProjection
  readonly outbox: RuleOutbox
  readonly feeds: FeedProjection
  readonly afterEnd: AfterEndCounts
  readonly notices: NoticeProjection
  /** Where those projections stand in time that are not awake by themselves. */
  readonly slots: Readonly<Record<'cases' | 'notices' | 'alerts', TimeSlot>>
  /** The agent who is in wrap-up after a contact, or null. */
  wrappedBy(contact: Contact): string | null
}

export function createFloorProjections(context: FloorProjectionsContext): FloorProjections {
  const { packer, marks, time, site } = context
  const { mark } = marks
  const { now } = time
  const markAgent = marks.of('agent')
  /** Callbacks say who has their customer on the line. */
  function markCallbacks(customer: string): void {
    for (const callback of cases.callbacksOf(customer)) mark('callback', callback)
  }

  /** A contact changed, and with it callbacks of its customer. One that waits to be folded is not folded for that. */
  function markContact(id: string): void {
    mark('contact', id)
    const customer = contacts.look(id)?.customer
    if (customer != null) markCallbacks(customer)
  }
  // What is due at one instant is done in this order.
  const slots = {
    agents: time.slot(() => agents),
    queues: time.slot(() => queues),
    contacts: time.slot(() => contacts),
    cases: time.slot(() => cases),
    recovery: time.slot(() => recovery),
    outcomes: time.slot(() => outcomes),
    feeds: time.slot(() => timed.feeds),
    notices: time.slot(() => timed.notices),
    alerts: time.slot(() => timed.alerts),
  }
  const today = () => context.days().dayOf(now())
  const dayOf = (at: number) => context.days().dayOf(at)
  const pieces = context.stepsAtOnce === undefined ? {} : { stepsAtOnce: context.stepsAtOnce }

  const queues: QueueProjection = createQueueProjection({
    broken: context.broken,
    holidays: context.holidays,
    now,
    wake: slots.queues.wake,
    today,
    site,
    caseMetricsIn: (ids) => cases.queueMetrics(...ids),
    caseMetricsInAll: () => cases.siteMetrics(),
    behind: (ids) => feeds.behind(ids, now()),
    queueChanged: marks.of('queue'),
    boardChanged: marks.of('board'),
  })
  const agentIntervals = createAgentIntervals()
  const members = createTeamMembers()
  const afterEnd = createAfterEndCounts()
  const contacts: ContactProjection = createContactProjection({
    broken: context.broken,
    ...pieces,
    most: context.mostEvents,
    packer,
    agentIntervals,
    now,
    wake: slots.contacts.wake,
    dayOf,
    terms: queues.terms.at,
    withinMs: queues.withinMs,
    queue: queues.live,
    queueChanged: queues.touchLive,
    contactChanged(id) {
      markContact(id)
      outcomes.contactChanged(id)
    },
    noLongerOf: markCallbacks,
    agentPart: (agent, item) => agents.applyPart(agent, item),
    agentParts: (agent, contact, items, span) => agents.applyParts(agent, contact, items, span),
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
  const agents: AgentProjection = createAgentProjection({
    ...pieces,
    most: context.mostEvents,
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
  const teamMetrics = createTeamMetrics(members, (agent) => present(agents.get(agent), `agent ${agent}`))
  const cases: CaseProjection = createCaseProjection({
    ...pieces,
    most: context.mostEvents,
    now,
    today,
    holidays: context.holidays,
    packer,
    heldHot: context.heldHot,
    keepsOver: context.keepsOver,
    contactEvents: (id) => contacts.eventsOf(id),
    holdsContact: (id) => contacts.holds(id),
    changed(type, id) {
      if (type === 'queue') queues.touch(id)
      else if (type !== 'board') mark(type, id)
      // An alert is shown with what its case says.
      if (type === 'case') for (const alert of alerts.idsIn(`case/${id}`)) mark('alert', alert)
      if (type === 'contact' && outcomes.has(id)) mark('outcome', id)
      // A notice about an incident says how many contacts belong to it.
      if (type === 'case') for (const notice of notices.naming(id)) mark('notice', notice)
    },
    contradicted(source, by) {
      feeds.countContradicting(source, by, today())
      mark('feed', source)
    },
    ...(context.moved === undefined ? {} : { moved: context.moved }),
  })
  const recovery = createRecoveryProjection({
    now,
    wake: slots.recovery.wake,
    contact: contacts.look,
    contactEvents: (id) => contacts.eventsOf(id),
    contactsSince: (customer, at) => cases.contactsSince(customer, at),
    shortMs: (queue, at) => queues.terms.at(queue, at).shortMs,
    isRequested: (callback) => cases.knows('callback', callback),
    changed: (id) => mark('recovery', id),
  })
  const outcomes = createOutcomeProjection({
    now,
    wake: slots.outcomes.wake,
    contact: contacts.look,
    contactEvents: (id) => contacts.eventsOf(id),
    caseOf: (contact) => cases.caseOf(contact),
    changed: marks.of('outcome'),
  })
  const alerts = createAlertProjection()
  const receipts = createReceiptProjection()
  const outbox = createRuleOutbox()
  const feeds = createFeedProjection({
    wake: slots.feeds.wake,
    queueFeedsChanged: (queue) => queues.touch(queue),
    statusChanged(feed) {
      const hanging = new Set(feeds.queuesOf(feed))
      for (const queue of hanging) queues.touch(queue)
      for (const id of agents.ids())
        if (agents.get(id)?.queues.some((queue) => hanging.has(queue))) markAgent(id)
    },
    actsChanged() {
      for (const id of agents.ids()) markAgent(id)
    },
  })
  const notices = createNoticeProjection()
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
    ...{ queues, agents, agentIntervals, members, teamMetrics, contacts, cases, recovery, outcomes },
    ...{ alerts, receipts, outbox, feeds, afterEnd, notices, slots, wrappedBy },
  }
}
