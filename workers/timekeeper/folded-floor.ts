import type { LogEntry } from '#core/event/event.ts'
import { comparePositions } from '#core/event/log-position.ts'
import type { Changed, Floor } from '#core/floor/floor.ts'
import type { RuleTransition } from '#core/rules/rule-transition.ts'
import type { LiveFloor } from '#store/floor/live-floor.ts'
import type { EventLog } from '#store/log.ts'

/** Told after each fold: next instants that may have moved, and rows that may have changed. */
export type FoldListener = (instants: NextInstants, changed: Changed) => void

/** Subjects of rules with their next instant (ms) or null. */
export type NextInstants = ReadonlyMap<string, number | null>

/** The floor as those who say what the rules say need it. */
export interface FoldedFloor {
  readonly floor: Floor
  /** Resolves when all that the log holds at the call is folded; fails when the floor is closed before. */
  foldedToEnd(): Promise<void>
  /** Lets time pass to now. */
  pass(): void
  /** Whether a line became so by time while this floor was live, so that its lateness is the timers' own. */
  fellDueLive(transition: RuleTransition): boolean
  /** Tells all next instants at once, then those that may have changed, after each fold. Gives what ends it. */
  onFolded(listener: FoldListener): () => void
  /** To be called after each fold. */
  folded(): void
  /** Told of entries of the log, before they are folded. Gives what ends it. */
  onEntries(listener: (entries: readonly LogEntry[]) => void): () => void
  /** To be called with them. */
  came(entries: readonly LogEntry[]): void
  /** Nothing is folded any more. */
  close(): void
}

export interface FoldedFloorOptions {
  readonly live: Pick<LiveFloor, 'floor' | 'pass'>
  readonly log: Pick<EventLog, 'last'>
}

export function createFoldedFloor({ live, log }: FoldedFloorOptions): FoldedFloor {
  const instants = new Map<string, number>()
  const waiting = new Set<{ pos: string; done: () => void; fail: (error: Error) => void }>()
  const listeners = new Set<FoldListener>()
  const readers = new Set<(entries: readonly LogEntry[]) => void>()
  /** Lines that time alone made true while somebody watched. Kept by identity, as the ledger keeps the same. */
  const fell = new WeakSet<RuleTransition>()
  let passedTo = Number.POSITIVE_INFINITY

  function answer(): void {
    for (const waiter of waiting) {
      if (comparePositions(live.floor.pos, waiter.pos) < 0) continue
      waiting.delete(waiter)
      waiter.done()
    }
  }

  return {
    get floor() {
      return live.floor
    },
    async foldedToEnd() {
      const pos = await log.last()
      if (comparePositions(live.floor.pos, pos) >= 0) return
      await new Promise<void>((done, fail) => waiting.add({ pos, done, fail }))
    },
    pass: () => live.pass(),
    fellDueLive: (transition) => fell.has(transition),
    onFolded(listener) {
      listeners.add(listener)
      listener(instants, new Map())
      return () => listeners.delete(listener)
    },
    folded() {
      for (const transition of live.floor.takeTransitions())
        if ((transition.to === 'warned' || transition.to === 'breached') && transition.at > passedTo)
          fell.add(transition)
      passedTo = live.floor.now
      const moved = live.floor.takeInstants()
      for (const [subject, at] of moved) {
        if (at === null) instants.delete(subject)
        else instants.set(subject, at)
      }
      const changed = live.floor.takeChanged()
      answer()
      for (const listener of listeners) listener(moved, changed)
    },
    onEntries(listener) {
      readers.add(listener)
      return () => readers.delete(listener)
    },
    came(entries) {
      for (const reader of readers) reader(entries)
    },
    close() {
      for (const { fail } of waiting) fail(new Error('the log is followed no more'))
      waiting.clear()
    },
  }
}
