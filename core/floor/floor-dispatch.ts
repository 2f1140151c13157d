import type { RuleOrAlertEvent } from '../alerts/read-alert-event.ts'
import { kindNamed } from '../cases/entities/entity.ts'
import { isWithdrawal, withdrawnFrom } from '../cases/withdrawals/event-withdrawn.ts'
import {
  type AnyEvent,
  type EventOfKind,
  type EventOfType,
  type FloorEvent,
  isOfKind,
  kindOfType,
} from '../event/event.ts'
import type { Forgotten } from '../event/forgotten.ts'
import { splitSubject } from '../event/subject.ts'
import { requestRow } from '../notify/escalation-step.ts'
import type { Site } from '../site/site-schema.ts'
import type { FloorChanges } from './floor-changes.ts'
import type { FloorProjections } from './floor-projections.ts'
import type { FloorTransitions } from './floor-transitions.ts'

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
])

/**
 * How long after it happened an event of an agent is still taken in, ms: an agent never ends, and is known for as many
 * days as a contact can lie between its end and the last that is heard of it (contract, section 3). What is older is
 * archived, and counted as late for its feed.
 */
const AGENT_HEARD_FOR_MS = 4 * 24 * 3_600_000

/** The feed whose row an event may change: its sender's, or the one that the system says something of. */
export const feedOf = ({ source, subject, type }: AnyEvent): string =>
  kindOfType(type) === 'feed' && source.startsWith('system/') ? subject : source

export interface DispatchContext {
  readonly projections: FloorProjections
  readonly marks: FloorChanges
  readonly emitted: FloorTransitions
  readonly forgotten: Pick<Forgotten, 'apply'>
  site(): Site
  /** Another site file is in force. */
  configured(event: EventOfType<'config.applied'>): void
  /** Start of the site's day that it is, ms. */
  today(): number
}

/** Gives each event to the projections that it concerns; `at` is its receipt, ms. */
export function createDispatch(context: DispatchContext): (event: FloorEvent, at: number) => void {
  const { projections, emitted } = context
  const { mark } = context.marks
  const { agents, alerts, cases, contacts, feeds, outbox, notices, outcomes, recovery, slots, receipts } =
    projections

  function applyReceipt(event: EventOfKind<'alert'>): boolean {
    const touched = receipts.apply(event)
    if (touched === null) return false
    for (const alert of touched.alerts) mark('alert', alert)
    for (const { is, id } of touched.requests) mark(requestRow[is], id)
    if (touched.people.length > 0) for (const { id } of context.site().teams) mark('team', id)
    return true
  }

  function applyAlert(event: RuleOrAlertEvent, at: number): void {
    slots.alerts.ask()
    if (isOfKind('rule', event)) {
      emitted.settle()
      outbox.apply(event)
    } else if (applyReceipt(event)) return
    const alert = alerts.apply(event, at)
    if (alert !== null) mark('alert', alert)
  }

  /** So much was heard of what it is about that this is only archived. */
  function leaveOut(event: FloorEvent): void {
    const about = `${kindOfType(event.type)}/${event.subject}`
    feeds.countOverfull(event.source, about, context.today())
    mark('feed', event.source)
  }

  function applyCases(event: FloorEvent, at: number): boolean {
    const isHeard = cases.apply(event, at)
    slots.cases.ask()
    if (!isHeard) leaveOut(event)
    return isHeard
  }

  /**
   * Callbacks whose customer a contact is, or was said to be: they say who has them on the line. `isInOrder`: whose it is
   * is known already.
   */
  function* callbacksOf({ subject, type }: EventOfKind<'contact'>, isInOrder: boolean): Iterable<string> {
    if (isInOrder && type !== 'contact.queued' && type !== 'contact.dialled') {
      const customer = contacts.look(subject)?.customer
      if (customer != null) yield* cases.callbacksOf(customer)
      return
    }
    for (const event of contacts.eventsOf(subject))
      if ('customer' in event.data && event.data.customer !== undefined)
        yield* cases.callbacksOf(event.data.customer)
  }

  function applyContact(event: EventOfKind<'contact'>, at: number): void {
    const heard = contacts.apply(event)
    if (heard === 'full') {
      leaveOut(event)
      return
    }
    applyCases(event, at)
    for (const callback of callbacksOf(event, heard !== null)) mark('callback', callback)
    if (RECOVERS_NOTHING.has(event.type)) return
    if (heard === null) recovery.contactChanged(event.subject)
    else recovery.wentOn(heard)
  }

  function evolveAgent(event: EventOfKind<'agent'>, at: number): void {
    if (at - event.time > AGENT_HEARD_FOR_MS) {
      feeds.countLate(event.source, context.today())
      mark('feed', event.source)
    } else if (!agents.apply(event)) {
      leaveOut(event)
      return
    }
    outcomes.applyAgent(event)
    applyCases(event, at)
  }

  function applyNotice(event: Parameters<typeof notices.apply>[0]): void {
    for (const id of notices.apply(event)) mark('notice', id)
    slots.notices.ask()
  }

  /** An event of the case side. */
  function applyPending(event: FloorEvent, at: number): void {
    if (!applyCases(event, at)) return
    if (isOfKind('callback', event)) recovery.applyCallback(event)
    const about = isWithdrawal(event) ? withdrawnFrom(event) : null
    if (about?.kind === 'callback') recovery.callbackChanged(about.id)
  }

  /** What was erased in the archive is taken out here too. */
  function erase({ data }: EventOfType<'config.erased'>): void {
    // What lies with a case in the archive comes back with it.
    const isCase = (subject: string) => subject.startsWith('case/')
    for (const subject of data.subjects.toSorted((a, b) => Number(isCase(b)) - Number(isCase(a)))) {
      const { kind: word, id } = splitSubject(subject)
      const kind = kindNamed(word)
      if (kind === null) continue
      if (kind === 'contact') {
        contacts.erase(id)
        recovery.contactChanged(id)
        outcomes.contactChanged(id)
      }
      cases.erase(kind, id)
    }
    slots.cases.ask()
  }

  return (event, at) => {
    if (isOfKind('contact', event)) applyContact(event, at)
    else if (isOfKind('agent', event)) evolveAgent(event, at)
    else if (isOfKind('notice', event)) applyNotice(event)
    else if (isWithdrawal(event) && withdrawnFrom(event)?.kind === 'notice') applyNotice(event)
    else if (isOfKind('rule', event) || isOfKind('alert', event)) applyAlert(event, at)
    else if (event.type === 'config.forgotten') context.forgotten.apply(event)
    else if (event.type === 'config.applied') context.configured(event)
    else if (event.type === 'config.erased') erase(event)
    // A step of the clock has been taken where time passes; a damaged entry is passed by before.
    else if (event.type !== 'clock.stepped' && event.type !== 'log.unreadable') applyPending(event, at)
  }
}
