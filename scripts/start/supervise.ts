import { setTimeout as wait } from 'node:timers/promises'
import { nextWaitMs } from './backoff.ts'
import type { Guard } from './guard.ts'
import { type LogFile, openLogFile } from './log-file.ts'
import { type Part, type RunningPart, runPart } from './part.ts'
import { spokenLine } from './spoken-line.ts'

/** Keeps the parts running until it is told to stop them. */
export interface Supervisor {
  /** Starts a part and waits until it can serve. False: it ended three times before it ever could, or all is stopping. */
  start(part: Part): Promise<boolean>
  /** Stops all parts, the latest started first, and waits until each is gone. */
  stop(): Promise<void>
}

interface Kept {
  readonly part: Part
  readonly log: LogFile
  readonly lastLines: string[]
  readonly firstReady: PromiseWithResolvers<boolean>
  running: RunningPart
  everReady: boolean
  /** Resolves when the part is gone for good. */
  over: Promise<void>
}

const FIRST_TRIES = 3
const LINES_TOLD = 15
const GRACE_MS = 15_000
const LAST_WORDS_MS = 1_000

export function createSupervisor(options: {
  guard: Guard
  logDir: string
  say: (line: string) => void
}): Supervisor {
  const { guard, say } = options
  const kept: Kept[] = []
  const stopping = new AbortController()
  let stopped: Promise<void> | null = null

  function run(part: Part, log: LogFile, lastLines: string[]): RunningPart {
    const running = runPart(part, (line) => {
      log.write(line)
      lastLines.push(line)
      if (lastLines.length > LINES_TOLD) lastLines.shift()
      const spoken = spokenLine(line)
      if (spoken !== null) say(`${part.name}: ${spoken}`)
    })
    if (running.pid !== 0) guard.add(running.pid, part.stopSignal)
    return running
  }

  async function noteReady(item: Kept): Promise<void> {
    if (!(await item.running.ready)) return
    if (item.everReady) say(`${item.part.name} is back`)
    item.everReady = true
    item.firstReady.resolve(true)
  }

  /** Waits for each end of the part and starts it again, until all is stopping or it never came up. */
  async function keep(item: Kept): Promise<void> {
    let waitMs: number | null = null
    for (let tries = 1; ; tries++) {
      const startedAt = Date.now()
      void noteReady(item)
      const how = await item.running.ended
      guard.drop(item.running.pid)
      // What it started itself must not outlive it, or the next one finds the port taken.
      item.running.killGroup()
      if (stopping.signal.aborted) return
      if (!item.everReady && tries >= FIRST_TRIES) return tellFailure(item, how)
      waitMs = nextWaitMs(waitMs, Date.now() - startedAt)
      say(`${item.part.name} ended (${how}); starting it again in ${waitMs} ms`)
      await pause(waitMs, stopping.signal)
      if (stopping.signal.aborted) return
      item.running = run(item.part, item.log, item.lastLines)
    }
  }

  function tellFailure(item: Kept, how: string): void {
    const lines = item.lastLines.map((line) => `\n  ${line}`).join('')
    say(`${item.part.name} does not start (${how}). Its last lines:${lines}`)
    item.firstReady.resolve(false)
  }

  async function stopOne(item: Kept): Promise<void> {
    const { running, part } = item
    if (running.alive()) running.signal(part.stopSignal)
    const late = setTimeout(() => {
      say(`${part.name} did not end within ${GRACE_MS / 1000} s and is killed`)
      running.killGroup()
    }, GRACE_MS)
    await item.over
    clearTimeout(late)
    await Promise.race([item.running.drained, wait(LAST_WORDS_MS)])
    item.log.close()
  }

  async function stopAll(): Promise<void> {
    stopping.abort()
    for (const item of kept) item.firstReady.resolve(false)
    for (const item of kept.toReversed()) await stopOne(item)
  }

  return {
    async start(part) {
      if (stopping.signal.aborted) return false
      const log = openLogFile(options.logDir, part.name)
      const lastLines: string[] = []
      const running = run(part, log, lastLines)
      const firstReady = Promise.withResolvers<boolean>()
      const item: Kept = {
        part,
        log,
        lastLines,
        running,
        firstReady,
        everReady: false,
        over: Promise.resolve(),
      }
      item.over = keep(item)
      kept.push(item)
      return firstReady.promise
    },
    stop() {
      stopped ??= stopAll()
      return stopped
    },
  }
}

/** Waits, or less when the signal comes: being told to stop is no fault. */
async function pause(ms: number, signal: AbortSignal): Promise<void> {
  try {
    await wait(ms, undefined, { signal })
  } catch (error) {
    if (!signal.aborted) throw error
  }
}
