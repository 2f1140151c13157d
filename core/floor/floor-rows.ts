import type { AgentProjection } from '../agents/agent-projection.ts'
import { type AgentFacts, agentRow } from '../agents/agent-row.ts'
import type { TeamMembers } from '../agents/team-members.ts'
import type { TeamMetrics } from '../agents/team-metrics.ts'
import type { AlertProjection } from '../alerts/alert-projection.ts'
import type { CaseProjection } from '../cases/projection/case-projection.ts'
import type { Contact } from '../contacts/contact.ts'
import type { ContactProjection } from '../contacts/contact-projection.ts'
import { contactRow } from '../contacts/contact-row.ts'
import { suspectFrom } from '../contacts/suspect-from.ts'
import type { AfterEndCounts } from '../feeds/after-end-counts.ts'
import type { FeedProjection } from '../feeds/feed-projection.ts'
import type { NoticeProjection } from '../notices/notice-projection.ts'
import { leadMessages } from '../notify/lead-messages.ts'
import type { ReceiptProjection } from '../notify/receipt-projection.ts'
import { calledForAssist, recipientsIn } from '../notify/recipients-in-rows.ts'
import type { OutcomeProjection } from '../outcomes/outcome-projection.ts'
import type { QueueProjection } from '../queues/queue-projection.ts'
import type { RecoveryProjection } from '../recovery/recovery-projection.ts'
import type { RowType, RowTypes } from '../rows/row.ts'
import { type FeedOfAgent, webhookActs } from '../site/acting-feed.ts'
import type { Site } from '../site/site-schema.ts'

/** The projections that rows are made of, and what time it is there. */
export interface RowSources {
  readonly queues: QueueProjection
  readonly agents: AgentProjection
  readonly members: TeamMembers
  readonly teamMetrics: TeamMetrics
  readonly contacts: ContactProjection
  readonly cases: CaseProjection
  readonly notices: NoticeProjection
  readonly feeds: FeedProjection
  readonly afterEnd: AfterEndCounts
  readonly alerts: AlertProjection
  readonly receipts: ReceiptProjection
  readonly recovery: RecoveryProjection
  readonly outcomes: OutcomeProjection
  now(): number
  today(): number
  site(): Site
  factsOf(agent: string): AgentFacts | undefined
  /** The feed of the PBX that has the agent. */
  feedOfAgent: FeedOfAgent
  /** The agent who is in wrap-up after the contact. */
  wrappedBy(contact: Contact): string | null
}

const UNKNOWN: AgentFacts = { name: null, team: null }

function contactRowOf(sources: RowSources, id: string): RowTypes['contact'] | null {
  const contact = sources.contacts.get(id)
  if (contact === null) return null
  const from = suspectFrom(contact)
  return contactRow(contact, {
    case: sources.cases.caseOf(id),
    callback: contact.direction === 'outbound' ? sources.cases.callbackOfCall(id) : null,
    clocks: sources.cases.clocksOf('contact', id),
    wrappedBy: sources.wrappedBy(contact),
    suspect: from !== null && from <= sources.now(),
  })
}

/** A contact that lies so far back is over, or nobody would tell. */
const ON_LINE_MS = 12 * 3_600_000

/** Agents at whom a customer is: who rings there, talks, or is wrapped up. */
function agentsWith(sources: RowSources, customer: string): string[] {
  const since = sources.now() - ON_LINE_MS
  const agents = sources.cases.contactsSince(customer, since).flatMap((id) => {
    const row = contactRowOf(sources, id)
    const isOn = row?.customer === customer && row.state !== 'waiting'
    return isOn && row.agent !== null ? [row.agent] : []
  })
  return [...new Set(agents)].sort()
}

function callbackRowOf(sources: RowSources, id: string): RowTypes['callback'] | null {
  const row = sources.cases.row('callback', id)
  if (row === null || row.customer === null) return row
  return { ...row, onLineWith: agentsWith(sources, row.customer) }
}

function noticeRowOf(sources: RowSources, id: string): RowTypes['notice'] | null {
  const row = sources.notices.row(id, sources.now())
  if (row === null || row.case === null) return row
  const incident = sources.cases.row('case', row.case)
  if (incident === null) return row
  // An incident that we found ourselves was opened without anybody's having come.
  const opening = sources.cases.eventsOf('case', row.case).find(({ type }) => type === 'case.opened')
  const isOurs = opening?.type === 'case.opened' && opening.data.contact === undefined
  return { ...row, contacts: incident.contacts - (isOurs ? 1 : 0) }
}

