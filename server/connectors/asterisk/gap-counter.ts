import { type AmiMessage, header, headerNumber } from '#protocols/ami/message.ts'

/** Counts by the PBX's own counters how many calls ended while nothing was read. */
export interface GapCounter {
  read(message: AmiMessage): void
  /** The stream is over: what comes next may have missed something. */
  disconnected(at: number): void
  /** A caller in a queue of ours of whom it is only known that they are gone: these were seen. */
  lost(queue: string, uniqueid: string): void
  /**
   * Calls that ended unseen since `disconnected`, by queue; null: it cannot be told, because the PBX began anew or
   * was not read before. To be asked once the PBX's list was read again at `now`.
   */
  take(now: number): Record<string, number> | null
}

interface Counters {
  readonly completed: number
  readonly abandoned: number
}

const SLACK_MS = 1_000
/** Calls whose end was just seen are remembered: what was cut off after it may make them lost to us. */
const REMEMBERED = 1_000

/** `queueId`: our id of a queue of the PBX. */
export function createGapCounter(queueId: (pbxQueue: string) => string): GapCounter {
  /** As the last whole list said, and what was seen to end since, by the PBX's names. */
  let stated: Map<string, Counters> | null = null
  let listing = new Map<string, Counters>()
  let seen = new Map<string, number>()
  /** The same from before the gap. */
  let before: { stated: Map<string, Counters> | null; seen: Map<string, number>; at: number } | null = null
  let startedAgo: number | null = null
  let lost = new Map<string, number>()
  const ended = new Set<string>()

  const add = (counts: Map<string, number>, queue: string) =>
    void counts.set(queue, (counts.get(queue) ?? 0) + 1)

  function readCounters(message: AmiMessage): void {
    const completed = headerNumber(message, 'Completed')
    const abandoned = headerNumber(message, 'Abandoned')
    if (completed !== null && abandoned !== null)
      listing.set(header(message, 'Queue'), { completed, abandoned })
  }

  /** How many ended in a queue and were not seen to; null: the counters began anew. A new queue had no calls of ours. */
  function unseenIn(queue: string, now: Counters): number | null {
    const then = before?.stated?.get(queue)
    if (then === undefined) return 0
    const completed = now.completed - then.completed
    const abandoned = now.abandoned - then.abandoned
    if (completed < 0 || abandoned < 0) return null
    const known = (before?.seen.get(queue) ?? 0) + (lost.get(queueId(queue)) ?? 0)
    return Math.max(0, completed + abandoned - known)
  }

  function unseen(now: number): Record<string, number> | null {
    if (before === null || before.stated === null || before.stated.size === 0 || stated === null) return null
    const restarted = startedAgo !== null && startedAgo < now - before.at + SLACK_MS
    if (restarted) return null
    const calls: Record<string, number> = {}
    for (const [queue, counters] of stated) {
      const count = unseenIn(queue, counters)
      if (count === null) return null
      if (count > 0) calls[queueId(queue)] = (calls[queueId(queue)] ?? 0) + count
    }
    return calls
  }

  return {
    read(message) {
      switch (message.name) {
        case 'FullyBooted': {
          const uptime = headerNumber(message, 'Uptime')
          startedAgo = uptime === null ? null : uptime * 1_000
          return
        }
        case 'QueueParams':
          readCounters(message)
          return
        case 'QueueStatusComplete':
          // Also a list of one queue alone: what was seen to end in it is in its counters now.
          stated ??= new Map()
          for (const [queue, counters] of listing) {
            stated.set(queue, counters)
            seen.delete(queue)
          }
          listing = new Map()
          return
        case 'AgentComplete':
        case 'QueueCallerAbandon':
          add(seen, header(message, 'Queue'))
          ended.add(header(message, 'Uniqueid'))
          if (ended.size > REMEMBERED) ended.delete(ended.values().next().value!)
      }
    },
    disconnected(at) {
      before = { stated, seen, at }
      stated = null
      startedAgo = null
      listing = new Map()
      seen = new Map()
      lost = new Map()
    },
    lost(queue, uniqueid) {
      if (!ended.has(uniqueid)) add(lost, queue)
    },
    take(now) {
      const calls = unseen(now)
      before = null
      return calls
    },
  }
}
