import { LOG_START } from '#core/event/log-position.ts'
import type { ClockSpec } from '#platform/clock.ts'
import type { EventLog } from './log.ts'
import { openConnection } from './redis/connection.ts'
import { siteKeys } from './redis/keys.ts'

/**
 * Ties a log to the clock that it was begun with, for all its time. Throws if it was begun with another: a demo on the
 * data of a real floor, or the other way round, would put its times before or far after what is there.
 */
export async function tieClock(
  { url, site }: { url: string; site: string },
  spec: ClockSpec,
  log: Pick<EventLog, 'last'>,
): Promise<void> {
  const key = `${siteKeys(site).prefix}clock`
  const text = spec.kind === 'real' ? 'real' : spec.text
  const connection = openConnection(url)
  try {
    const isBegun = (await log.last()) !== LOG_START
    const known = await connection.send<string | null>(['GET', key])
    // A log from before this was noted can only be a real floor's.
    const begunWith = known ?? (isBegun ? 'real' : text)
    if (begunWith !== text)
      throw new Error(`HUIYIN_CLOCK is ${text}, but the log of ${site} was begun with ${begunWith}`)
    if (known === null) await connection.send(['SET', key, text, 'NX'])
  } finally {
    connection.close()
  }
}
