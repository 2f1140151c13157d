import type { Target } from '#core/alerts/targets/target-schema.ts'
import type { TargetSecrets } from '#core/alerts/targets/target-secrets.ts'
import type { AnyEvent } from '#core/event/event.ts'
import type { ContactMethod, Notification } from '#core/notify/notification.ts'
import type { Channels } from '../channels/channel.ts'
import type { WordsContext } from '../words/words.ts'
import type { RenewedClaims } from './renew-claims.ts'

/** What delivery needs of the set of the site file in force. */
export interface DeliverySite extends Pick<WordsContext, 'siteName' | 'timezone' | 'nameOf'> {
  readonly targets: ReadonlyMap<string, Target>
  readonly secrets: ReadonlyMap<string, TargetSecrets>
}

/** What the sending of tellings needs of the rest. */
export interface DeliveryContext extends Pick<WordsContext, 'publicUrl' | 'ackLink' | 'departmentLink'> {
  readonly claims: RenewedClaims
  readonly channels: Channels
  readonly site: () => Promise<DeliverySite>
  /**
   * The telling as it is to be said now, by all that the log holds: changed where things have changed, null where its
   * cause is gone or somebody has it.
   */
  readonly stillWanted: (notification: Notification) => Promise<Notification | null>
  /** Writes to the log; fails with `LogUnavailable` while it is away. */
  readonly append: (events: readonly AnyEvent[]) => Promise<unknown>
  /** The site's clock. */
  readonly now: () => number
  readonly random: () => number
  /** A line began to fail again and again. */
  readonly onFailing: (lane: string, reason: string) => Promise<void>
  /** Nobody is reached on a way any more. */
  readonly onGone: (method: ContactMethod, reason: string) => Promise<void>
  /** A fault of ours, not of the other side. */
  readonly onFault: (error: Error) => void
  readonly stop: AbortSignal
}
