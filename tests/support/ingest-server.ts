import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { AnyEvent } from '#core/event/event.ts'
import { createFeedCounts } from '#server/ingest/feed-counts.ts'
import { createIngest, type IngestOptions } from '#server/ingest/ingest.ts'
import type { IngestMeter } from '#server/ingest/ingest-meter.ts'
import { createLog, type EventLog } from '#store/log.ts'
import { createRejectedStore, type RejectedStore } from '#store/rejected.ts'

/** Ingest on a real HTTP server and a real log, with the parts that other folders bring injected. */
export interface IngestServer {
  readonly url: string
  readonly log: EventLog
  readonly rejected: RejectedStore
  readonly meter: IngestMeter & { readonly faults: Error[]; readonly statuses: number[] }
  stop(): Promise<void>
}

export interface IngestSetup extends Partial<IngestOptions> {
  readonly redisUrl: string
  readonly site: string
  /** Token → feed. */
  readonly tokens: Readonly<Record<string, string>>
  readonly port?: number
}

export async function startIngest(setup: IngestSetup): Promise<IngestServer> {
  const where = { url: setup.redisUrl, site: setup.site }
  const log = createLog(where)
  const rejected = createRejectedStore(where)
  const meter = recordingMeter()
  const now = setup.now ?? Date.now
  const counts = createFeedCounts({
    instance: 'test',
    appendSystem: log.appendSystem,
    now,
    onFault: (error) => meter.faults.push(error),
    everyMs: 50,
  })
  const handler = createIngest({
    append: log.append,
    keepRejected: rejected.keep,
    authenticate: (token) => (Object.hasOwn(setup.tokens, token) ? { feed: setup.tokens[token]! } : null),
    withCustomer: (event: AnyEvent) => event,
    now,
    counts,
    meter,
    ...setup,
  })
  const server: Server = createServer((req, res) => void handler(req, res))
  // As the server has it: on a loaded machine a client pauses longer than Node's 5 s, and meets a closed connection.
  server.keepAliveTimeout = 65_000
  await new Promise<void>((done) => server.listen(setup.port ?? 0, '127.0.0.1', done))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/v1/events`,
    log,
    rejected,
    meter,
    async stop() {
      server.closeAllConnections()
      await new Promise((done) => server.close(done))
      await counts.close()
      log.close()
      rejected.close()
    },
  }
}

function recordingMeter() {
  const faults: Error[] = []
  const statuses: number[] = []
  return {
    faults,
    statuses,
    answered: (status: number) => void statuses.push(status),
    events: () => {},
    fault: (error: Error) => void faults.push(error),
  }
}
