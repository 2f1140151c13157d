import type { EventOfKind, EventOfType } from '../event/event.ts'
import { type DeliveryReceipt, pendingIdOf, readReceipt } from './delivery-receipt.ts'
import { type DutySwap, readSwap } from './duty-swap.ts'
import {
  type EscalationStep,
  type RequestSubject,
  readEscalationStep,
  requestOf,
  requestSubject,
} from './escalation-step.ts'
import {
  deliveryDump,
  loadDelivery,
  loadStep,
  type ReceiptDump,
  type SentMessage,
  stepDump,
} from './receipt-dump.ts'

/** An interruption: somebody was called upon aloud. */
export interface Interruption {
  readonly at: number
  readonly conversation: string
  readonly subject: string
  readonly priority: number
}

/** What an event about notifications touched. */
export interface TouchedByReceipt {
  readonly alerts: readonly string[]
  /** Hand-offs, calls for a lead, approvals. */
  readonly requests: readonly RequestSubject[]
  readonly people: readonly string[]
}

/** What the log says of who was called upon, what became of it, and who is on duty in whose place. */
export interface ReceiptProjection {
  /** Folds an `alert.called`, `alert.told`, `alert.untold` or `alert.duty` event; null: it is of another kind. */
  apply(event: EventOfKind<'alert'>): TouchedByReceipt | null
  /** The steps about an alert or a hand-off, oldest first. */
  escalationSteps(subject: string): readonly EscalationStep[]
  /** What became of notifications about an alert or a hand-off, oldest first. */
  deliveries(subject: string): readonly DeliveryReceipt[]
  /** What became of one asking (`askId`), on each of its ways. */
  outcomes(ask: string): readonly DeliveryReceipt[]
  /** When a person was interrupted, oldest first; a day back at least. */
  interruptions(person: string): readonly Interruption[]
  /** How many messages reached a person outside the screen since `from`; edited ones do not count. */
  messagesSince(person: string, from: number): number
  /** Who stands in on duty, in the order in which it was said. */
  swaps(): readonly DutySwap[]
  /** Forgets what lies days back and is about nothing that `lives`. */
  turn(now: number, lives: (subject: string) => boolean): void
  dump(): ReceiptDump
  load(dump: ReceiptDump): void
}

interface About {
  readonly steps: EscalationStep[]
  readonly receipts: DeliveryReceipt[]
}

const DAY_MS = 24 * 3_600_000
const RETENTION_MS = 3 * DAY_MS
const NOTHING: About = { steps: [], receipts: [] }

function insert<T extends { readonly at: number }>(list: T[], item: T): void {
  list.splice(list.findLastIndex(({ at }) => at <= item.at) + 1, 0, item)
}

function listOf<K, T>(lists: Map<K, T[]>, key: K): T[] {
  const found = lists.get(key)
  if (found !== undefined) return found
  const made: T[] = []
  lists.set(key, made)
  return made
}

function forgetBefore<T extends { readonly at: number }>(lists: Map<string, T[]>, from: number): void {
  for (const [person, list] of lists) {
    const kept = list.filter(({ at }) => at >= from)
    if (kept.length === 0) lists.delete(person)
    else lists.set(person, kept)
  }
}

