import type { MeasuredProcess, Reported } from './watched-process.ts'

/**
 * Loaded into a process of ours before its own program (`node --import`): tells over the channel to who started it
 * every turn of the loop that took long, in ms of the thread's own CPU time, so that a busy machine does not count.
 * Between two ticks of a timer lie many short turns or one long one: what is used beyond the tick is one turn's.
 */
const TICK_MS = 5
const LONG_MS = 15

const usedMs = () => {
  const { user, system } = process.threadCpuUsage()
  return (user + system) / 1_000
}

const tell = (message: Reported) => process.send?.(message)

let used = usedMs()
let longestMs = 0
const ticks = setInterval(() => {
  const now = usedMs()
  const turnMs = now - used - TICK_MS
  used = now
  longestMs = Math.max(longestMs, turnMs)
  if (turnMs >= LONG_MS) tell({ watched: 'turn', ms: turnMs, at: Date.now() })
}, TICK_MS)
ticks.unref()

process.on('unhandledRejection', (error) =>
  tell({ watched: 'rejection', text: String((error as Error)?.stack ?? error) }),
)
process.on('uncaughtExceptionMonitor', (error) => tell({ watched: 'exception', text: String(error.stack) }))
process.on('message', (message: { measure?: number } | null) => {
  if (message?.measure === undefined) return
  globalThis.gc?.()
  const measured: MeasuredProcess = {
    heapBytes: process.memoryUsage().heapUsed,
    longestMs: Math.max(0, longestMs),
  }
  longestMs = 0
  // The collection just asked for is nobody's turn.
  used = usedMs()
  tell({ watched: 'measured', serial: message.measure, measured })
})
