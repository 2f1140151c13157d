import type { Counts } from './counts.ts'
import { type Counted, newQueueLive, type QueueLive, type Waits } from './queue-live.ts'

interface RecordDump {
  start: number
  counts: Counts
  waits: [number, number][]
  longestMs: number | null
  leftBy?: Record<string, number>
}

/** A queue as JSON. */
export interface QueueDump {
  id: string
  intervals: RecordDump[]
  days: RecordDump[]
  waiting: Counted[]
  window: Counted[]
  windowSum: Counts
}

function dumpRecord(
  start: number,
  record: Waits & { counts: Counts; leftBy?: Record<string, number> },
): RecordDump {
  return { ...record, start, waits: [...record.waits] }
}

export function dumpQueue(queue: QueueLive): QueueDump {
  const { id, waiting, windowSum } = queue
  const window = queue.window.slice(queue.windowHead)
  return {
    id,
    intervals: [...queue.intervals].map(([start, record]) => dumpRecord(start, record)),
    days: [...queue.days].map(([start, record]) => dumpRecord(start, record)),
    waiting,
    window,
    windowSum,
  }
}

export function loadQueue(dump: QueueDump): QueueLive {
  const queue = newQueueLive(dump.id)
  for (const { start, counts, waits, longestMs, leftBy } of dump.intervals)
    queue.intervals.set(start, { counts, waits: new Map(waits), longestMs, leftBy: leftBy ?? {} })
  for (const { start, counts, waits, longestMs } of dump.days)
    queue.days.set(start, { counts, waits: new Map(waits), longestMs })
  queue.waiting.push(...dump.waiting)
  queue.window.push(...dump.window)
  Object.assign(queue.windowSum, dump.windowSum)
  return queue
}
