import { chunked } from '../collections/chunked.ts'
import { itemAt } from '../collections/present.ts'
import type { EventOfKind } from '../event/event.ts'
import type { RuleTransition } from '../rules/rule-transition.ts'
import { type EmittedTransition, transitionKey } from '../rules/transition-key.ts'
import { createPublishedTransitions, digest } from './published-transitions.ts'
import { ruleEventName, transitionOf } from './rule-event.ts'

/** A line that is to be said, or to be taken back, under an id of its own. */
export interface PendingRuleEvent {
  readonly id: string
  readonly what: 'say' | 'void'
  readonly transition: RuleTransition
  /** How many times the line was taken back before. */
  readonly takenBack: number
}

/**
 * What follows from the evidence beside what the log says of it (rules.md, "Timers"): what is missing is to be said,
 * what no longer follows is to be voided. A function of the log, like all else in the floor.
 */
export interface RuleOutbox {
  /** What the rules say now, and what they take back. */
  take(transitions: readonly EmittedTransition[]): void
  /** A `rule.*` event of the log. */
  apply(event: EventOfKind<'rule'>): void
  /** What is to be said and to be voided, by its id, in the order in which it came to be so. */
  readonly pending: ReadonlyMap<string, PendingRuleEvent>
  /** Time passes: what was said days ago is forgotten. */
  turn(now: number): void
  /** In pieces, to be loaded in their order. */
  dump(): Iterable<RuleOutboxDump>
  load(dump: RuleOutboxDump): void
}

/** A piece of what the ledger holds. */
export type RuleOutboxDump =
  | {
      readonly day: number
      readonly unfounded: readonly RuleTransition[]
      readonly takenBack: readonly (readonly [string, { times: number; day: number }])[]
    }
  | { readonly unsaid: readonly (readonly [line: RuleTransition, times: number])[] }
  /** Digest and times by turns, of lines last touched so many days before. */
  | { readonly before: number; readonly settled: readonly number[] }

const DAY_MS = 86_400_000
/** What lies further back is as good as said: what is taken back then is voided, and what follows again is said again. */
const DAYS_KEPT = 3
/** The log remembers ids a week: after that a line may be said again under its first id. */
const DAYS_MARKED = 8

/** Digests of settled lines in one piece of a snapshot. */
const TOGETHER = 20_000

interface Unpublished extends PendingRuleEvent {
  /** How often it follows. */
  times: number
}

