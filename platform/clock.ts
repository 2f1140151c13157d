import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** The site's clock: the machine's, or for a demo one that began elsewhere and runs at another speed. */
export interface Clock {
  /** The site's time, ms since 1970. */
  now(): number
  /** Seconds of the site in one real second. */
  readonly speed: number
  /** False: everything shown is a demo. */
  readonly real: boolean
  /**
   * Real milliseconds until the site's clock shows `instant` (0 if it has passed). Of a clock whose speed may change, no
   * more than until it should be looked at again.
   */
  waitMs(instant: number): number
  /** Calls `listener` when the speed has changed, until the returned function is called. */
  onSpeed(listener: () => void): () => void
}

export type ClockSpec =
  | { readonly kind: 'real' }
  | { readonly kind: 'virtual'; readonly text: string; readonly start: number; readonly speed: number }

/** Ties a virtual clock to the real one: at real `realMs` it showed `virtualMs`. One for all processes of a data folder. */
export interface ClockAnchor {
  readonly realMs: number
  readonly virtualMs: number
  /** Of a clock whose speed may change: the speed from here on, in place of the one that it was begun with. */
  readonly speed?: number
}

/** The speed of a clock that is held: no more than a few milliseconds pass in an hour, and nothing is divided by 0. */
export const HELD_SPEED = 1e-6
/** How often a clock whose speed may change is looked at, in the file and by whoever waits for an instant. */
const LOOK_EVERY_MS = 100

const VIRTUAL = /^(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:\d{2}))@(\d+(?:\.\d+)?)$/
const MAX_SPEED = 10_000

/** Reads `HUIYIN_CLOCK`: `real`, or `<RFC 3339>@<speed>` with 0 < speed ≤ 10,000. Null: neither. */
export function parseClock(text: string): ClockSpec | null {
  if (text === 'real') return { kind: 'real' }
  const match = VIRTUAL.exec(text)
  if (match === null) return null
  const start = Date.parse(match[1]!)
  const speed = Number(match[2])
  if (Number.isNaN(start) || speed <= 0 || speed > MAX_SPEED) return null
  return { kind: 'virtual', text, start, speed }
}

const never = () => () => undefined

/** The clock of a spec. A virtual one needs the anchor of its data folder, so that all processes agree. */
export function createClock(spec: ClockSpec, anchor?: ClockAnchor, realNow: () => number = Date.now): Clock {
  if (spec.kind === 'real') {
    const waitMs = (instant: number) => Math.max(0, instant - realNow())
    return { now: realNow, speed: 1, real: true, waitMs, onSpeed: never }
  }
  if (anchor === undefined) throw new Error('a virtual clock needs the anchor of its data folder')
  const speed = anchor.speed ?? spec.speed
  const now = () => Math.floor(anchor.virtualMs + (realNow() - anchor.realMs) * speed)
  return {
    now,
    speed,
    real: false,
    waitMs: (instant) => Math.max(0, Math.ceil((instant - now()) / speed)),
    onSpeed: never,
  }
}

/** A virtual clock whose speed may change while it runs. */
export interface SteeredClock extends Clock {
  /** Goes on from this anchor; never back, for what was shown was shown. */
  take(anchor: ClockAnchor): void
}

export function createSteeredClock(
  spec: ClockSpec,
  first: ClockAnchor,
  realNow: () => number = Date.now,
): SteeredClock {
  let clock = createClock(spec, first, realNow)
  let shown = first.virtualMs
  const listeners = new Set<() => void>()
  return {
    now() {
      shown = Math.max(shown, clock.now())
      return shown
    },
    get speed() {
      return clock.speed
    },
    real: false,
    waitMs: (instant) => Math.min(LOOK_EVERY_MS, instant <= shown ? 0 : clock.waitMs(instant)),
    onSpeed(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    take(anchor) {
      const before = clock.speed
      clock = createClock(spec, anchor, realNow)
      if (clock.speed !== before) for (const listener of listeners) listener()
    },
  }
}

/** What a data folder knows about its clock; `npm start` writes it before any process reads it. */
export interface ClockRecord {
  /** `HUIYIN_CLOCK` as the folder was begun with. */
  readonly clock: string
  readonly anchor: ClockAnchor | null
  /** The latest virtual time that was shown, from which a restart goes on. */
  readonly seenMs: number | null
}

export const clockFile = (dataDir: string) => join(dataDir, 'clock.json')

/** Where a test writes by how many ms the clock of this process is to be off; it may change while the process runs. */
export const OFFSET_FILE = 'HUIYIN_CLOCK_OFFSET_FILE'
const OFFSET_HELD_MS = 20

/** The machine's time, moved by what a file says. */
function movedNow(file: string): () => number {
  let offset = 0
  let readAt = Number.NEGATIVE_INFINITY
  return () => {
    if (performance.now() - readAt > OFFSET_HELD_MS) {
      offset = existsSync(file) ? Number(readFileSync(file, 'utf8')) || 0 : 0
      readAt = performance.now()
    }
    return Date.now() + offset
  }
}

/** The clock of a process started on a data folder. */
export function openClock(spec: ClockSpec, dataDir: string): Clock {
  const moved = process.env[OFFSET_FILE]
  if (spec.kind === 'real') return createClock(spec, undefined, moved ? movedNow(moved) : Date.now)
  const record = JSON.parse(readFileSync(clockFile(dataDir), 'utf8')) as ClockRecord
  if (record.clock !== spec.text || record.anchor === null)
    throw new Error(`HUIYIN_CLOCK is ${spec.text}, but this data folder was begun with ${record.clock}`)
  return record.anchor.speed === undefined
    ? createClock(spec, record.anchor)
    : followFile(createSteeredClock(spec, record.anchor), dataDir, record.anchor)
}

/** The file is written anew as a whole, so that it is always one anchor or the other. */
function followFile(clock: SteeredClock, dataDir: string, first: ClockAnchor): Clock {
  let text = JSON.stringify(first)
  const look = () => {
    const { anchor } = JSON.parse(readFileSync(clockFile(dataDir), 'utf8')) as ClockRecord
    if (anchor === null || JSON.stringify(anchor) === text) return
    text = JSON.stringify(anchor)
    clock.take(anchor)
  }
  setInterval(look, LOOK_EVERY_MS).unref()
  return clock
}

/** The clock that a data folder was begun with, for programs that only visit it. */
export function recordedClock(dataDir: string): Clock {
  if (!existsSync(clockFile(dataDir))) return createClock({ kind: 'real' })
  const record = JSON.parse(readFileSync(clockFile(dataDir), 'utf8')) as ClockRecord
  const spec = parseClock(record.clock)
  if (spec === null) throw new Error(`${clockFile(dataDir)} names no clock`)
  return createClock(spec, record.anchor ?? undefined)
}
