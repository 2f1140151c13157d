import type { NamedAlert } from '../alerts/alert-projection.ts'
import { ASSIST_LAPSES_MS } from '../cases/entities/assist/assist-state.ts'
import { nameOfColleague } from './asked-alert.ts'
import { type RequestSubject, requestOf } from './escalation-step.ts'
import type { NotificationOutcome } from './notification.ts'
import type { PlanningContext } from './planning-context.ts'

/** That what was told of calls for nobody any more: since when, ms, and by whose doing. */
export interface ConversationEnd {
  readonly at: number
  /** Null: its cause ended by itself. */
  readonly settled: NotificationOutcome | null
  /** Id of the person whose doing it was; null: nobody's. */
  readonly person: string | null
}

type Looking = Pick<PlanningContext, 'floor' | 'site' | 'now'>

/** The alerts of a conversation that are known still. */
export function alertsInConversation(
  conversation: string,
  { floor }: Pick<PlanningContext, 'floor'>,
): NamedAlert[] {
  return floor
    .alertsIn(conversation)
    .map((id) => floor.alert(id))
    .filter((named) => named !== null)
}

function endedBy(
  is: NotificationOutcome['is'],
  person: string | null,
  at: number,
  { site, floor }: Looking,
): ConversationEnd {
  return { at, person, settled: { is, by: person === null ? null : nameOfColleague(site, floor, person) } }
}

function ofAlerts(conversation: string, planning: Looking): ConversationEnd | null {
  const alerts = alertsInConversation(conversation, planning)
  if (alerts.length === 0) return null
  let [ended, taken]: [number, { by: string; at: number } | null] = [0, null]
  for (const { alert } of alerts) {
    const { status } = alert
    if (status.is === 'resolved') ended = Math.max(ended, status.at)
    else if (status.is !== 'acked' || status.until <= planning.now) return null
    // Whom it was given to is told that it is theirs, in the same place.
    else if (status.taken.givenBy !== null) return null
    else if (taken === null || status.taken.at > taken.at) taken = status.taken
  }
  if (taken === null) return { at: ended, person: null, settled: null }
  return endedBy('taken', taken.by, taken.at, planning)
}

function ofRequest({ is, id }: RequestSubject, planning: Looking): ConversationEnd | null {
  const { floor } = planning
  if (is === 'assist') {
    const row = floor.row('assist', id)
    if (row === null || row.state === 'open') return null
    if (row.acceptedAt !== null)
      return endedBy('coming', row.acceptedBy, Date.parse(row.acceptedAt), planning)
    const ended =
      row.endedAt === null ? Date.parse(row.requestedAt) + ASSIST_LAPSES_MS : Date.parse(row.endedAt)
    return endedBy('over', null, ended, planning)
  }
  if (is !== 'approval') return null
  const row = floor.row('approval', id)
  if (row === null || row.state === 'open' || row.decidedAt === null) return null
  return endedBy(row.state, row.decidedBy, Date.parse(row.decidedAt), planning)
}

/** How what a message is about is settled at `planning.now`; null: it calls for somebody still. */
export function conversationEnd(conversation: string, planning: Looking): ConversationEnd | null {
  const request = requestOf(conversation)
  return request === null ? ofAlerts(conversation, planning) : ofRequest(request, planning)
}
