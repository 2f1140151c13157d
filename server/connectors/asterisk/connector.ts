import type { ActAnswer, ActOrder } from '#core/pbx-actions/act-request.ts'
import type { AmiAddress } from '#protocols/ami/connect.ts'
import { headerNumber } from '#protocols/ami/message.ts'
import { ActionRefused } from '#protocols/ami/write.ts'
import { createActing } from './acts/acting.ts'
import type { DialOptions } from './acts/plan-dial.ts'
import { createAsteriskMapper } from './asterisk-mapper.ts'
import { type AmiClient, type ClientState, createAmiClient } from './client.ts'
import { createEntryQueues } from './entry-queues.ts'
import { createStatusReporter, type FeedStatus, outageCode } from './feed-status.ts'
import { createGapCounter } from './gap-counter.ts'
import { createInitialSync } from './initial-sync.ts'
import { createLagMeter } from './lag-meter.ts'
import type { FeedEvent } from './mapping/mapper-state.ts'
import type { PbxNames } from './mapping/names.ts'
import type { OpenFloor } from './mapping/restore-open-calls.ts'
import { createRightsWatch, type Right } from './rights-watch.ts'
import { type ClientTiming, TIMING } from './timing.ts'

export interface AsteriskFeed extends AmiAddress {
  readonly id: string
  readonly username: string
  readonly secret: () => Promise<string | null>
  readonly dial?: DialOptions | undefined
}

/** What is to be said of the feed itself. */
export type FeedReport =
  | ({ readonly of: 'state' } & FeedStatus)
  | {
      readonly of: 'gap'
      /** ms */
      readonly from: number
      readonly to: number
      /** Calls that ended unseen, by queue; null: it cannot be told. */
      readonly calls: Record<string, number> | null
    }

export interface ConnectorContext {
  readonly names: PbxNames
  /** What an earlier run left open on the floor. */
  readonly open: OpenFloor
  readonly now: () => number
  /** Rights that the account lacked when it was last connected. */
  readonly missing?: readonly Right[]
  /** Real milliseconds until the site's clock shows an instant. */
  readonly waitMs: (instant: number) => number
  /** Takes events on their way into the log. */
  readonly deliver: (events: readonly FeedEvent[]) => void
  /** Told, in order with what is delivered, how the feed itself stands. */
  readonly report?: (report: FeedReport) => void
  /** Up to when an earlier run heard the feed, ms; null: never. */
  readonly heardUntil?: number | null
  /** True while so much waits to be delivered that the PBX must wait too. */
  readonly isFull: () => boolean
  readonly onState: (state: ClientState) => void
  /** A fault of ours, over something that the PBX said; told of the first, and then once in a while. */
  readonly onFault?: (error: Error) => void
  readonly random?: () => number
  readonly timing?: ClientTiming
}

export interface Connector {
  /** Ends the connection; what it had told is delivered still. */
  stop(): void
  /** Asks the PBX to act; what it then does comes as its own events. */
  act(order: ActOrder): Promise<ActAnswer>
  /** Delivery has room again. */
  roomAgain(): void
  /** Totals since the start: `messages`, `lost`, `ignored`, `joined_in_gap`, bad lines by their reason … */
  counts(): ReadonlyMap<string, number>
}

const FAULT_SAID_EVERY_MS = 60_000
const MAILBOX_MS = 5_000

/** An answer to a ping needs some ms; nothing is asked more often. */
const LEAST_WAIT_MS = 50

