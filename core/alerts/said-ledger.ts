import { lineKey, type SaidLine } from '../cases/line-key.ts'
import type { FloorEvent } from '../event.ts'
import type { Line } from '../rules/rule-line.ts'
import { lineOf, saidId } from './rule-event.ts'

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
  dump(): LedgerDump
  load(dump: LedgerDump): void
}

export interface LedgerDump {
  readonly day: number
  readonly settled: readonly (readonly [number, number][])[]
  readonly unsaid: readonly { line: Line; times: number }[]
  readonly unfounded: readonly Line[]
  readonly takenBack: readonly (readonly [string, { times: number; day: number }])[]
}

const DAY_MS = 86_400_000
/** What lies further back is as good as said: what is taken back then is voided, and what follows again is said again. */
const DAYS_KEPT = 3
/** The log remembers ids a week: after that a line may be said again under its first id. */
const DAYS_MARKED = 8

/** 52 bits of a key: said lines are many, and each is compared with few others. */
function digest(key: string): number {
  let a = 0x9e3779b9
  let b = 0x85ebca6b
  for (let index = 0; index < key.length; index++) {
    const unit = key.charCodeAt(index)
    a = Math.imul(a ^ unit, 0x9e3779b1)
    b = Math.imul(b ^ unit, 0x5f356495)
  }
  a = Math.imul(a ^ (a >>> 16), 0x85ebca6b) ^ Math.imul(b ^ (b >>> 13), 0xc2b2ae35)
  b = Math.imul(b ^ (b >>> 16), 0x85ebca6b) ^ Math.imul(a ^ (a >>> 13), 0xc2b2ae35)
  return (a >>> 0) * 0x100000 + (b >>> 12)
}

/** Which lines follow and are in the log, and how often each follows: by the day on which they were last touched. */
function createSettled() {
  let days: Map<number, number>[] = Array.from({ length: DAYS_KEPT }, () => new Map())
  return {
    get(key: string): number {
      const id = digest(key)
      for (const day of days) {
        const times = day.get(id)
        if (times !== undefined) return times
      }
      return 0
    },
    set(key: string, times: number): void {
      const id = digest(key)
      for (const day of days) day.delete(id)
      if (times > 0) days[0]!.set(id, times)
    },
    turn(): void {
      days = [new Map(), ...days.slice(0, DAYS_KEPT - 1)]
    },
    dump: () => days.map((day) => [...day]),
    load(dumps: LedgerDump['settled']): void {
      days = dumps.map((entries) => new Map(entries))
    },
  }
}

export function createSaidLedger(): SaidLedger {
  const settled = createSettled()
  const unsaid = new Map<string, { line: Line; times: number }>()
  const unfounded = new Map<string, Line>()
  const takenBack = new Map<string, { times: number; day: number }>()
  const owed = new Map<string, Owed>()
  let today = 0

  const timesBack = (key: string) => takenBack.get(key)?.times ?? 0
  const idOf = (what: Owed['what'], key: string, line: Line) =>
    `${what === 'say' ? '' : 'voided-'}${saidId(line, timesBack(key))}`

  function owe(what: Owed['what'], key: string, line: Line): void {
    const id = idOf(what, key, line)
    owed.set(id, { id, what, line, takenBack: timesBack(key) })
  }

  function owesNoMore(what: Owed['what'], key: string, line: Line): void {
    owed.delete(idOf(what, key, line))
  }

  function follows(line: Line): void {
    const key = lineKey(line)
    const waiting = unsaid.get(key)
    if (waiting !== undefined) {
      waiting.times++
    } else if (unfounded.delete(key)) {
      owesNoMore('void', key, line)
      settled.set(key, 1)
    } else if (settled.get(key) > 0) {
      settled.set(key, settled.get(key) + 1)
    } else {
      unsaid.set(key, { line, times: 1 })
      owe('say', key, line)
    }
  }

  function followsNoMore(line: Line): void {
    const key = lineKey(line)
    const waiting = unsaid.get(key)
    if (waiting !== undefined) {
      waiting.times--
      if (waiting.times > 0) return
      unsaid.delete(key)
      owesNoMore('say', key, line)
      return
    }
    const times = settled.get(key)
    settled.set(key, Math.max(0, times - 1))
    if (times > 1) return
    unfounded.set(key, line)
    owe('void', key, line)
  }

  function heard(line: Line): void {
    const key = lineKey(line)
    const waiting = unsaid.get(key)
    if (waiting !== undefined) {
      unsaid.delete(key)
      owesNoMore('say', key, line)
      settled.set(key, waiting.times)
    } else if (settled.get(key) === 0) {
      unfounded.set(key, line)
      owe('void', key, line)
    }
  }

  function heardVoided(line: Line): void {
    const key = lineKey(line)
    const times = settled.get(key)
    if (unfounded.delete(key)) owesNoMore('void', key, line)
    takenBack.set(key, { times: timesBack(key) + 1, day: today })
    if (times === 0) return
    // It follows again meanwhile: it is said once more, under another id.
    settled.set(key, 0)
    unsaid.set(key, { line, times })
    owe('say', key, line)
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
    dump: () => ({
      day: today,
      settled: settled.dump(),
      unsaid: [...unsaid.values()],
      unfounded: [...unfounded.values()],
      takenBack: [...takenBack],
    }),
    load(dump) {
      today = dump.day
      settled.load(dump.settled)
      for (const [key, back] of dump.takenBack) takenBack.set(key, back)
      for (const { line, times } of dump.unsaid) {
        unsaid.set(lineKey(line), { line, times })
        owe('say', lineKey(line), line)
      }
      for (const line of dump.unfounded) {
        unfounded.set(lineKey(line), line)
        owe('void', lineKey(line), line)
      }
    },
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