export function createReceiptProjection(): ReceiptProjection {
  const subjects = new Map<string, About>()
  const receiptsByPending = new Map<string, DeliveryReceipt[]>()
  const interruptions = new Map<string, Interruption[]>()
  const messages = new Map<string, SentMessage[]>()
  let swaps: DutySwap[] = []

  function aboutOf(subject: string): About {
    const found = subjects.get(subject)
    if (found !== undefined) return found
    const made: About = { steps: [], receipts: [] }
    subjects.set(subject, made)
    return made
  }

  function addStep(step: EscalationStep): void {
    const { steps } = aboutOf(step.subject)
    if (steps.some(({ key }) => key === step.key)) return
    insert(steps, step)
    const { at, conversation, subject, priority } = step
    for (const { to, how } of step.recipients)
      if (to.is === 'person' && how === 'loud')
        insert(listOf(interruptions, to.id), { at, conversation, subject, priority })
  }

  function addReceipt(subject: string, receipt: DeliveryReceipt): void {
    insert(aboutOf(subject).receipts, receipt)
  }

  function addOutcome(receipt: DeliveryReceipt): void {
    insert(listOf(receiptsByPending, pendingIdOf(receipt.notification)), receipt)
    const { outcome, channel, to, at } = receipt
    // What a limited target was told together was one message.
    const ask = receipt.digest ?? pendingIdOf(receipt.notification)
    if (outcome.is !== 'told' || outcome.edited || channel === 'app' || to.is !== 'person') return
    const sent = listOf(messages, to.id)
    if (!sent.some((message) => message.ask === ask)) insert(sent, { ask, at })
  }

  function applyStep(event: EventOfType<'alert.called'>): TouchedByReceipt {
    const step = readEscalationStep(event)
    addStep(step)
    const request = requestOf(step.subject)
    return request === null
      ? { alerts: [step.subject], requests: [], people: [] }
      : { alerts: [], requests: [request], people: [] }
  }

  function applyReceipt(event: EventOfType<'alert.told' | 'alert.untold'>): TouchedByReceipt {
    const { receipt, alerts, request } = readReceipt(event)
    const about = request === null ? alerts : [requestSubject(request.is, request.id)]
    for (const subject of about) addReceipt(subject, receipt)
    addOutcome(receipt)
    return {
      alerts,
      requests: request === null ? [] : [request],
      people: receipt.to.is === 'person' ? [receipt.to.id] : [],
    }
  }

  return {
    apply(event) {
      switch (event.type) {
        case 'alert.called':
          return applyStep(event)
        case 'alert.told':
        case 'alert.untold':
          return applyReceipt(event)
        case 'alert.duty':
          swaps.push(readSwap(event))
          return { alerts: [], requests: [], people: [] }
        case 'alert.acked':
        case 'alert.snoozed':
        case 'alert.assigned':
        case 'alert.undone':
          return null
        default:
          return event satisfies never
      }
    },
    escalationSteps: (subject) => (subjects.get(subject) ?? NOTHING).steps,
    deliveries: (subject) => (subjects.get(subject) ?? NOTHING).receipts,
    outcomes: (ask) => receiptsByPending.get(ask) ?? [],
    interruptions: (person) => interruptions.get(person) ?? [],
    messagesSince: (person, from) => (messages.get(person) ?? []).filter(({ at }) => at >= from).length,
    swaps: () => swaps,
    turn(now, lives) {
      const isOld = (about: About) =>
        [...about.steps, ...about.receipts].every(({ at }) => at < now - RETENTION_MS)
      for (const [subject, about] of subjects) if (isOld(about) && !lives(subject)) subjects.delete(subject)
      const kept = new Set(
        [...subjects.values()].flatMap(({ receipts }) =>
          receipts.map(({ notification }) => pendingIdOf(notification)),
        ),
      )
      for (const [ask, receipts] of receiptsByPending)
        if (!kept.has(ask) && receipts.every(({ at }) => at < now - RETENTION_MS))
          receiptsByPending.delete(ask)
      forgetBefore(interruptions, now - 2 * DAY_MS)
      forgetBefore(messages, now - 2 * DAY_MS)
      swaps = swaps.filter(({ to }) => to >= now - RETENTION_MS)
    },
    dump: () => ({
      subjects: [...subjects].map(([subject, { steps, receipts }]) => ({
        ...{ subject, calls: steps.map(stepDump), tells: receipts.map(deliveryDump) },
      })),
      messages: [...messages].map(([person, sent]) => ({ person, sent })),
      swaps,
    }),
    load(dump) {
      for (const { subject, calls, tells } of dump.subjects) {
        for (const step of calls) addStep(loadStep(step))
        for (const receipt of tells.map(loadDelivery)) {
          addReceipt(subject, receipt)
          const known = listOf(receiptsByPending, pendingIdOf(receipt.notification))
          if (
            !known.some(({ notification, at }) => notification === receipt.notification && at === receipt.at)
          )
            insert(known, receipt)
        }
      }
      for (const { person, sent } of dump.messages) messages.set(person, [...sent])
      swaps = [...dump.swaps]
    },
  }
}