/** What the PBX that has an agent may be asked for (null: none has one), and whether it tells penalties. */
function ofPbx(
  { feedOfAgent, feeds }: RowSources,
  agent: string,
): Pick<AgentFacts, 'acts' | 'tellsPenalties'> {
  const feed = feedOfAgent(agent)
  if (feed === null) return { acts: null }
  return { acts: webhookActs(feed) ?? feeds.acts(feed.id), tellsPenalties: feed.kind === 'asterisk' }
}

function agentRowOf(sources: RowSources, id: string): RowTypes['agent'] | null {
  const core = sources.agents.current(id)
  if (core === null) return null
  const facts = { ...(sources.factsOf(id) ?? UNKNOWN), ...ofPbx(sources, id) }
  return agentRow(id, core, facts, sources.today(), sources.now())
}

function feedRowOf(sources: RowSources, id: string): RowTypes['feed'] | null {
  const row = sources.feeds.row(id, sources.now(), sources.today())
  if (row === null) return null
  const feed = sources.site().feeds.find((each) => each.id === id)
  const acts = (feed === undefined ? null : webhookActs(feed)) ?? sources.feeds.acts(id)
  return { ...row, acts, afterEnd: sources.afterEnd.of(id, sources.today()) }
}

function alertRowOf(sources: RowSources, id: string): RowTypes['alert'] | null {
  const row = sources.alerts.row(id, sources.now())
  if (row === null) return null
  // Where its case went into another one, it is that one's.
  const surviving = row.case === null ? null : sources.cases.survivingCase(row.case)
  return { ...row, case: surviving, told: recipientsIn(sources.receipts, id) }
}

/** A call for a lead, with who was called because of it. */
function assistRowOf(sources: RowSources, id: string): RowTypes['assist'] | null {
  const row = sources.cases.row('assist', id)
  return row === null ? null : { ...row, ...calledForAssist(sources.receipts, id) }
}

function teamRowOf(sources: RowSources, id: string): RowTypes['team'] | null {
  const workItems = sources.cases.row('team', id)
  if (workItems === null) return null
  const metrics = sources.teamMetrics.of(id, sources.today(), sources.now())
  const messages = leadMessages(sources.receipts, sources.site(), id, sources.today())
  return { ...workItems, ...metrics, messages }
}

/** The row of a type, from the projection that makes it; null if there is none. */
export function rowOf(sources: RowSources, type: RowType, id: string): RowTypes[RowType] | null {
  switch (type) {
    case 'queue':
      return sources.queues.queueRow(id)
    case 'board':
      return sources.queues.boardRow(id)
    case 'agent':
      return agentRowOf(sources, id)
    case 'contact':
      return contactRowOf(sources, id)
    case 'notice':
      return noticeRowOf(sources, id)
    case 'feed':
      return feedRowOf(sources, id)
    case 'alert':
      return alertRowOf(sources, id)
    case 'recovery':
      return sources.recovery.row(id)
    case 'outcome':
      return sources.outcomes.row(id)
    case 'callback':
      return callbackRowOf(sources, id)
    case 'team':
      return teamRowOf(sources, id)
    case 'assist':
      return assistRowOf(sources, id)
    default:
      return sources.cases.row(type, id)
  }
}

function queuesBehind(sources: RowSources, type: RowType | 'site', id: string): readonly string[] {
  switch (type) {
    case 'queue':
      return [id]
    case 'board':
      return sources.site().boards.find((board) => board.id === id)?.queues ?? []
    case 'agent':
      return sources.agents.get(id)?.queues ?? []
    case 'team':
      return [...sources.members.of(id)].flatMap((agent) => sources.agents.get(agent)?.queues ?? [])
    case 'contact': {
      const queue = contactRowOf(sources, id)?.queue ?? null
      return queue === null ? [] : [queue]
    }
    case 'site':
      return [...sources.queues.queueIds()]
    default:
      return []
  }
}

/** Whether a row hangs on a feed that is not heard. */
export function isUnsure(sources: RowSources, type: RowType | 'site', id: string): boolean {
  // What a row hangs on may be all agents of a team: it is asked where any feed at all is not heard.
  if (sources.feeds.isAllKnown(sources.now())) return false
  return sources.feeds.behind(queuesBehind(sources, type, id), sources.now()).knownUntil !== null
}

/** The ids that may have a row of the type. */
export function idsOf(sources: RowSources, type: RowType): Iterable<string> {
  switch (type) {
    case 'queue':
      return sources.queues.queueIds()
    case 'board':
      return sources.queues.boardIds()
    case 'agent':
      return sources.agents.ids()
    case 'contact':
      return sources.contacts.ids()
    case 'notice':
      return sources.notices.ids()
    case 'feed':
      return sources.feeds.ids()
    case 'alert':
      return sources.alerts.ids()
    case 'recovery':
      return sources.recovery.ids()
    case 'outcome':
      return sources.outcomes.ids()
    default:
      return sources.cases.ids(type)
  }
}
