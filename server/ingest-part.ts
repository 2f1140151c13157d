import { createHmac } from 'node:crypto'
import { hostname } from 'node:os'
import { withCustomer } from '#core/customer-key.ts'
import type { Site } from '#core/site/site-schema.ts'
import type { EventLog } from '#store/log.ts'
import type { RejectedStore } from '#store/rejected.ts'
import type { TokenBook } from '#store/tokens.ts'
import type { Handler } from './http/router.ts'
import { createFeedCounts } from './ingest/feed-counts.ts'
import { createIngest, type IngestMeter } from './ingest/ingest.ts'

export interface IngestPart {
  readonly handle: Handler
  /** Writes what is still to be counted; to be called when no request runs any more. */
  close(): Promise<void>
}

const HASH_LETTERS = 24

/** Ingest with all that it needs around it. */
export function createIngestPart(options: {
  log: EventLog
  tokens: TokenBook
  rejected: RejectedStore
  site: () => Site
  customerKey: string
  now: () => number
  meter: IngestMeter
}): IngestPart {
  const { log, tokens, rejected, site, now, meter } = options
  const hash = (text: string) =>
    createHmac('sha256', options.customerKey).update(text).digest('hex').slice(0, HASH_LETTERS)
  const counts = createFeedCounts({
    instance: `${hostname().slice(0, 64)}/${process.pid}`,
    appendSystem: (events, at) => log.appendSystem(events, at),
    now,
    onFault: meter.fault,
  })
  const handle = createIngest({
    append: (events, at) => log.append(events, at),
    keepRejected: (feed, refused) => rejected.keep(feed, refused),
    authenticate(token) {
      const grant = tokens.find(token)
      return grant?.kind === 'feed' ? grant : null
    },
    withCustomer: (event) => withCustomer(event, site().site.timezone, hash),
    now,
    counts,
    meter,
  })
  return { handle, close: () => counts.close() }
}
