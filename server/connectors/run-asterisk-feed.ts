import type { AnyEvent } from '#core/event/event.ts'
import { dialPlanOf } from '#core/site/dial-plan.ts'
import { usualLimits } from '#core/site/limits.ts'
import type { FeedConfig } from '#core/site/site-schema.ts'
import { amiAddressOf } from '#protocols/ami/connect.ts'
import { LogFenced } from '#store/log-error.ts'
import type { Fence } from '#store/redis/appender.ts'
import type { ClientState } from './asterisk/client.ts'
import { type Connector, createAsteriskConnector } from './asterisk/connector.ts'
import type { FeedEvent } from './asterisk/mapping/mapper-state.ts'
import { createPbxNames } from './asterisk/mapping/names.ts'
import { openFloorOf } from './asterisk/open-floor.ts'
import { rightsOf } from './asterisk/rights-watch.ts'
import type { ConnectorsContext, RunningFeed } from './connectors-context.ts'
import { createDelivery, type Delivery } from './delivery.ts'
import { createEventWriter, type SystemEvent, withSystemEvents } from './event-writer.ts'
import { createOutageWords } from './outage-words.ts'
import { createReportEvents } from './report-event.ts'

/** Events that may wait to be written before the PBX is made to wait: some minutes of a large floor. */
const DELIVERY_LIMIT = 20_000
const LAST_WORDS_MS = 3_000
/** So long a connection outlives a lost lease: a process that stood still gets it back and goes on where it was. */
const LEASE_BACK_MS = 10_000

type Sent = FeedEvent | SystemEvent

interface Run {
  readonly connector: Connector
  readonly delivery: Delivery<Sent>
  readonly inbox: { stop(): void } | undefined
}

/** Connects to one Asterisk for as long as this server holds the feed's lease. */
export function runAsteriskFeed(feed: FeedConfig, context: ConnectorsContext): RunningFeed {
  const { log } = context
  let run: Run | null = null
  let holding: Fence | null = null
  /** The lease that was held last. */
  let held: Fence | null = null
  let givingUp: NodeJS.Timeout | undefined
  let stopped = false
  let state: ClientState | { readonly is: 'standby' } = { is: 'standby' }
  const sayOutage = createOutageWords(feed.id, log)

  async function takeOver(fence: Fence): Promise<void> {
    const before = held
    holding = fence
    held = fence
    clearTimeout(givingUp)
    // Nobody held it in between: nothing was written by another, and the PBX was heard all the time.
    if (run !== null && before !== null && fence.after === before.number) return
    endRun()
    const floor = await context.caughtUpFloor()
    // Lost again, or stopped, while the floor caught up.
    if (holding !== fence || stopped) return
    const { id, username } = feed
    const address = amiAddressOf(feed)
    if (address === null || username === undefined) {
      log.warn({ feed: feed.id }, `feed ${feed.id}: an asterisk feed needs host and username`)
      return
    }
    const delivery = createFeedDelivery()
    const reportEvent = createReportEvents(id, context.now)
    const known = floor.row('feed', id)
    const heardUntil = known?.lastHeardAt ?? null
    const connector = createAsteriskConnector(
      {
        id,
        ...address,
        username,
        secret: () => context.secretOf(id),
        dial: dialPlanOf(feed),
      },
      {
        names: createPbxNames(feed.id, feed.queues ?? {}, feed.agents ?? {}, feed),
        open: openFloorOf(floor, feed.id),
        missing: rightsOf(known?.why ?? null),
        now: context.now,
        waitMs: context.waitMs,
        deliver(events) {
          delivery.push(events)
          recordListening(events)
        },
        report: (report) => delivery.push([{ system: reportEvent(report) }]),
        heardUntil: heardUntil === null ? null : Date.parse(heardUntil),
        isFull: () => delivery.full,
        ...(context.onFault === undefined ? {} : { onFault: context.onFault }),
        ...(context.timing === undefined ? {} : { timing: context.timing }),
        onState(next) {
          state = next
          sayOutage(next)
        },
      },
    )
    const inbox = context.serveActs?.(id, connector.act)
    run = { connector, delivery, inbox }
  }

  function createFeedDelivery(): Delivery<Sent> {
    // Without the lease nothing is written; what waits is tried again under the next one.
    const append = (events: readonly AnyEvent[], at: number) =>
      holding === null
        ? Promise.reject(new LogFenced('the lease is not held'))
        : context.append(events, at, holding)
    const write = createEventWriter({
      ...context,
      limits: context.limits ?? (() => usualLimits),
      feed: feed.id,
      append,
      onWritten: (outcome, count) => context.meter.events(feed.id, outcome, count),
    })
    return createDelivery<Sent>({
      write: withSystemEvents<FeedEvent>(write, (events) => append(events, context.now())),
      limit: DELIVERY_LIMIT,
      onRoom: () => run?.connector.roomAgain(),
      onFault(error) {
        // The lease says so itself within a second.
        if (!(error instanceof LogFenced))
          log.warn({ feed: feed.id, err: error }, `feed ${feed.id}: the log is away`)
      },
    })
  }

  /** Who began to listen to a talk stands in the audit. */
  function recordListening(events: readonly FeedEvent[]): void {
    for (const { type, subject, data } of events) {
      if (type !== 'contact.flagged' || data.kind !== 'listening') continue
      context
        .audit(`feed/${feed.id}`, 'pbx.listen', `contact/${subject}`, { by: data.by })
        .catch((error: Error) => context.onFault?.(error))
    }
  }

  function endRun(): void {
    run?.inbox?.stop()
    run?.connector.stop()
    run?.delivery.stop()
    run = null
    state = { is: 'standby' }
  }

  const lease = context.holdLease(`connector:${feed.id}`, {
    acquired(fence) {
      takeOver(fence).catch((error: Error) =>
        log.warn({ feed: feed.id, err: error }, `feed ${feed.id}: taking over failed`),
      )
    },
    lost() {
      holding = null
      givingUp = setTimeout(endRun, LEASE_BACK_MS)
    },
  })

  return {
    health: () => ({
      feed: feed.id,
      state: state.is,
      why: state.is === 'waiting' ? state.why : null,
      waiting: run?.delivery.waiting ?? 0,
      counts: run?.connector.counts() ?? new Map(),
    }),
    act: (order) => (run !== null && state.is === 'connected' ? run.connector.act(order) : null),
    async stop() {
      stopped = true
      const last = run
      last?.inbox?.stop()
      last?.connector.stop()
      // What was told is written still, if the log is there.
      if (last !== null) await Promise.race([last.delivery.idle(), pause(LAST_WORDS_MS)])
      holding = null
      last?.delivery.stop()
      run = null
      await lease.stop()
      clearTimeout(givingUp)
    },
  }
}

function pause(ms: number): Promise<void> {
  return new Promise((done) => setTimeout(done, ms).unref())
}
