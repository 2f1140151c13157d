import { openConnection } from '../redis/connection.ts'
import { siteKeys } from '../redis/keys.ts'

/** How the timers do, as the process that leads them tells the others. */
export interface TimerStatus {
  /** Said − due in ms over the last minute or so; null: nothing fell due. */
  readonly lateness: { readonly p50Ms: number; readonly p99Ms: number; readonly maxMs: number } | null
  /** Lines that are due for more than a second and not said. */
  readonly overdue: number
  /** Subjects that wait for an instant. */
  readonly pending: number
  /** Real ms since the canary job was last worked on, at the time of writing; null: never yet. */
  readonly canaryAgoMs: number | null
}

export interface TimerStatusStore {
  write(status: TimerStatus): Promise<void>
  /** The last status and how long ago (real ms) it was written; null: none within the last hour. */
  read(): Promise<(TimerStatus & { readonly writtenAgoMs: number }) | null>
  close(): void
}

const FORGET_SEC = 3_600

/** By Redis's own clock, so that machines whose clocks differ understand each other. */
export function createTimerStatus({ url, site }: { url: string; site: string }): TimerStatusStore {
  const key = `${siteKeys(site).prefix}timers:status`
  const connection = openConnection(url)
  const redisNow = async () => {
    const [sec, micros] = await connection.send<[string, string]>(['TIME'])
    return Number(sec) * 1_000 + Math.floor(Number(micros) / 1_000)
  }
  return {
    async write(status) {
      const text = JSON.stringify({ ...status, writtenAt: await redisNow() })
      await connection.send(['SET', key, text, 'EX', String(FORGET_SEC)])
    },
    async read() {
      const [text, now] = await Promise.all([connection.send<string | null>(['GET', key]), redisNow()])
      if (text === null) return null
      const { writtenAt, ...status } = JSON.parse(text) as TimerStatus & { writtenAt: number }
      return { ...status, writtenAgoMs: Math.max(0, now - writtenAt) }
    },
    close: () => connection.close(),
  }
}
