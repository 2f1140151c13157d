import { setTimeout as wait } from 'node:timers/promises'
import { createFloor } from '#core/floor/create-floor.ts'
import type { Floor } from '#core/floor/floor.ts'
import { type AmiServer, startAmiServer } from '#scripts/replay-ami/ami-server.ts'
import { TIMING } from '#server/connectors/asterisk/timing.ts'
import { type ActService, createActService } from '#server/pbx-actions/act-service.ts'
import { createActsOnce } from '#store/acts-once.ts'
import { createDialledNumbers } from '#store/dialled-numbers.ts'
import { createLog } from '#store/log.ts'
import { createDatabase } from '#store/postgres/database.ts'
import { createEventArchive, type EventArchive } from '#store/postgres/event-archive.ts'
import { migrate } from '#store/postgres/migrate.ts'
import { runArchiver } from '#workers/archiver.ts'
import { startPostgres } from '../postgres.ts'
import { startRedis } from '../redis.ts'
import { runConnectors } from '../run-connectors.ts'
import { type HourSite, hourSite, PBX_FEED } from './hour-site.ts'

/** A PBX, the server's way from it to the floor, what is pressed on the way back, and the archive. Begins cut off. */
export interface HourFloor extends HourSite {
  readonly server: AmiServer
  readonly floor: Floor
  readonly service: ActService
  readonly archive: Pick<EventArchive, 'read'>
  /** Actions at which the PBX ends the connection, having done them. */
  readonly cuts: string[]
  /** What went wrong by itself. */
  readonly faults: readonly string[]
  now(): number
  /** The next second begins: at once where time is compressed, else when it is there. */
  nextSecond(): Promise<void>
  /** Lets what was asked and played come to us: read, written and folded, as far as that takes no more than a second. */
  heard(): Promise<void>
  readonly isLive: boolean
  /** The connection is cut, and no other taken until `accept`. */
  cut(): void
  accept(): void
  /** All that was told is in the archive. */
  archived(): Promise<void>
  stop(): Promise<void>
}

/** What the PBX says may take until it stands on the floor, real ms. */
export const MOST_LATE_MS = 1_000
/** A pause in several queues is told as one. */
const SETTLES_MS = 150

export interface HourFloorOptions {
  readonly agents: number
  /** So many seconds are to be lived as soon as the one before was compared; null: in real time. */
  readonly compressedSec: number | null
}

export async function startHourFloor({ agents, compressedSec }: HourFloorOptions): Promise<HourFloor> {
  const [redis, postgres] = await Promise.all([startRedis(), startPostgres()])
  const cuts: string[] = []
  const faults: string[] = []
  const onFault = (error: Error) => void faults.push(error.message)
  let at = Math.floor(Date.now() / 1_000) * 1_000 - (compressedSec ?? 0) * 1_000
  const isCompressed = compressedSec !== null
  const now = () => (isCompressed ? at : Date.now())
  const server = await startAmiServer({ secret: null, startsAt: at, acts: { cuts } })
  // Whoever connects is told who is in which queue: nobody may before the PBX knows it.
  server.cut()
  const found = hourSite(server.port, agents)
  const { site } = found
  const log = createLog({ url: redis.url, site: site.site.id })
  const timing = { ...TIMING, firstDelayMs: 1, maxDelayMs: 4, closedPortDelayMs: 4 }
  const connectors = runConnectors({ redisUrl: redis.url, log, site, now, timing })
  const database = createDatabase(postgres.url)
  await migrate(database)
  const archive = createEventArchive(database, site.site.id)
  const archiving = new AbortController()
  const onTrouble = (error: Error | null) => {
    if (error !== null) onFault(error)
  }
  const archiver = runArchiver({ log, archive, covered: async () => null, onTrouble }, archiving.signal)
  const once = createActsOnce({ url: redis.url, site: site.site.id, onFault })
  const dialled = createDialledNumbers({ url: redis.url, site: site.site.id })
  const away = { ok: false, code: 'unreachable', message: 'not connected' } as const
  const service = createActService({
    ask: async (feed, order) => connectors.act(feed, order) ?? away,
    audit: async () => {},
    ...{ once: once.once, numbers: dialled, onFault },
  })
  const floor = createFloor({ site })
  /** Messages of connections before this one. */
  let before = 0
  let isOpen = false

  const health = () => connectors.health()[0]
  const isRead = () =>
    (health()?.counts.get('messages') ?? 0) - before === server.written && health()?.waiting === 0

  async function fold(): Promise<void> {
    for (;;) {
      const entries = await log.read(floor.pos, 1_000)
      if (entries.length === 0) break
      for (const entry of entries) floor.apply(entry)
    }
    floor.advance(now())
    floor.settle()
  }

  let began = 0
  let seconds = 0
  return {
    ...{ ...found, server, floor, service, archive, cuts, faults, now },
    async nextSecond() {
      if (isCompressed) at = Math.ceil((at + 1) / 1_000) * 1_000
      else {
        if (seconds === 0) began = performance.now()
        await wait(Math.max(0, began + seconds * 1_000 - performance.now()))
        seconds++
      }
    },
    async heard() {
      if (isCompressed) {
        at += SETTLES_MS
        // Time passes for a connector with what it hears.
        server.play({ at, raw: 'Event: Tick\r\n\r\n' })
      } else await wait(SETTLES_MS)
      const until = performance.now() + MOST_LATE_MS
      while (isOpen && !isRead() && performance.now() < until) await wait(1)
      await fold()
    },
    get isLive() {
      return isOpen && floor.row('feed', PBX_FEED)?.state === 'live'
    },
    cut() {
      isOpen = false
      server.cut()
    },
    accept() {
      before = health()?.counts.get('messages') ?? 0
      isOpen = true
      server.accept()
    },
    async archived() {
      while ((await archive.position()) !== (await log.last())) await wait(20)
    },
    async stop() {
      archiving.abort()
      await archiver
      await connectors.stop()
      once.close()
      dialled.close()
      log.close()
      await database.destroy()
      await Promise.all([server.stop(), redis.stop(), postgres.stop()])
    },
  }
}
