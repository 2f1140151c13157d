import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createFloor } from '#core/floor/create-floor.ts'
import { usualLimits } from '#core/site/limits.ts'
import { createClock } from '#platform/clock.ts'
import { trustNone } from '#platform/trusted-proxies.ts'
import type { Requester } from '#server/auth/requester.ts'
import { attachGateway } from '#server/gateway/attach-gateway.ts'
import { createFeedCounts } from '#server/ingest/feed-counts.ts'
import { createIngest } from '#server/ingest/ingest.ts'
import { createLiveFloor } from '#store/floor/live-floor.ts'
import { createLog } from '#store/log.ts'
import { createRejectedStore } from '#store/rejected.ts'

/** The bench asks how fast it is, which a feed's share would answer. */
const unbounded = {
  ...usualLimits,
  ...{ eventsPerSec: 1e9, eventsAtOnce: 1e9, bytesPerSec: 1e12, bytesAtOnce: 1e12, newPerMinute: 1e9 },
}

/** Ingest, floor and sockets as the server runs them, all in one process; only sign-in is left out. */
const where = { url: process.env.REDIS_URL!, site: 'bench' }
const log = createLog(where)
const clock = createClock({ kind: 'real' })
const fail = (error: Error) => {
  throw error
}
const ingest = createIngest({
  append: log.append,
  keepRejected: createRejectedStore(where).keep,
  authenticate: (token) => (token === 'bench' ? { feed: 'bench' } : null),
  withCustomer: (event) => event,
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
const supervisor: Requester = {
  identity: { kind: 'token', name: 'bench', role: 'supervisor', agent: null },
  credential: { kind: 'token', id: 'bench' },
  byCookie: false,
  first: null,
  since: null,
}
const server = createServer((req, res) => void ingest(req, res))
const gateway = attachGateway(server, {
  callers: { identify: async () => supervisor, ended: async () => [], onEnded: () => {} },
  append: log.append,
  isWritten: log.isWritten,
  now: Date.now,
  hosts: { has: () => true, hasOrigin: () => true },
  isTrustedProxy: trustNone,
  live: () => floor.live,
  pass: () => floor.pass(),
  recordUnmasked: async () => {},
  archivedIdentity: undefined,
  security: { tokenRefused: () => 0, accessRefused: () => {} },
  onFault: fail,
})
const floor = createLiveFloor({
  createFloor: () => createFloor(),
  log,
  clock,
  onFolded: () => gateway.folded(floor.floor.takeChanged()),
  onFault: fail,
  onFailed: fail,
})
await floor.start()
gateway.open(floor.floor)
server.listen(0, '127.0.0.1', () => console.log((server.address() as AddressInfo).port))
