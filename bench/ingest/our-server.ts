import { createHmac } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { withCustomer } from '#core/event/customer-key.ts'
import { usualLimits } from '#core/site/limits.ts'
import { createFeedCounts } from '#server/ingest/feed-counts.ts'
import { createIngest } from '#server/ingest/ingest.ts'
import { createLog } from '#store/log.ts'
import { createRejectedStore } from '#store/rejected.ts'

/** The bench asks how fast it is, which a feed's share would answer. */
const unbounded = {
  ...usualLimits,
  ...{ eventsPerSec: 1e9, eventsAtOnce: 1e9, bytesPerSec: 1e12, bytesAtOnce: 1e12, newPerMinute: 1e9 },
}

/** Ingest as the server runs it, alone in its process. */
const where = { url: process.env.REDIS_URL!, site: 'bench' }
const log = createLog(where)
const fail = (error: Error) => {
  throw error
}
const hash = (text: string) => createHmac('sha256', 'bench').update(text).digest('base64url')
const handler = createIngest({
  append: log.append,
  keepRejected: createRejectedStore(where).keep,
  authenticate: (token) => (token === 'bench' ? { feed: 'bench' } : null),
  withCustomer: (event) => withCustomer(event, 'Asia/Shanghai', hash),
  now: Date.now,
  counts: createFeedCounts({
    instance: 'bench',
    appendSystem: log.appendSystem,
    now: Date.now,
    onFault: fail,
  }),
  meter: { answered: () => {}, events: () => {}, fault: fail },
  limits: () => unbounded,
})
const server = createServer((req, res) => void handler(req, res))
server.listen(0, '127.0.0.1', () => console.log((server.address() as AddressInfo).port))
