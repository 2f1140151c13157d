import { openConnection } from './redis/connection.ts'
import { siteKeys } from './redis/keys.ts'

/** Tells the other processes of a site that one part lives. */
export interface Heartbeat {
  /** Real ms since any process of this part was last heard of; null: not within the last hour. */
  heardAgoMs(): Promise<number | null>
  /** Says every second that this process lives, for as long as `isWell`. */
  beat(isWell: () => boolean, onFault: (error: Error) => void): void
  stop(): void
}

const BEAT_MS = 1_000
const FORGET_SEC = 3_600

/** By Redis's own clock, so that machines whose clocks differ understand each other. */
export function createHeartbeat(options: { url: string; site: string; part: string }): Heartbeat {
  const key = `${siteKeys(options.site).prefix}pulse:${options.part}`
  const connection = openConnection(options.url)
  let timer: NodeJS.Timeout | undefined
  const redisNow = async () => {
    const [sec, micros] = await connection.send<[string, string]>(['TIME'])
    return Number(sec) * 1_000 + Math.floor(Number(micros) / 1_000)
  }
  return {
    async heardAgoMs() {
      const [heard, now] = await Promise.all([connection.send<string | null>(['GET', key]), redisNow()])
      return heard === null ? null : Math.max(0, now - Number(heard))
    },
    beat(isWell, onFault) {
      const say = async () => {
        if (isWell()) await connection.send(['SET', key, String(await redisNow()), 'EX', String(FORGET_SEC)])
      }
      say().catch(onFault)
      timer = setInterval(() => say().catch(onFault), BEAT_MS)
    },
    stop() {
      clearInterval(timer)
      connection.close()
    },
  }
}
