import type { EventOfKind, EventOfType } from '../event/event.ts'
import { type DeliveryReceipt, pendingIdOf, readReceipt } from './delivery-receipt.ts'
import { type DutySwap, readSwap } from './duty-swap.ts'
import {
  callSubject,
  type EscalationStep,
  type RequestSubject,
  readEscalationStep,
  requestOf,
} from './escalation-step.ts'

/** An interruption: somebody was called upon aloud. */
export interface Interruption {
  readonly at: number
  readonly conversation: string
  readonly subject: string
  readonly gravity: number
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
  /** The calls about an alert or a hand-off, oldest first. */
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

export interface ReceiptDump {
  readonly subjects: readonly {
    subject: string
    calls: readonly EscalationStep[]
    tells: readonly DeliveryReceipt[]
  }[]
  readonly messages: readonly { person: string; sent: readonly Message[] }[]
  readonly swaps: readonly DutySwap[]
}

interface Message {
  readonly ask: string
  readonly at: number
}

interface About {
  readonly calls: EscalationStep[]
  readonly tells: DeliveryReceipt[]
}

const DAY_MS = 24 * 3_600_000
const KEPT_MS = 3 * DAY_MS
const NOTHING: About = { calls: [], tells: [] }

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
  const asks = new Map<string, DeliveryReceipt[]>()
  const louds = new Map<string, Interruption[]>()
  const messages = new Map<string, Message[]>()
  let swaps: DutySwap[] = []

  function aboutOf(subject: string): About {
    const found = subjects.get(subject)
    if (found !== undefined) return found
    const made: About = { calls: [], tells: [] }
    subjects.set(subject, made)
    return made
  }

  function keepStep(call: EscalationStep): void {
    const { calls } = aboutOf(call.subject)
    if (calls.some(({ key }) => key === call.key)) return
    insert(calls, call)
    const { at, conversation, subject, gravity } = call
    for (const { to, how } of call.called)
      if (to.is === 'person' && how === 'loud')
        insert(listOf(louds, to.id), { at, conversation, subject, gravity })
  }

  function keepReceipt(subject: string, tell: DeliveryReceipt): void {
    insert(aboutOf(subject).tells, tell)
  }

  function keepOutcome(tell: DeliveryReceipt): void {
    insert(listOf(asks, pendingIdOf(tell.telling)), tell)
    const { outcome, channel, to, at } = tell
    // What a limited target was told together was one message.
    const ask = tell.digest ?? pendingIdOf(tell.telling)
    if (outcome.is !== 'told' || outcome.edited || channel === 'app' || to.is !== 'person') return
    const sent = listOf(messages, to.id)
    if (!sent.some((message) => message.ask === ask)) insert(sent, { ask, at })
  }

  function applyStep(event: EventOfType<'alert.called'>): TouchedByReceipt {
    const call = readEscalationStep(event)
    keepStep(call)
    const request = requestOf(call.subject)
    return request === null
      ? { alerts: [call.subject], requests: [], people: [] }
      : { alerts: [], requests: [request], people: [] }
  }

  function applyReceipt(event: EventOfType<'alert.told' | 'alert.untold'>): TouchedByReceipt {
    const { tell, alerts, request } = readReceipt(event)
    const about = request === null ? alerts : [callSubject(request.is, request.id)]
    for (const subject of about) keepReceipt(subject, tell)
    keepOutcome(tell)
    return {
      alerts,
      requests: request === null ? [] : [request],
      people: tell.to.is === 'person' ? [tell.to.id] : [],
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
    escalationSteps: (subject) => (subjects.get(subject) ?? NOTHING).calls,
    deliveries: (subject) => (subjects.get(subject) ?? NOTHING).tells,
    outcomes: (ask) => asks.get(ask) ?? [],
    interruptions: (person) => louds.get(person) ?? [],
    messagesSince: (person, from) => (messages.get(person) ?? []).filter(({ at }) => at >= from).length,
    swaps: () => swaps,
    turn(now, lives) {
      const isOld = (about: About) => [...about.calls, ...about.tells].every(({ at }) => at < now - KEPT_MS)
      for (const [subject, about] of subjects) if (isOld(about) && !lives(subject)) subjects.delete(subject)
      const kept = new Set(
        [...subjects.values()].flatMap(({ tells }) => tells.map(({ telling }) => pendingIdOf(telling))),
      )
      for (const [ask, tells] of asks)
        if (!kept.has(ask) && tells.every(({ at }) => at < now - KEPT_MS)) asks.delete(ask)
      forgetBefore(louds, now - 2 * DAY_MS)
      forgetBefore(messages, now - 2 * DAY_MS)
      swaps = swaps.filter(({ to }) => to >= now - KEPT_MS)
    },
    dump: () => ({
      subjects: [...subjects].map(([subject, { calls, tells }]) => ({ subject, calls, tells })),
      messages: [...messages].map(([person, sent]) => ({ person, sent })),
      swaps,
    }),
    load(dump) {
      for (const { subject, calls, tells } of dump.subjects) {
        for (const call of calls) keepStep(call)
        for (const tell of tells) {
          keepReceipt(subject, tell)
          const known = listOf(asks, pendingIdOf(tell.telling))
          if (!known.some(({ telling, at }) => telling === tell.telling && at === tell.at))
            insert(known, tell)
        }
      }
      for (const { person, sent } of dump.messages) messages.set(person, [...sent])
      swaps = [...dump.swaps]
    },
  }
}