export function createRuleOutbox(): RuleOutbox {
  const settled = createPublishedTransitions(DAYS_KEPT)
  const unpublished = new Map<number, Unpublished>()
  const unfounded = new Map<string, RuleTransition>()
  const takenBack = new Map<string, { times: number; day: number }>()
  const pending = new Map<string, PendingRuleEvent>()
  let today = 0

  const timesBack = (key: string) => takenBack.get(key)?.times ?? 0
  const idOf = (what: PendingRuleEvent['what'], key: string, transition: RuleTransition) =>
    `${what === 'say' ? '' : 'voided-'}${ruleEventName(transition, timesBack(key))}`

  function addVoid(key: string, transition: RuleTransition): void {
    const id = idOf('void', key, transition)
    unfounded.set(key, transition)
    pending.set(id, { id, what: 'void', transition: transition, takenBack: timesBack(key) })
  }

  function dropVoid(key: string, transition: RuleTransition): boolean {
    pending.delete(idOf('void', key, transition))
    return unfounded.delete(key)
  }

  function addPending(key: string, emitted: number, transition: RuleTransition, times: number): void {
    const item: Unpublished = {
      id: idOf('say', key, transition),
      what: 'say',
      transition: transition,
      takenBack: timesBack(key),
      times,
    }
    unpublished.set(emitted, item)
    pending.set(item.id, item)
  }

  function dropPending(emitted: number, { id }: Unpublished): void {
    unpublished.delete(emitted)
    pending.delete(id)
  }

  function follows(transition: RuleTransition): void {
    const key = transitionKey(transition)
    const emitted = digest(key)
    const waiting = unpublished.get(emitted)
    if (waiting !== undefined) waiting.times++
    else if (unfounded.size > 0 && dropVoid(key, transition)) settled.set(emitted, 1)
    else {
      const times = settled.get(emitted)
      if (times > 0) settled.set(emitted, times + 1)
      else addPending(key, emitted, transition, 1)
    }
  }

  function followsNoMore(transition: RuleTransition): void {
    const key = transitionKey(transition)
    const emitted = digest(key)
    const waiting = unpublished.get(emitted)
    if (waiting !== undefined) {
      waiting.times--
      if (waiting.times === 0) dropPending(emitted, waiting)
      return
    }
    const times = settled.get(emitted)
    settled.set(emitted, Math.max(0, times - 1))
    if (times <= 1) addVoid(key, transition)
  }

  function published(transition: RuleTransition): void {
    const key = transitionKey(transition)
    const emitted = digest(key)
    const waiting = unpublished.get(emitted)
    if (waiting !== undefined) {
      dropPending(emitted, waiting)
      settled.set(emitted, waiting.times)
    } else if (settled.get(emitted) === 0) addVoid(key, transition)
  }

  function publishedVoid(transition: RuleTransition): void {
    const key = transitionKey(transition)
    const emitted = digest(key)
    const times = settled.get(emitted)
    dropVoid(key, transition)
    takenBack.set(key, { times: timesBack(key) + 1, day: today })
    if (times === 0) return
    // It follows again meanwhile: it is said once more, under another id.
    settled.set(emitted, 0)
    addPending(key, emitted, transition, times)
  }

  function* dump(): Iterable<RuleOutboxDump> {
    yield { day: today, unfounded: [...unfounded.values()], takenBack: [...takenBack] }
    for (const [before, entries] of settled.days().entries())
      for (const some of chunked(entries, TOGETHER)) yield { before, settled: some.flat() }
    for (const some of chunked(unpublished.values(), TOGETHER / 10))
      yield { unsaid: some.map(({ transition, times }) => [transition, times] as const) }
  }

  function load(piece: RuleOutboxDump): void {
    if ('day' in piece) {
      today = piece.day
      for (const [key, back] of piece.takenBack) takenBack.set(key, back)
      for (const transition of piece.unfounded) addVoid(transitionKey(transition), transition)
    } else if ('settled' in piece) {
      const { before, settled: pairs } = piece
      for (let at = 0; at < pairs.length; at += 2)
        settled.load(before, itemAt(pairs, at), itemAt(pairs, at + 1))
    } else {
      for (const [transition, times] of piece.unsaid)
        addPending(transitionKey(transition), digest(transitionKey(transition)), transition, times)
    }
  }

  return {
    take(transitions) {
      for (const transition of transitions) {
        if (transition.to === 'voided') followsNoMore(asEmitted(transition))
        else follows(transition)
      }
    },
    apply(event) {
      if (isJudgedByRows(event)) return
      const transition = transitionOf(event)
      if (transition.to === 'voided') publishedVoid(asEmitted(transition))
      else published(transition)
    },
    pending,
    turn(now) {
      const day = Math.floor(now / DAY_MS)
      if (day <= today) return
      for (; today < day; today = Math.max(today + 1, day - DAYS_KEPT)) settled.turn()
      for (const [key, { day: last }] of takenBack) if (last < today - DAYS_MARKED) takenBack.delete(key)
    },
    dump,
    load,
  }
}

const ROW_KINDS: ReadonlySet<string> = new Set(['queue', 'agent', 'feed', 'team', 'site'])

/** Levels of rows follow from how figures moved while somebody watched them: nothing of them is judged again later. */
function isJudgedByRows({ subject, data }: EventOfKind<'rule'>): boolean {
  return data.start.source === 'system/level' && ROW_KINDS.has(subject.slice(0, subject.indexOf('/')))
}

/** The line that a voided one takes back. */
function asEmitted(line: Extract<EmittedTransition, { to: 'voided' }>): RuleTransition {
  const { voids, to: _to, ...rest } = line
  return { ...rest, to: voids }
}
