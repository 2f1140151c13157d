import type { AnyEvent } from '#core/event/event.ts'
import type { Floor } from '#core/floor/floor.ts'
import type { ActAnswer, ActOrder } from '#core/pbx-actions/act-request.ts'
import type { AppendOutcome, Fence } from '#store/redis/appender.ts'
import type { RefusedOriginal } from '#store/rejected.ts'
import type { Audit } from '../audit.ts'
import type { LimitWatch } from '../metrics/limit-watch.ts'
import type { ClientTiming } from './asterisk/timing.ts'
import type { EventWriterOptions } from './event-writer.ts'
import type { FeedThrottle } from './feed-throttle.ts'

/** What the connectors of a server need of the rest. */
export interface ConnectorsContext {
  readonly now: () => number
  /** Real milliseconds until the site's clock shows an instant. */
  readonly waitMs: (instant: number) => number
  /** The floor once it has folded everything that is in the log at the call. */
  readonly caughtUpFloor: () => Promise<Pick<Floor, 'ids' | 'row' | 'eventsOf'>>
  /** Writes under a lease; rejects with `LogFenced` when another holds it. */
  readonly append: (events: readonly AnyEvent[], at: number, fence: Fence) => Promise<AppendOutcome[]>
  readonly keepRejected: (feed: string, refused: readonly RefusedOriginal[]) => Promise<void>
  readonly withCustomer: (event: AnyEvent) => AnyEvent
  /** Holds a lease for as long as this process lives, so that of all servers one connects. */
  readonly holdLease: (
    name: string,
    on: { readonly acquired: (fence: Fence) => void; readonly lost: () => void },
  ) => { stop(): Promise<void> }
  /** The PBX account's password of a feed; null if the site file gave none. */
  readonly secretOf: (feed: string) => Promise<string | null>
  /** Answers what other servers ask of a PBX that this one is connected to. */
  readonly serveActs?: (feed: string, act: (order: ActOrder) => Promise<ActAnswer>) => { stop(): void }
  /** Writes what happened into the audit. */
  readonly audit: Audit
  readonly meter: ConnectorMeter
  readonly throttle?: FeedThrottle
  readonly admission?: EventWriterOptions['admission']
  readonly limits?: EventWriterOptions['limits']
  readonly limitWatch?: Pick<LimitWatch, 'met'>
  readonly log: ConnectorLog
  /** A fault of ours, over something that a PBX said. */
  readonly onFault?: (error: Error) => void
  /** The connections' own times, if they are to be others. */
  readonly timing?: ClientTiming
}

export interface ConnectorMeter {
  events(feed: string, outcome: AppendOutcome | 'rejected', count: number): void
}

export interface ConnectorLog {
  info(data: object, message: string): void
  warn(data: object, message: string): void
}

/** How one connector does; `counts` are totals since this server took it over. */
export interface ConnectorHealth {
  readonly feed: string
  readonly state: 'standby' | 'connecting' | 'signing_in' | 'connected' | 'waiting' | 'stopped'
  readonly why: string | null
  /** Events on their way into the log. */
  readonly waiting: number
  readonly counts: ReadonlyMap<string, number>
}

export interface RunningFeed {
  /** Asks the PBX to act; null: this server is not connected to it. */
  act(order: ActOrder): Promise<ActAnswer> | null
  health(): ConnectorHealth
  stop(): Promise<void>
}
