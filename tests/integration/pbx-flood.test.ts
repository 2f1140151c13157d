import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { LOG_START } from '#core/event/log-position.ts'
import { usualLimits } from '#core/site/limits.ts'
import { siteSchema } from '#core/site/site-schema.ts'
import { startAmiServer } from '#scripts/replay-ami/ami-server.ts'
import { createFeedThrottle } from '#server/connectors/feed-throttle.ts'
import { createLog } from '#store/log.ts'
import { type PrivateRedis, startRedis } from '../support/redis.ts'
import { runConnectors } from '../support/run-connectors.ts'

let redis: PrivateRedis
beforeAll(async () => {
  redis = await startRedis()
})
afterAll(() => redis?.stop())

const CALLS = 1_500

test('a PBX that floods is late and said to be, loses nothing, and another is heard at once', async () => {
  const [flooding, calm] = await Promise.all([
    startAmiServer({ secret: 'right' }),
    startAmiServer({ secret: 'right' }),
  ])
  const feed = (id: string, port: number) => ({
    ...{ id, kind: 'asterisk', host: '127.0.0.1', port, username: 'dash', secret: 'right' },
  })
  const site = siteSchema.parse({
    site: { id: 'flood' },
    queues: [{ id: 'sales' }],
    feeds: [feed('flooding', flooding.port), feed('calm', calm.port)],
  })
  const log = createLog({ url: redis.url, site: 'flood' })
  const met: string[] = []
  const throttle = createFeedThrottle({
    limits: () => ({ ...usualLimits, eventsPerSec: 500, eventsAtOnce: 500 }),
    limitWatch: { met: (limit, who) => void met.push(`${limit} ${who}`) },
  })
  const connectors = runConnectors({ redisUrl: redis.url, log, site, throttle })
  const queuedBy = async (source: string) =>
    (await log.read(LOG_START, 10_000))
      .filter(({ event }) => event.source === source && event.type === 'contact.queued')
      .map(({ event }) => event.subject)
  const join = (id: string) =>
    `Event: QueueCallerJoin\r\nQueue: sales\r\nUniqueid: ${id}\r\nLinkedid: ${id}\r\nChannel: SIP/${id}\r\n\r\n`
  try {
    await Promise.all([flooding.synced(), calm.synced()])
    const ids = Array.from({ length: CALLS }, (_, index) => `${1_000 + index}.1`)
    flooding.write(ids.map(join).join(''))
    await vi.waitFor(async () => expect(met).toEqual(['eventsPerSec feed/flooding']), 30_000)
    calm.write(join('7.7'))
    await vi.waitFor(async () => expect(await queuedBy('calm')).toEqual(['calm/7.7']), 30_000)
    expect((await queuedBy('flooding')).length).toBeLessThan(CALLS)
    const all = ids.map((id) => `flooding/${id}`)
    await vi.waitFor(async () => expect(await queuedBy('flooding')).toEqual(all), 30_000)
  } finally {
    await connectors.stop()
    log.close()
    await Promise.all([flooding.stop(), calm.stop()])
  }
})
