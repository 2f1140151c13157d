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
  /** Real milliseconds until the site's clock shows `instant` (0 if it has passed). */
  waitMs(instant: number): number
}

export type ClockSpec =
  | { readonly kind: 'real' }
  | { readonly kind: 'virtual'; readonly text: string; readonly start: number; readonly speed: number }

/** Ties a virtual clock to the real one: at real `realMs` it showed `virtualMs`. One for all processes of a data folder. */
export interface ClockAnchor {
  readonly realMs: number
  readonly virtualMs: number
}

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

/** The clock of a spec. A virtual one needs the anchor of its data folder, so that all processes agree. */
export function createClock(spec: ClockSpec, anchor?: ClockAnchor, realNow: () => number = Date.now): Clock {
  if (spec.kind === 'real') {
    return { now: realNow, speed: 1, real: true, waitMs: (instant) => Math.max(0, instant - realNow()) }
  }
  if (anchor === undefined) throw new Error('a virtual clock needs the anchor of its data folder')
  const { speed } = spec
  const now = () => Math.floor(anchor.virtualMs + (realNow() - anchor.realMs) * speed)
  return {
    now,
    speed,
    real: false,
    waitMs: (instant) => Math.max(0, Math.ceil((instant - now()) / speed)),
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
  return createClock(spec, record.anchor)
}

/** The clock that a data folder was begun with, for programs that only visit it. */
export function recordedClock(dataDir: string): Clock {
  if (!existsSync(clockFile(dataDir))) return createClock({ kind: 'real' })
  const record = JSON.parse(readFileSync(clockFile(dataDir), 'utf8')) as ClockRecord
  const spec = parseClock(record.clock)
  if (spec === null) throw new Error(`${clockFile(dataDir)} names no clock`)
  return createClock(spec, record.anchor ?? undefined)
}
