import { type AmiClient, type ClientState, createAmiClient } from './client.ts'
import { createAsteriskMapper } from './map.ts'
import type { FeedEvent } from './mapping/mapping.ts'
import type { PbxNames } from './mapping/names.ts'
import type { OpenFloor } from './mapping/recall.ts'
import { type ClientTiming, TIMING } from './timing.ts'

export interface AsteriskFeed {
  readonly id: string
  readonly host: string
  readonly port: number
  readonly username: string
  readonly secret: () => Promise<string | null>
}

export interface ConnectorContext {
  readonly names: PbxNames
  /** What an earlier run left open on the floor. */
  readonly open: OpenFloor
  readonly now: () => number
  /** Real milliseconds until the site's clock shows an instant. */
  readonly waitMs: (instant: number) => number
  /** Takes events on their way into the log. */
  readonly deliver: (events: readonly FeedEvent[]) => void
  /** True while so much waits to be delivered that the PBX must wait too. */
  readonly isFull: () => boolean
  readonly onState: (state: ClientState) => void
  readonly random?: () => number
  readonly timing?: ClientTiming
}

export interface Connector {
  /** Ends the connection; what it had told is delivered still. */
  stop(): void
  /** Delivery has room again. */
  roomAgain(): void
  /** Totals since the start: `messages`, `lost`, `ignored`, `joined_in_gap`, bad lines by their reason … */
  counts(): ReadonlyMap<string, number>
}

/** An answer to a ping needs some ms; nothing is asked more often. */
const LEAST_WAIT_MS = 50

/** One Asterisk as a feed: its AMI connection, what its messages mean, and the way into the log. */
export function createAsteriskConnector(feed: AsteriskFeed, context: ConnectorContext): Connector {
  const timing = context.timing ?? TIMING
  const mapper = createAsteriskMapper(feed.id, context.names, context.open)
  let timer: NodeJS.Timeout | undefined
  const bad = new Map<string, number>()
  let stopped = false

  function flush(): void {
    const events = mapper.takeEvents()
    if (events.length > 0) context.deliver(events)
    if (context.isFull()) client.pause()
    if (mapper.takeDisagreement()) client.resync()
    for (const queue of mapper.takeUnlisted()) client.askQueue(queue)
    schedule()
  }

  function schedule(): void {
    clearTimeout(timer)
    if (stopped) return
    const settles = mapper.nextInstant()
    const decides = mapper.decidesAt()
    const next = Math.min(settles ?? Infinity, decides ?? Infinity)
    if (next === Infinity) return
    timer = setTimeout(passTime, Math.max(LEAST_WAIT_MS, context.waitMs(next)))
  }

  function passTime(): void {
    const now = context.now()
    mapper.advance(now)
    const decides = mapper.decidesAt()
    if (decides !== null && decides <= now) client.ping()
    flush()
  }

  const client: AmiClient = createAmiClient({
    ...feed,
    timing,
    random: context.random ?? Math.random,
    onConnected: () => mapper.connected(),
    onDisconnected() {
      mapper.disconnected(context.now())
      flush()
    },
    onMessage(message) {
      mapper.receive(message, context.now())
      flush()
    },
    onBad: (reason) => void bad.set(reason, (bad.get(reason) ?? 0) + 1),
    onState: context.onState,
  })
  const summaries = setInterval(() => client.askSummary(), timing.summaryMs)

  return {
    roomAgain: () => client.resume(),
    counts: () => new Map([...mapper.counts, ...bad]),
    stop() {
      stopped = true
      clearInterval(summaries)
      client.stop()
      flush()
    },
  }
}
