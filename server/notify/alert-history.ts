import { maskText } from '#core/access/mask-text.ts'
import type { AlertEvent } from '#core/alerts/alert-state.ts'
import type { HistoryEntry, NextStepFacts } from '#core/api/one-alert.ts'
import type { Floor } from '#core/floor/floor.ts'
import type { DeliveryReceipt } from '#core/notify/delivery-receipt.ts'
import type { EscalationStep } from '#core/notify/escalation-step.ts'
import { nextStep } from '#core/notify/next-step.ts'
import type { PlanningContext } from '#core/notify/planning-context.ts'
import { instantText } from '#core/rows/row.ts'

const whom = ({ is, id }: { is: 'person' | 'department'; id: string }) => ({
  person: is === 'person' ? id : null,
  department: is === 'department' ? id : null,
})

function actEntry(event: AlertEvent): HistoryEntry {
  const at = instantText(event.time)
  if (event.to === 'undone') return { is: 'undone', at, by: event.by }
  if (event.to !== 'acked' && event.to !== 'snoozed') return { is: 'rule', at, to: event.to }
  const { to, by, givenBy, note } = event
  return { is: 'hand', at, to, by, until: instantText(event.until), givenBy, note }
}

function stepEntry({ at, round, step, route, recipients, missing }: EscalationStep): HistoryEntry {
  return {
    ...{ is: 'called', at: instantText(at), round, step, route, missing },
    called: recipients.map((each) => ({
      ...whom(each.to),
      ...{ as: each.as, how: each.how, until: each.how === 'held' ? instantText(each.until) : null },
    })),
  }
}

function receiptEntry({ at, channel, to, outcome }: DeliveryReceipt): HistoryEntry {
  const entry = { at: instantText(at), channel, ...whom(to) }
  return outcome.is === 'told'
    ? { ...entry, is: 'told', again: outcome.again, edited: outcome.edited, reason: null, final: false }
    : { ...entry, is: 'failed', again: false, edited: false, reason: outcome.reason, final: outcome.final }
}

/** The history for who may not know the customer: numbers and names are masked in notes. */
export function maskedHistory(entries: readonly HistoryEntry[], names: readonly string[]): HistoryEntry[] {
  return entries.map((entry) =>
    entry.is === 'hand' && entry.note !== null ? { ...entry, note: maskText(entry.note, names) } : entry,
  )
}

/** Who was told of an alert, when, by what, and what they did, in the order in which it happened. */
export function alertHistory(alert: string, floor: Pick<Floor, 'receipts' | 'alertEvents'>): HistoryEntry[] {
  const entries = [
    ...floor.alertEvents(alert).map(actEntry),
    ...floor.receipts.escalationSteps(alert).map(stepEntry),
    ...floor.receipts.deliveries(alert).map(receiptEntry),
  ]
  // Stable: what was said at one instant stays cause, call, message.
  return entries.sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0))
}

/** What comes next if nobody takes it; null: nothing follows of itself. */
export function whatNext(alert: string, planning: PlanningContext): NextStepFacts | null {
  const named = planning.floor.alert(alert)
  const next = named === null ? null : nextStep(named, planning)
  return next === null ? null : { ...next, at: instantText(Math.max(next.at, planning.now)) }
}
