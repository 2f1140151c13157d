import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import {
  type Clock,
  type ClockAnchor,
  type ClockRecord,
  type ClockSpec,
  clockFile,
  createClock,
  createSteeredClock,
} from '#platform/clock.ts'

/** How often the clock's time is noted, and so how much of it a crash may repeat at most. */
const NOTE_EVERY_MS = 1_000

export type ClockStart = { ok: true; clock: Clock; stop(): void } | { ok: false; hint: string }

/** Changes the speed of a data folder's clock while it runs; all its processes follow within a moment. */
export interface ClockSteering {
  now(): number
  setSpeed(speed: number): void
}

export interface ClockStartOptions {
  readonly realNow?: () => number
  /**
   * Not given: the clock keeps its speed. Else it begins at this speed, at `from` (ms) where it stopped before that, and
   * `onSteering` is given what changes it.
   */
  readonly steered?: {
    readonly speed: number
    readonly from?: number
    readonly onSteering: (steering: ClockSteering) => void
  }
}

const textOf = (spec: ClockSpec) => (spec.kind === 'real' ? 'real' : spec.text)

/**
 * Fixes the clock of a data folder at its first start, and lets a virtual one go on at a later start where it stopped.
 * Another clock than the folder was begun with is refused: its times would lie before or far after what is in the log.
 */
export function startClock(
  spec: ClockSpec,
  dataDir: string,
  { realNow = Date.now, steered }: ClockStartOptions = {},
): ClockStart {
  const file = clockFile(dataDir)
  const before = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as ClockRecord) : null
  const wanted = textOf(spec)
  if (before !== null && before.clock !== wanted)
    return {
      ok: false,
      hint: `HUIYIN_CLOCK is ${wanted}, but ${dataDir} was begun with ${before.clock}: use that, or an empty HUIYIN_DATA_DIR`,
    }
  if (before === null && spec.kind === 'virtual' && existsSync(join(dataDir, 'redis')))
    return {
      ok: false,
      hint: `HUIYIN_CLOCK needs an empty HUIYIN_DATA_DIR, and ${dataDir} is in use already`,
    }
  if (spec.kind === 'real') {
    write(file, { clock: wanted, anchor: null, seenMs: null })
    return { ok: true, clock: createClock(spec, undefined, realNow), stop: () => undefined }
  }
  const seenMs = before?.seenMs ?? null
  // After a crash the last note may be one interval old; going back in time is the one thing that must not happen.
  const stoppedAt = seenMs === null ? spec.start : seenMs + NOTE_EVERY_MS * spec.speed
  const virtualMs = Math.max(stoppedAt, steered?.from ?? stoppedAt)
  const begun = { realMs: realNow(), virtualMs }
  let anchor: ClockAnchor = steered === undefined ? begun : { ...begun, speed: steered.speed }
  const steeredClock = steered === undefined ? null : createSteeredClock(spec, anchor, realNow)
  const clock = steeredClock ?? createClock(spec, anchor, realNow)
  const note = () => write(file, { clock: wanted, anchor, seenMs: clock.now() })
  const goOn = (virtualMs: number, speed: number) => {
    anchor = { realMs: realNow(), virtualMs, speed }
    steeredClock?.take(anchor)
    note()
  }
  steered?.onSteering({
    now: clock.now,
    setSpeed: (speed) => goOn(clock.now(), speed),
  })
  note()
  const timer = setInterval(() => {
    try {
      note()
    } catch (error) {
      // On a full disk the note of before stays: a crash would then repeat some more time.
      if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error
    }
  }, NOTE_EVERY_MS)
  const stop = () => {
    clearInterval(timer)
    note()
  }
  return { ok: true, clock, stop }
}

function write(file: string, record: ClockRecord): void {
  writeFileSync(`${file}.new`, `${JSON.stringify(record)}\n`)
  renameSync(`${file}.new`, file)
}
