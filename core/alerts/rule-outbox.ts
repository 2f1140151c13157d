import { type EmittedTransition, transitionKey } from '../cases/transition-key.ts'
import { chunked } from '../collections/chunked.ts'
import { itemAt } from '../collections/present.ts'
import type { EventOfKind } from '../event/event.ts'
import type { RuleTransition } from '../rules/rule-transition.ts'
import { createPublishedTransitions, digest } from './published-transitions.ts'
import { ruleEventName, transitionOf } from './rule-event.ts'

/** A line that is to be said, or to be taken back, under an id of its own. */
export interface PendingRuleEvent {
  readonly id: string
  readonly what: 'say' | 'void'
  readonly line: RuleTransition
  /** How many times the line was taken back before. */
  readonly takenBack: number
}

/**
 * What follows from the evidence beside what the log says of it (rules.md, "Timers"): what is missing is to be said,
 * what no longer follows is to be voided. A function of the log, like all else in the floor.
 */
export interface RuleOutbox {
  /** What the rules say now, and what they take back. */
  take(lines: readonly EmittedTransition[]): void
  /** A `rule.*` event of the log. */
  apply(event: EventOfKind<'rule'>): void
  /** What is to be said and to be voided, by its id, in the order in which it came to be so. */
  readonly owed: ReadonlyMap<string, PendingRuleEvent>
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

interface Unsaid extends PendingRuleEvent {
  /** How often it follows. */
  times: number
}

export function createRuleOutbox(): RuleOutbox {
  const settled = createPublishedTransitions(DAYS_KEPT)
  const unsaid = new Map<number, Unsaid>()
  const unfounded = new Map<string, RuleTransition>()
  const takenBack = new Map<string, { times: number; day: number }>()
  const pending = new Map<string, PendingRuleEvent>()
  let today = 0

  const timesBack = (key: string) => takenBack.get(key)?.times ?? 0
  const idOf = (what: PendingRuleEvent['what'], key: string, line: RuleTransition) =>
    `${what === 'say' ? '' : 'voided-'}${ruleEventName(line, timesBack(key))}`

  function oweVoid(key: string, line: RuleTransition): void {
    const id = idOf('void', key, line)
    unfounded.set(key, line)
    pending.set(id, { id, what: 'void', line, takenBack: timesBack(key) })
  }

  function oweNoVoid(key: string, line: RuleTransition): boolean {
    pending.delete(idOf('void', key, line))
    return unfounded.delete(key)
  }

  function oweSaying(key: string, emitted: number, line: RuleTransition, times: number): void {
    const item: Unsaid = { id: idOf('say', key, line), what: 'say', line, takenBack: timesBack(key), times }
    unsaid.set(emitted, item)
    pending.set(item.id, item)
  }

  function oweNoSaying(emitted: number, { id }: Unsaid): void {
    unsaid.delete(emitted)
    pending.delete(id)
  }

  function follows(line: RuleTransition): void {
    const key = transitionKey(line)
    const emitted = digest(key)
    const waiting = unsaid.get(emitted)
    if (waiting !== undefined) waiting.times++
    else if (unfounded.size > 0 && oweNoVoid(key, line)) settled.set(emitted, 1)
    else {
      const times = settled.get(emitted)
      if (times > 0) settled.set(emitted, times + 1)
      else oweSaying(key, emitted, line, 1)
    }
  }

  function followsNoMore(line: RuleTransition): void {
    const key = transitionKey(line)
    const emitted = digest(key)
    const waiting = unsaid.get(emitted)
    if (waiting !== undefined) {
      waiting.times--
      if (waiting.times === 0) oweNoSaying(emitted, waiting)
      return
    }
    const times = settled.get(emitted)
    settled.set(emitted, Math.max(0, times - 1))
    if (times <= 1) oweVoid(key, line)
  }

  function heard(line: RuleTransition): void {
    const key = transitionKey(line)
    const emitted = digest(key)
    const waiting = unsaid.get(emitted)
    if (waiting !== undefined) {
      oweNoSaying(emitted, waiting)
      settled.set(emitted, waiting.times)
    } else if (settled.get(emitted) === 0) oweVoid(key, line)
  }

  function heardVoided(line: RuleTransition): void {
    const key = transitionKey(line)
    const emitted = digest(key)
    const times = settled.get(emitted)
    oweNoVoid(key, line)
    takenBack.set(key, { times: timesBack(key) + 1, day: today })
    if (times === 0) return
    // It follows again meanwhile: it is said once more, under another id.
    settled.set(emitted, 0)
    oweSaying(key, emitted, line, times)
  }

  function* dump(): Iterable<RuleOutboxDump> {
    yield { day: today, unfounded: [...unfounded.values()], takenBack: [...takenBack] }
    for (const [before, entries] of settled.days().entries())
      for (const some of chunked(entries, TOGETHER)) yield { before, settled: some.flat() }
    for (const some of chunked(unsaid.values(), TOGETHER / 10))
      yield { unsaid: some.map(({ line, times }) => [line, times] as const) }
  }

  function load(piece: RuleOutboxDump): void {
    if ('day' in piece) {
      today = piece.day
      for (const [key, back] of piece.takenBack) takenBack.set(key, back)
      for (const line of piece.unfounded) oweVoid(transitionKey(line), line)
    } else if ('settled' in piece) {
      const { before, settled: pairs } = piece
      for (let at = 0; at < pairs.length; at += 2)
        settled.load(before, itemAt(pairs, at), itemAt(pairs, at + 1))
    } else {
      for (const [line, times] of piece.unsaid)
        oweSaying(transitionKey(line), digest(transitionKey(line)), line, times)
    }
  }

  return {
    take(lines) {
      for (const line of lines) {
        if (line.to === 'voided') followsNoMore(asEmitted(line))
        else follows(line)
      }
    },
    apply(event) {
      if (isJudgedByRows(event)) return
      const line = transitionOf(event)
      if (line.to === 'voided') heardVoided(asEmitted(line))
      else heard(line)
    },
    owed: pending,
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
