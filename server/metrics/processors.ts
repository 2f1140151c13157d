import { readFileSync } from 'node:fs'
import { cpus } from 'node:os'
import { join } from 'node:path'

/** ms of processors so far, and how many of them nobody used. */
export interface Processors {
  readonly idle: number
  readonly all: number
}

/** All of the machine's, since it started. */
function ofMachine(): Processors {
  let [idle, all] = [0, 0]
  for (const { times } of cpus()) {
    idle += times.idle
    all += times.user + times.nice + times.sys + times.idle + times.irq
  }
  return { idle, all }
}

/** Those that the container of this process may use (cgroup v2), since this process started; null: it has no limit of its own. */
export function ofContainer(folder: string, now: number): Processors | null {
  const [quota, period] = textOf(folder, 'cpu.max').trim().split(' ').map(Number)
  const used = /^usage_usec (\d+)$/m.exec(textOf(folder, 'cpu.stat'))?.[1]
  if (!quota || !period || used === undefined) return null
  const all = (now * quota) / period
  return { all, idle: all - Number(used) / 1_000 }
}

function textOf(folder: string, name: string): string {
  try {
    return readFileSync(join(folder, name), 'utf8')
  } catch {
    // Another system, or the first version of its groups.
    return ''
  }
}

/** What this process may use: the machine's processors, and of those what its container has. */
export function processorsHere(): Processors[] {
  const limited = ofContainer('/sys/fs/cgroup', performance.now())
  return limited === null ? [ofMachine()] : [ofMachine(), limited]
}

/** The share (0–1) that nobody used between two looks, of those that had least to spare. */
export function spareOf(before: readonly Processors[], after: readonly Processors[]): number {
  const shares = after.flatMap(({ idle, all }, index) => {
    const last = before[index]
    return last === undefined ? [] : [(idle - last.idle) / Math.max(1, all - last.all)]
  })
  return Math.max(0, Math.min(1, ...shares))
}
