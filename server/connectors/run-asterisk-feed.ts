import type { FeedConfig } from '#core/site/site-schema.ts'
import { LogFenced } from '#store/log-error.ts'
import type { Fence } from '#store/redis/appender.ts'
import type { ClientState } from './asterisk/client.ts'
import { type Connector, createAsteriskConnector } from './asterisk/connector.ts'
import type { FeedEvent } from './asterisk/mapping/mapping.ts'
import { createPbxNames } from './asterisk/mapping/names.ts'
import { openFloorOf } from './asterisk/open-floor.ts'
import type { ConnectorsContext, RunningFeed } from './create-connectors.ts'
import { createDelivery, type Delivery } from './delivery.ts'
import { createEventWriter } from './event-writer.ts'

const DEFAULT_PORT = 5038
/** Events that may wait to be written before the PBX is made to wait: some minutes of a large floor. */
const DELIVERY_LIMIT = 20_000
const LAST_WORDS_MS = 3_000

interface Run {
  readonly connector: Connector
  readonly delivery: Delivery<FeedEvent>
}

/** Connects to one Asterisk for as long as this server holds the feed's lease. */
export function runAsteriskFeed(feed: FeedConfig, context: ConnectorsContext): RunningFeed {
  const { log } = context
  let run: Run | null = null
  let holding: Fence | null = null
  let state: ClientState | { readonly is: 'standby' } = { is: 'standby' }

  async function takeOver(fence: Fence): Promise<void> {
    holding = fence
    const floor = await context.caughtUpFloor()
    // Lost again, or stopped, while the floor caught up.
    if (holding !== fence) return
    const { id, host, port = DEFAULT_PORT, username } = feed
    if (host === undefined || username === undefined) {
      log.warn({ feed: feed.id }, 'an asterisk feed needs host and username')
      return
    }
    const delivery = deliveryOf(fence)
    const connector = createAsteriskConnector(
      { id, host, port, username, secret: () => context.secretOf(id) },
      {
        names: createPbxNames(feed.id, feed.queues ?? {}, feed.agents ?? {}, feed.exits ?? {}),
        open: openFloorOf(floor, feed.id),
        now: context.now,
        waitMs: context.waitMs,
        deliver: (events) => delivery.push(events),
        isFull: () => delivery.full,
        onState: tellState,
      },
    )
    run = { connector, delivery }
  }

  function deliveryOf(fence: Fence): Delivery<FeedEvent> {
    const write = createEventWriter({
      ...context,
      feed: feed.id,
      append: (events, at) => context.append(events, at, fence),
      onWritten: (outcome, count) => context.meter.events(feed.id, outcome, count),
    })
    return createDelivery<FeedEvent>({
      write,
      limit: DELIVERY_LIMIT,
      onRoom: () => run?.connector.roomAgain(),
      onFault(error) {
        // The lease says so itself within a second.
        if (!(error instanceof LogFenced)) log.warn({ feed: feed.id, err: error }, 'the log is away')
      },
    })
  }

  function tellState(next: ClientState): void {
    state = next
    const about = { feed: feed.id, state: next.is, ...('why' in next ? { why: next.why } : {}) }
    if (next.is === 'waiting') log.warn({ ...about, detail: next.detail }, 'no connection to Asterisk')
    else if (next.is === 'connected') log.info(about, 'connected to Asterisk')
  }

  function giveUp(): void {
    holding = null
    run?.connector.stop()
    run?.delivery.stop()
    run = null
    state = { is: 'standby' }
  }

  const lease = context.holdLease(`connector:${feed.id}`, {
    acquired(fence) {
      takeOver(fence).catch((error: Error) => log.warn({ feed: feed.id, err: error }, 'taking over failed'))
    },
    lost: giveUp,
  })

  return {
    health: () => ({
      feed: feed.id,
      state: state.is,
      why: state.is === 'waiting' ? state.why : null,
      waiting: run?.delivery.waiting ?? 0,
      counts: run?.connector.counts() ?? new Map(),
    }),
    async stop() {
      const last = run
      holding = null
      last?.connector.stop()
      // What was told is written still, if the log is there.
      if (last !== null) await Promise.race([last.delivery.idle(), pause(LAST_WORDS_MS)])
      last?.delivery.stop()
      run = null
      await lease.stop()
    },
  }
}

function pause(ms: number): Promise<void> {
  return new Promise((done) => setTimeout(done, ms).unref())
}
