import { chunked } from '#core/collections/chunked.ts'
import type { TimerJobs, TimerMove } from '#store/jobs/timer-jobs.ts'

export interface TimersOptions {
  readonly jobs: Pick<TimerJobs, 'load' | 'move' | 'due'>
  /** Log position folded up to. */
  readonly pos: () => string
  readonly onFault: (error: Error) => void
}

/** Keeps the timers in Redis as the floor wants them. */
export interface Timers {
  /** Subjects' next instants as the floor has them now. */
  want(instants: ReadonlyMap<string, number | null>): void
  /** Whether the floor still waits for an instant of this subject at or before `now`. */
  isDue(subject: string, now: number): boolean
  /** Resolves when Redis has what was wanted at the call. */
  settled(): Promise<void>
  /** Looks at what is due by `now`: whether something is, after mending what Redis has wrong. */
  sweep(now: number): Promise<boolean>
  stop(): void
}

const BATCH = 500
const RETRY_MS = 250
/**
 * How long Redis does not hear of a move, so that those of this time go together: each command that writes holds up all
 * others of Redis until the disk has it, what is said on time among them, and with each instant that comes one leaves.
 * Meanwhile the floor's own clock says what is due, in this process or in the next that leads.
 */
const TOGETHER_MS = 50

export function createTimers({ jobs, pos, onFault }: TimersOptions): Timers {
  const wanted = new Map<string, number>()
  /** What Redis has; null: nobody knows, it is to be asked. */
  let placed: Map<string, number> | null = null
  const differing = new Set<string>()
  let moving: Promise<void> | null = null
  let stopped = false
  let planned: NodeJS.Timeout | undefined

  async function load(): Promise<Map<string, number>> {
    const there = await jobs.load()
    for (const [subject, at] of there) if (wanted.get(subject) !== at) differing.add(subject)
    for (const [subject, at] of wanted) if (there.get(subject) !== at) differing.add(subject)
    return there
  }

  function movesOf(subjects: readonly string[], there: ReadonlyMap<string, number>): TimerMove[] {
    const moves: TimerMove[] = []
    for (const subject of subjects) {
      differing.delete(subject)
      const [from, to] = [there.get(subject) ?? null, wanted.get(subject) ?? null]
      if (from !== to) moves.push({ subject, from, to })
    }
    return moves
  }

  function note(there: Map<string, number>, moves: readonly TimerMove[]): void {
    for (const { subject, to } of moves) {
      if (to === null) there.delete(subject)
      else there.set(subject, to)
    }
  }

  /** Moves what differs by now; what comes meanwhile is gathered, and leaves with the next. */
  async function moveAll(): Promise<void> {
    placed ??= await load()
    const there = placed
    for (const subjects of chunked([...differing], BATCH)) {
      const moves = movesOf(subjects, there)
      if (moves.length === 0) continue
      try {
        await jobs.move(moves, pos())
      } catch (error) {
        // Some of it may be done: what is there is asked before more is moved.
        placed = null
        throw error
      }
      note(there, moves)
    }
  }

  function begin(): Promise<void> {
    clearTimeout(planned)
    planned = undefined
    moving = moveAll().finally(() => {
      moving = null
      if (differing.size > 0 && !stopped) planned ??= setTimeout(go, TOGETHER_MS)
    })
    return moving
  }

  async function settled(): Promise<void> {
    // What was wanted since it began is not in what is on its way.
    if (moving !== null) await moving
    if (moving !== null || placed === null || differing.size > 0) await (moving ?? begin())
  }

  function go(): void {
    // What was planned is this: were it still held for planned, nothing that is wanted from now on would leave.
    clearTimeout(planned)
    planned = undefined
    if (stopped) return
    settled().catch((error: Error) => {
      if (stopped) return
      onFault(error)
      setTimeout(go, RETRY_MS)
    })
  }

  return {
    want(instants) {
      for (const [subject, at] of instants) {
        if (at === null) wanted.delete(subject)
        else wanted.set(subject, at)
        if (placed !== null && placed.get(subject) !== (at ?? undefined)) differing.add(subject)
      }
      if (stopped) return
      if (placed === null) go()
      else if (differing.size > 0) planned ??= setTimeout(go, TOGETHER_MS)
    },
    isDue: (subject, now) => (wanted.get(subject) ?? Number.POSITIVE_INFINITY) <= now,
    settled,
    async sweep(now) {
      const due = await jobs.due(now, BATCH)
      for (const { subject, at } of due) {
        if (wanted.get(subject) === at || placed === null) continue
        placed.set(subject, at)
        differing.add(subject)
      }
      if (differing.size > 0) go()
      return due.length > 0
    },
    stop() {
      stopped = true
      clearTimeout(planned)
    },
  }
}
