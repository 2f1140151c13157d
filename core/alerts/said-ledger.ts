import { inPieces } from '../cases/in-pieces.ts'
import { lineKey, type SaidLine } from '../cases/line-key.ts'
import type { FloorEvent } from '../event.ts'
import type { Line } from '../rules/rule-line.ts'
import { lineOf, saidId } from './rule-event.ts'
import { createSettledLines, digest } from './settled-lines.ts'

/** A line that is to be said, or to be taken back, under an id of its own. */
export interface Owed {
  readonly id: string
  readonly what: 'say' | 'void'
  readonly line: Line
  /** How many times the line was taken back before. */
  readonly takenBack: number
}

/**
 * What follows from the evidence beside what the log says of it (rules.md, "Timers"): what is missing is to be said,
 * what no longer follows is to be voided. A function of the log, like all else in the floor.
 */
export interface SaidLedger {
  /** What the rules say now, and what they take back. */
  take(lines: readonly SaidLine[]): void
  /** A `rule.*` event of the log. */
  hear(event: FloorEvent): void
  /** What is to be said and to be voided, by its id, in the order in which it came to be so. */
  readonly owed: ReadonlyMap<string, Owed>
  /** Time passes: what was said days ago is forgotten. */
  turn(now: number): void
  /** In pieces, to be loaded in their order. */
  dump(): Iterable<LedgerDump>
  load(dump: LedgerDump): void
}

/** A piece of what the ledger holds. */
export type LedgerDump =
  | {
      readonly day: number
      readonly unfounded: readonly Line[]
      readonly takenBack: readonly (readonly [string, { times: number; day: number }])[]
    }
  | { readonly unsaid: readonly (readonly [line: Line, times: number])[] }
  /** Digest and times by turns, of lines last touched so many days before. */
  | { readonly before: number; readonly settled: readonly number[] }

const DAY_MS = 86_400_000
/** What lies further back is as good as said: what is taken back then is voided, and what follows again is said again. */
const DAYS_KEPT = 3
/** The log remembers ids a week: after that a line may be said again under its first id. */
const DAYS_MARKED = 8

/** Digests of settled lines in one piece of a snapshot. */
const TOGETHER = 20_000

interface Unsaid extends Owed {
  /** How often it follows. */
  times: number
}

export function createSaidLedger(): SaidLedger {
  const settled = createSettledLines(DAYS_KEPT)
  const unsaid = new Map<number, Unsaid>()
  const unfounded = new Map<string, Line>()
  const takenBack = new Map<string, { times: number; day: number }>()
  const owed = new Map<string, Owed>()
  let today = 0

  const timesBack = (key: string) => takenBack.get(key)?.times ?? 0
  const idOf = (what: Owed['what'], key: string, line: Line) =>
    `${what === 'say' ? '' : 'voided-'}${saidId(line, timesBack(key))}`

  function oweVoid(key: string, line: Line): void {
    const id = idOf('void', key, line)
    unfounded.set(key, line)
    owed.set(id, { id, what: 'void', line, takenBack: timesBack(key) })
  }

  function oweNoVoid(key: string, line: Line): boolean {
    owed.delete(idOf('void', key, line))
    return unfounded.delete(key)
  }

  function oweSaying(key: string, said: number, line: Line, times: number): void {
    const item: Unsaid = { id: idOf('say', key, line), what: 'say', line, takenBack: timesBack(key), times }
    unsaid.set(said, item)
    owed.set(item.id, item)
  }

  function oweNoSaying(said: number, { id }: Unsaid): void {
    unsaid.delete(said)
    owed.delete(id)
  }

  function follows(line: Line): void {
    const key = lineKey(line)
    const said = digest(key)
    const waiting = unsaid.get(said)
    if (waiting !== undefined) waiting.times++
    else if (unfounded.size > 0 && oweNoVoid(key, line)) settled.set(said, 1)
    else {
      const times = settled.get(said)
      if (times > 0) settled.set(said, times + 1)
      else oweSaying(key, said, line, 1)
    }
  }

  function followsNoMore(line: Line): void {
    const key = lineKey(line)
    const said = digest(key)
    const waiting = unsaid.get(said)
    if (waiting !== undefined) {
      waiting.times--
      if (waiting.times === 0) oweNoSaying(said, waiting)
      return
    }
    const times = settled.get(said)
    settled.set(said, Math.max(0, times - 1))
    if (times <= 1) oweVoid(key, line)
  }

  function heard(line: Line): void {
    const key = lineKey(line)
    const said = digest(key)
    const waiting = unsaid.get(said)
    if (waiting !== undefined) {
      oweNoSaying(said, waiting)
      settled.set(said, waiting.times)
    } else if (settled.get(said) === 0) oweVoid(key, line)
  }

  function heardVoided(line: Line): void {
    const key = lineKey(line)
    const said = digest(key)
    const times = settled.get(said)
    oweNoVoid(key, line)
    takenBack.set(key, { times: timesBack(key) + 1, day: today })
    if (times === 0) return
    // It follows again meanwhile: it is said once more, under another id.
    settled.set(said, 0)
    oweSaying(key, said, line, times)
  }

  function* dump(): Iterable<LedgerDump> {
    yield { day: today, unfounded: [...unfounded.values()], takenBack: [...takenBack] }
    for (const [before, entries] of settled.days().entries())
      for (const some of inPieces(entries, TOGETHER)) yield { before, settled: some.flat() }
    for (const some of inPieces(unsaid.values(), TOGETHER / 10))
      yield { unsaid: some.map(({ line, times }) => [line, times] as const) }
  }

  function load(piece: LedgerDump): void {
    if ('day' in piece) {
      today = piece.day
      for (const [key, back] of piece.takenBack) takenBack.set(key, back)
      for (const line of piece.unfounded) oweVoid(lineKey(line), line)
    } else if ('settled' in piece) {
      const { before, settled: pairs } = piece
      for (let at = 0; at < pairs.length; at += 2) settled.load(before, pairs[at]!, pairs[at + 1]!)
    } else {
      for (const [line, times] of piece.unsaid) oweSaying(lineKey(line), digest(lineKey(line)), line, times)
    }
  }

  return {
    take(lines) {
      for (const line of lines) {
        if (line.to === 'voided') followsNoMore(asSaid(line))
        else follows(line)
      }
    },
    hear(event) {
      if (isJudgedByRows(event)) return
      const line = lineOf(event)
      if (line.to === 'voided') heardVoided(asSaid(line))
      else heard(line)
    },
    owed,
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
function isJudgedByRows({ subject, data }: FloorEvent): boolean {
  const { source } = data.start as { source: string }
  return source === 'system/level' && ROW_KINDS.has(subject.slice(0, subject.indexOf('/')))
}

/** The line that a voided one takes back. */
function asSaid(line: Extract<SaidLine, { to: 'voided' }>): Line {
  const { voids, to: _to, ...rest } = line
  return { ...rest, to: voids }
}
