import { setTimeout as wait } from 'node:timers/promises'
import { aboutNote, type MachineNote, machineNoteText } from '#core/machine/machine-note.ts'
import { nextWaitMs } from './backoff.ts'
import { type ChildProcessSpec, type RunningProcess, runProcess } from './child-process.ts'
import { createCrashLoops } from './crash-loops.ts'
import type { Guard } from './guard.ts'
import { type LogFile, openLogFile } from './log-file.ts'
import { createRepeatFilter } from './repeat-filter.ts'
import { terminalLine } from './terminal-line.ts'

/** Keeps the parts running until it is told to stop them. */
export interface Supervisor {
  /** Starts a part and waits until it can serve. False: it ended three times before it ever could, or all is stopping. */
  start(part: ChildProcessSpec): Promise<boolean>
  /** Says something of the machine on the terminal and on the screens, for as long as it is so. */
  note(note: MachineNote, isSo: boolean): void
  /** Counts a failure of this process that nobody waited for: the server's figures have it. */
  countStray(): void
  /** Stops all parts, the latest started first, and waits until each is gone. */
  stop(): Promise<void>
}

interface Kept {
  readonly part: ChildProcessSpec
  readonly log: LogFile
  readonly lastLines: string[]
  readonly firstReady: PromiseWithResolvers<boolean>
  running: RunningProcess
  everReady: boolean
  /** Since when it can serve, by the monotonic clock; Infinity: not yet. */
  readyAt: number
  /** Why it can never serve, as it said itself. */
  refusal: string | null
  /** Resolves when the part is gone for good. */
  over: Promise<void>
}

const FIRST_TRIES = 3
const LINES_TOLD = 15
const GRACE_MS = 15_000
const LAST_WORDS_MS = 1_000
const LOOK_EVERY_MS = 1_000
const SETTLES_MS = 10_000

export function createSupervisor(options: {
  guard: Guard
  logDir: string
  say: (line: string) => void
}): Supervisor {
  const { guard, say } = options
  const kept: Kept[] = []
  const stopping = new AbortController()
  let stopped: Promise<void> | null = null
  const crashLoops = createCrashLoops()
  const isNew = createRepeatFilter()
  const given = new Map<MachineNote['code'], MachineNote>()
  let reported = '[]'
  let strayRejections = 0

  function notes(): MachineNote[] {
    const count = kept.reduce((sum, { log }) => sum + log.dropped, 0)
    const dropped: MachineNote[] = count === 0 ? [] : [{ code: 'log_lines_dropped', count }]
    return [...crashLoops.notes(), ...given.values(), ...dropped]
  }

  /** The screens hear of it through the server's own channel: neither store, workers nor disk stand between. */
  function tellNotes(): void {
    const present = notes()
    const text = JSON.stringify(present)
    if (text === reported) return
    const before = new Set((JSON.parse(reported) as MachineNote[]).map(aboutNote))
    reported = text
    for (const note of present) if (!before.has(aboutNote(note))) say(`Note: ${machineNoteText(note)}`)
    for (const { running } of kept) running.tell({ machineNotes: present })
  }

  const looks = setInterval(tellNotes, LOOK_EVERY_MS)
  looks.unref()

  /** What has just come up may still have opened a connection in vain, on a machine that is busy with all the others. */
  const isUp = (part: ChildProcessSpec) =>
    !stopping.signal.aborted &&
    kept.some((item) => item.part === part && performance.now() - item.readyAt > SETTLES_MS)

  function run(part: ChildProcessSpec, log: LogFile, lastLines: string[]): RunningProcess {
    const running = runProcess(part, (line) => {
      log.write(line)
      lastLines.push(line)
      if (lastLines.length > LINES_TOLD) lastLines.shift()
      const spoken = terminalLine(line, isUp(part))
      if (spoken !== null && isNew(`${part.name} ${spoken}`)) say(`${part.name}: ${spoken}`)
    })
    if (running.pid !== 0) guard.add(running.pid, part.stopSignal)
    return running
  }

  async function noteReady(item: Kept): Promise<void> {
    const { running } = item
    const ready = await running.ready
    if (typeof ready === 'string') {
      item.refusal = ready
      running.signal(item.part.stopSignal)
    }
    if (ready !== true) return
    if (item.everReady) say(`${item.part.name} is back`)
    item.everReady = true
    item.readyAt = performance.now()
    item.firstReady.resolve(true)
    running.tell({ machineNotes: notes(), strayRejections })
  }

  /** Waits for each end of the part and starts it again, until all is stopping or it never came up. */
  async function keep(item: Kept): Promise<void> {
    let waitMs: number | null = null
    for (let tries = 1; ; tries++) {
      const startedAt = performance.now()
      void noteReady(item)
      const how = await item.running.ended
      guard.drop(item.running.pid)
      // What it started itself must not outlive it, or the next one finds the port taken.
      item.running.killGroup()
      if (stopping.signal.aborted) return
      if (item.refusal !== null) return tellFailure(item, item.refusal)
      if (!item.everReady && tries >= FIRST_TRIES) return tellFailure(item, how)
      waitMs = nextWaitMs(waitMs, performance.now() - startedAt)
      crashLoops.ended(item.part.name)
      say(`${item.part.name} ended (${how}); starting it again in ${waitMs} ms`)
      if (!(await startAgain(item, waitMs))) return
    }
  }

  /** Starts the part after so long, and again later if the system gives it no process; false: all is stopping. */
  async function startAgain(item: Kept, firstMs: number): Promise<boolean> {
    for (let waitMs = firstMs; ; waitMs = nextWaitMs(waitMs, 0)) {
      await pause(waitMs, stopping.signal)
      if (stopping.signal.aborted) return false
      try {
        item.readyAt = Number.POSITIVE_INFINITY
        item.running = run(item.part, item.log, item.lastLines)
        return true
      } catch (error) {
        crashLoops.ended(item.part.name)
        say(`${item.part.name} cannot be started: ${(error as Error).message}`)
      }
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
    clearInterval(looks)
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
        readyAt: Number.POSITIVE_INFINITY,
        refusal: null,
        over: Promise.resolve(),
      }
      item.over = keep(item)
      kept.push(item)
      return firstReady.promise
    },
    note(note, isSo) {
      if (isSo) given.set(note.code, note)
      else given.delete(note.code)
      tellNotes()
    },
    countStray() {
      strayRejections++
      for (const { running } of kept) running.tell({ strayRejections })
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
