import type { Counts } from './counts.ts'
import { type Counted, newQueueLive, type QueueLive, type Waits } from './queue-live.ts'

interface RecordDump {
  start: number
  counts: Counts
  waits: [number, number][]
  longestMs: number | null
  leftBy?: Record<string, number>
}

type CountedDump = Omit<Counted, 'live' | 'interval' | 'day' | 'inWindow'>

/** A queue as JSON. */
export interface QueueDump {
  id: string
  intervals: RecordDump[]
  days: RecordDump[]
  waiting: CountedDump[]
  window: CountedDump[]
  windowSum: Counts
}

/** How often each wait stands. */
function countEach(waits: readonly number[]): [number, number][] {
  const counts = new Map<number, number>()
  for (const wait of waits) counts.set(wait, (counts.get(wait) ?? 0) + 1)
  return [...counts]
}

function waitsFrom(counts: readonly [number, number][]): number[] {
  const waits: number[] = []
  for (const [wait, count] of counts) for (let left = count; left > 0; left--) waits.push(wait)
  return waits
}

function dumpRecord(
  start: number,
  record: Waits & { counts: Counts; leftBy?: Record<string, number> },
): RecordDump {
  return { ...record, start, waits: countEach(record.waits) }
}

function dumpCounted({
  live: _live,
  interval: _interval,
  day: _day,
  inWindow: _in,
  ...rest
}: Counted): CountedDump {
  return rest
}

/** A queue as a snapshot writes it down: JSON, instants in ms since 1970. */
export function dumpQueue(queue: QueueLive): QueueDump {
  const { id, windowSum } = queue
  const waiting = queue.waiting.map(dumpCounted)
  const window = queue.window.slice(queue.windowHead).map(dumpCounted)
  return {
    id,
    intervals: [...queue.intervals].map(([start, record]) => dumpRecord(start, record)),
    days: [...queue.days].map(([start, record]) => dumpRecord(start, record)),
    waiting,
    window,
    windowSum,
  }
}

/** The queue of a snapshot, its indices made anew. */
export function loadQueue(dump: QueueDump): QueueLive {
  const queue = newQueueLive(dump.id)
  for (const { start, counts, waits, longestMs, leftBy } of dump.intervals)
    queue.intervals.set(start, { counts, waits: waitsFrom(waits), longestMs, leftBy: leftBy ?? {} })
  for (const { start, counts, waits, longestMs } of dump.days)
    queue.days.set(start, { counts, waits: waitsFrom(waits), longestMs })
  // The contacts that are still at hand take their entries over when they are read.
  const notCounted = { live: queue, interval: null, day: null }
  for (const item of dump.waiting) queue.waiting.push({ ...item, ...notCounted, inWindow: false })
  for (const item of dump.window) queue.window.push({ ...item, ...notCounted, inWindow: true })
  Object.assign(queue.windowSum, dump.windowSum)
  return queue
}
