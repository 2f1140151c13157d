import { readFileSync } from 'node:fs'
import { setTimeout as wait } from 'node:timers/promises'

/** Ticks of the clock by which Linux counts a process's time; the same on every Linux that there is. */
const TICKS_PER_SEC = 100

/** Seconds of a processor that a process has taken. */
export function processorSec(pid: number): number {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
  const [utime, stime] = stat
    .slice(stat.lastIndexOf(')') + 2)
    .split(' ')
    .slice(11, 13)
    .map(Number)
  return (utime! + stime!) / TICKS_PER_SEC
}

/** Memory of a process that lies in RAM, in MB. */
export function residentMb(pid: number): number {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8')
  return Number(/^VmRSS:\s+(\d+) kB/m.exec(status)![1]) / 1_024
}

/** Share of one core that a process takes while `run` runs. */
export async function shareOfCore<T>(
  pid: number,
  run: () => Promise<T>,
): Promise<{ share: number; result: T }> {
  const before = processorSec(pid)
  const began = performance.now()
  const result = await run()
  return { share: ((processorSec(pid) - before) * 1_000) / (performance.now() - began), result }
}

const LOOKS = 10

/** The least memory that a process has within some seconds: between two collections of garbage it only grows. */
export async function settledMb(pid: number): Promise<number> {
  let least = Number.POSITIVE_INFINITY
  for (let look = 0; look < LOOKS; look++) {
    await wait(1_000)
    least = Math.min(least, residentMb(pid))
  }
  return least
}
