import { type FloorEvent, kindOfType } from './event.ts'
import type { FloorBooks } from './floor-books.ts'
import type { FloorMarks } from './floor-marks.ts'
import type { FloorSaid } from './floor-said.ts'
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

export interface HearingContext {
  readonly books: FloorBooks
  readonly marks: FloorMarks
  readonly said: FloorSaid
  site(): Site
  /** Another site file is in force. */
  configured(event: FloorEvent): void
}

/** Gives each event to the books that it concerns; `at` is its receipt, ms. */
export function createHearing(context: HearingContext): (event: FloorEvent, at: number) => void {
  const { books, said } = context
  const { mark } = context.marks
  const { agents, alerts, cases, contacts, ledger, notices, recovery, slots, told } = books

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

  function hearCases(event: FloorEvent, at: number): void {
    cases.hear(event, at)
    slots.cases.ask()
  }

  function hearContact(event: FloorEvent, at: number): void {
    const heard = contacts.hear(event)
    hearCases(event, at)
    if (RECOVERS_NOTHING.has(event.type)) return
    if (heard === null) recovery.contactChanged(event.subject)
    else recovery.wentOn(heard)
  }

  return (event, at) => {
    switch (kindOfType(event.type)) {
      case 'contact':
        hearContact(event, at)
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
        break
      case 'config':
        context.configured(event)
        break
      default:
        hearCases(event, at)
        recovery.hearCallback(event)
    }
  }
}
