import { hash128 } from '../collections/hash128.ts'
import { type DeliveryReceipt, notificationId, pendingId } from './delivery-receipt.ts'
import { editsInPlace } from './edits-in-place.ts'
import type { EscalationStep, StepRecipient } from './escalation-step.ts'
import type { ContactMethod } from './notification.ts'
import { outsideMethods, type PlanningContext } from './planning-context.ts'

/** Something that is to be sent to somebody: a step, or what was held back until an instant. */
export interface PendingNotification {
  /** What it follows from: a step's key, or a digest's. */
  readonly from: string
  readonly to: StepRecipient['to']
  readonly kind: 'plain' | 'digest'
  readonly step: EscalationStep
  /** From when it may be sent. */
  readonly at: number
  readonly ways: readonly ContactMethod[]
  /** Changing an earlier message is enough. */
  readonly quiet: boolean
}

/** How far an ask has come: `failed` since an instant at which no way of it was left. */
export type PendingState =
  | { readonly is: 'pending' | 'told' }
  | { readonly is: 'failed'; readonly at: number }

/** What is held back for somebody until the same instant goes out as one. */
export const digestKey = (person: string, until: number) => hash128(JSON.stringify(['digest', person, until]))

/** What is to be sent to one who was called. On the screen alone: nothing, and it is told. */
export function pendingFor(
  step: EscalationStep,
  called: StepRecipient,
  planning: PlanningContext,
): PendingNotification | null {
  const { to } = called
  if (called.how === 'silent') return null
  const outside = outsideMethods(to, planning)
  // What was given to somebody waits until they look: it is no reason to ring an extension.
  const all = step.route === 'given' ? outside.filter(({ channel }) => channel !== 'phone') : outside
  if (called.how === 'held') {
    const from = digestKey(to.id, called.until)
    return { from, to, kind: 'digest', step, at: called.until, ways: all, quiet: false }
  }
  const methods =
    called.how === 'loud' ? all : all.filter((method) => editsInPlace(method, planning.site.alerts.targets))
  return methods.length === 0
    ? null
    : { from: step.key, to, kind: 'plain', step, at: step.at, ways: methods, quiet: called.how === 'soft' }
}

const isFinal = ({ outcome }: DeliveryReceipt) => outcome.is === 'failed' && outcome.final

/** How far an ask has come, by what the log says of its ways. */
export function pendingState(
  { from, to, ways }: PendingNotification,
  { floor }: Pick<PlanningContext, 'floor'>,
): PendingState {
  const outcomes = floor.receipts.outcomes(pendingId(from, to.id))
  if (outcomes.some(({ outcome }) => outcome.is === 'told')) return { is: 'told' }
  const given = outcomes.filter(isFinal)
  const isLost = (method: ContactMethod) =>
    given.some(({ notification }) => notification === notificationId(from, to.id, method))
  if (given.length === 0 || !ways.every(isLost)) return { is: 'pending' }
  return { is: 'failed', at: Math.max(...given.map(({ at }) => at)) }
}

/** The ways of an ask on which it is still to be sent. */
export function unsentMethods(
  { from, to, ways }: PendingNotification,
  { floor }: Pick<PlanningContext, 'floor'>,
): readonly ContactMethod[] {
  const done = new Set(
    floor.receipts
      .outcomes(pendingId(from, to.id))
      .filter((receipt) => receipt.outcome.is === 'told' || isFinal(receipt))
      .map(({ notification }) => notification),
  )
  return ways.filter((method) => !done.has(notificationId(from, to.id, method)))
}

/** When it was clear that nobody of a step could be told; null: somebody was, or may still be. */
export function stepFailedAt(step: EscalationStep, planning: PlanningContext): number | null {
  if (step.recipients.length === 0) return step.at
  let last = step.at
  for (const called of step.recipients) {
    const ask = pendingFor(step, called, planning)
    if (ask === null) return null
    const state = pendingState(ask, planning)
    if (state.is !== 'failed') return null
    last = Math.max(last, state.at)
  }
  return last
}

/** Until when all of a step are held back; its own instant if somebody was told at once. */
export function notifiedFrom(step: EscalationStep): number {
  if (step.recipients.length === 0) return step.at
  return Math.min(...step.recipients.map((called) => (called.how === 'held' ? called.until : step.at)))
}