/** One Asterisk as a feed: its AMI connection, what its messages mean, and the way into the log. */
export function createAsteriskConnector(feed: AsteriskFeed, context: ConnectorContext): Connector {
  const { names, now, open } = context
  const timing = context.timing ?? TIMING
  const mapper = createAsteriskMapper(feed.id, names, open)
  const settling = createInitialSync()
  const acting = createActing(mapper.mapping, () => client, {
    ...{ now, changed: () => reportStatus(now()), dial: feed.dial },
  })
  const rights = createRightsWatch(context.missing)
  const lag = createLagMeter()
  const gaps = createGapCounter((queue) => names.queueId(queue))
  const queues = createEntryQueues(open)
  const status = createStatusReporter((next) => context.report?.({ of: 'state', ...next }))
  let timer: NodeJS.Timeout | undefined
  const bad = new Map<string, number>()
  let stopped = false
  let lastReadAt = context.heardUntil ?? null
  /** Since when nothing is known, ms; null: all is read. */
  let gapFrom = context.heardUntil ?? null

  function flush(): void {
    const events = mapper.takeEvents()
    for (const event of events) {
      const lostFrom = queues.read(event)
      if (lostFrom !== null) gaps.lost(lostFrom, event.subject.slice(feed.id.length + 1))
    }
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

  let faultSaidAt = Number.NEGATIVE_INFINITY
  /** What one message makes us fail at must end neither the process nor the stream: it is left out, and counted. */
  function guarded(run: () => void): void {
    try {
      run()
    } catch (error) {
      bad.set('fault', (bad.get('fault') ?? 0) + 1)
      if (performance.now() - faultSaidAt < FAULT_SAID_EVERY_MS) return
      faultSaidAt = performance.now()
      context.onFault?.(new Error(`feed ${feed.id}: a message was left out`, { cause: error }))
    }
  }

  function passTime(): void {
    guarded(() => {
      const at = now()
      mapper.advance(at)
      const decides = mapper.decidesAt()
      if (decides !== null && decides <= at) client.ping()
      flush()
    })
  }

  /** Who listened to a message while nobody heard the PBX is said by the number of those that are new. */
  async function askMailboxes(): Promise<void> {
    for (const mailbox of mapper.mapping.mailboxes.names()) {
      const fresh = await newMessagesIn(mailbox)
      if (fresh === null) continue
      guarded(() => {
        mapper.mailboxCounted(mailbox, fresh, now())
        flush()
      })
    }
  }

  /** Null: the PBX does not say. */
  async function newMessagesIn(mailbox: string): Promise<number | null> {
    try {
      const reply = await client.request('MailboxCount', { Mailbox: mailbox }, MAILBOX_MS)
      if (reply.is !== 'answered' || reply.message.name === 'Error') return null
      const fresh = headerNumber(reply.message, 'NewMessages')
      return fresh === null ? null : fresh + (headerNumber(reply.message, 'UrgMessages') ?? 0)
    } catch (error) {
      // A name that would break out of its line is none that can be asked for.
      if (!(error instanceof ActionRefused)) throw error
      return null
    }
  }

  /** Says what the gap cost once everything that it lost is decided, and how the feed stands. */
  function reportStatus(at: number): void {
    if (settling.isOn) {
      if (!settling.take(at, mapper.decidesAt() !== null)) return
      const calls = gaps.take(at)
      if (gapFrom !== null) context.report?.({ of: 'gap', from: gapFrom, to: at, calls })
      gapFrom = null
      void askMailboxes()
    }
    const lagMs = lag.lagMs(at)
    status.live(at, {
      lagSec: lagMs === null ? null : Math.floor(lagMs / 1_000),
      missing: rights.missing(at),
      acts: acting.acts,
    })
  }

  const client: AmiClient = createAmiClient({
    ...feed,
    timing,
    random: context.random ?? Math.random,
    onConnected() {
      mapper.connected()
      settling.begin()
      rights.connected(now())
      void acting.connected()
    },
    onDisconnected() {
      const at = now()
      mapper.disconnected(at)
      acting.disconnected()
      // A connection that was cut before all was read leaves the gap as it was.
      if (!settling.isOn) {
        gapFrom = lastReadAt ?? at
        gaps.disconnected(gapFrom)
      }
      flush()
    },
    onMessage(message) {
      guarded(() => {
        const at = now()
        lag.read(message, at)
        rights.read(message, at)
        gaps.read(message)
        settling.read(message, at)
        lastReadAt = at
        mapper.receive(message, at)
        flush()
        reportStatus(at)
      })
    },
    onPing: () => lag.asked(now()),
    onRefused(action, text) {
      rights.refused(action, text)
      settling.refused(action, now())
    },
    onBad: (reason) => void bad.set(reason, (bad.get(reason) ?? 0) + 1),
    onState(state) {
      context.onState(state)
      if (state.is === 'waiting') status.down(outageCode(state), lastReadAt ?? now())
    },
  })
  const summaries = setInterval(() => client.askSummary(), timing.summaryMs)
  const unseen = setInterval(() => {
    if (rights.awaitsAgent) client.askQueues()
  }, timing.unseenMs)

  return {
    act: (order) => acting.act(order),
    roomAgain: () => client.resume(),
    counts: () => new Map([...mapper.counts, ...bad]),
    stop() {
      stopped = true
      clearInterval(summaries)
      clearInterval(unseen)
      client.stop()
      flush()
    },
  }
}
