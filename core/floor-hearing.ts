import { type FloorEvent, kindOfType } from './event.ts'
import type { FloorBooks } from './floor-books.ts'
import type { FloorMarks } from './floor-marks.ts'
import type { FloorSaid } from './floor-said.ts'
import { FORGOTTEN, type Forgotten } from './forgotten.ts'
import type { Site } from './site/site-schema.ts'

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

/**
 * How long after it happened an event of an agent is still taken in, ms: an agent never ends, and is known for as many
 * days as a contact can lie between its end and the last that is heard of it (contract, section 3). What is older is
 * archived, and counted as late for its feed.
 */
const AGENT_HEARD_FOR_MS = 4 * 24 * 3_600_000

export interface HearingContext {
  readonly books: FloorBooks
  readonly marks: FloorMarks
  readonly said: FloorSaid
  readonly forgotten: Pick<Forgotten, 'hear'>
  site(): Site
  /** Another site file is in force. */
  configured(event: FloorEvent): void
  /** Start of the site's day that it is, ms. */
  today(): number
}

/** Gives each event to the books that it concerns; `at` is its receipt, ms. */
export function createHearing(context: HearingContext): (event: FloorEvent, at: number) => void {
  const { books, said } = context
  const { mark } = context.marks
  const { agents, alerts, cases, contacts, feeds, ledger, notices, recovery, slots, told } = books

  function hearTold(event: FloorEvent): boolean {
    const touched = told.hear(event)
    if (touched === null) return false
    for (const alert of touched.alerts) mark('alert', alert)
    for (const handoff of touched.handoffs) mark('handoff', handoff)
    if (touched.people.length > 0) for (const { id } of context.site().teams) mark('team', id)
    return true
  }

  function hearAlert(event: FloorEvent, at: number): void {
    slots.alerts.ask()
    if (hearTold(event)) return
    if (event.type.startsWith('rule.')) {
      said.settle()
      ledger.hear(event)
    }
    const alert = alerts.hear(event, at)
    if (alert !== null) mark('alert', alert)
  }

  /** So much was heard of what it is about that this is only archived. */
  function leaveOut(event: FloorEvent): void {
    const about = `${kindOfType(event.type)}/${event.subject}`
    feeds.countOverfull(event.source, about, context.today())
    mark('feed', event.source)
  }

  function hearCases(event: FloorEvent, at: number): boolean {
    const isHeard = cases.hear(event, at)
    slots.cases.ask()
    if (!isHeard) leaveOut(event)
    return isHeard
  }

  function hearContact(event: FloorEvent, at: number): void {
    const heard = contacts.hear(event)
    if (heard === 'full') {
      leaveOut(event)
      return
    }
    hearCases(event, at)
    if (RECOVERS_NOTHING.has(event.type)) return
    if (heard === null) recovery.contactChanged(event.subject)
    else recovery.wentOn(heard)
  }

  function hearAgent(event: FloorEvent, at: number): void {
    if (at - event.time > AGENT_HEARD_FOR_MS) {
      feeds.countLate(event.source, context.today())
      mark('feed', event.source)
    } else if (!agents.hear(event)) {
      leaveOut(event)
      return
    }
    hearCases(event, at)
  }

  return (event, at) => {
    switch (kindOfType(event.type)) {
      case 'contact':
        hearContact(event, at)
        break
      case 'agent':
        hearAgent(event, at)
        break
      case 'notice':
        notices.hear(event)
        mark('notice', event.subject)
        slots.notices.ask()
        break
      case 'rule':
      case 'alert':
        hearAlert(event, at)
        break
      case 'config':
        if (event.type === FORGOTTEN) context.forgotten.hear(event)
        else context.configured(event)
        break
      case 'clock':
        break
      default:
        if (hearCases(event, at)) recovery.hearCallback(event)
    }
  }
}
