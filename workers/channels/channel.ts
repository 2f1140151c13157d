import type { TargetKind } from '#core/alerts/targets/target-kind.ts'
import type { Target, TargetOf } from '#core/alerts/targets/target-schema.ts'
import type { TargetSecrets } from '#core/alerts/targets/target-secrets.ts'
import type { ChannelKind } from '#core/event/channel-kinds.ts'
import type { Notification } from '#core/notify/notification.ts'
import type { Words } from '../words/words.ts'

/** One message on its way out. */
export interface Dispatch<Kind extends ChannelKind = ChannelKind> {
  readonly notification: Notification
  /** What it says, in the language of whom it is for. */
  readonly words: Words
  /** Null where the channel needs none. */
  readonly target: Kind extends TargetKind ? TargetOf<Kind> : Target | null
  readonly secrets: TargetSecrets
  /** What the conversation's earlier message to this address left to be edited or followed; null: it is the first. */
  readonly earlier: string | null
}

/** How it ended. Reasons are for administrators: what failed, without addresses of people. */
export type Sent =
  | {
      readonly is: 'sent'
      /** The earlier message was changed; no new one was sent. */
      readonly edited: boolean
      /** What the conversation's next message needs to edit this one or to follow it. */
      readonly receipt: string | null
    }
  /** It may work later. `maybe`: it may have arrived all the same. */
  | {
      readonly is: 'failed'
      readonly reason: string
      readonly maybe: boolean
      /** The service asked to be left alone for so long. */
      readonly retryAfterMs: number | null
      /** Only this address was asked to wait: others of the target belong to other services. */
      readonly apart?: true
      /** Nobody knows whether it can work: so often it is tried, and nobody waits for it. */
      readonly attempts?: number
    }
  /** It would fail again until somebody changes something. */
  | { readonly is: 'refused'; readonly reason: string; readonly where: Where }

/** Where it is that a message fails. */
export type Where =
  /** At the target: everything through it does. */
  | 'target'
  /** Its reader did not answer. */
  | 'reader'
  /** Nobody is there any more. */
  | 'gone'
  /** It is this message that is not taken. */
  | 'message'
  /** It is longer than the service takes. */
  | 'length'
  /** The target has sent what it may in this month. */
  | 'quota'

/** One way of sending. It never throws for what the other side does, and gives up by itself within some seconds. */
export interface DeliveryChannel<Kind extends ChannelKind = ChannelKind> {
  readonly kind: Kind
  /** How long a message by a target may take, where that is longer than others take. */
  readonly longestMs?: (target: Dispatch<Kind>['target']) => number
  send(dispatch: Dispatch<Kind>): Promise<Sent>
}

export type Channels = { readonly [Kind in ChannelKind]: DeliveryChannel<Kind> }

export type Refused = Extract<Sent, { is: 'refused' }>
export type Failed = Extract<Sent, { is: 'failed' }>
export type NotSent = Exclude<Sent, { is: 'sent' }>

export const sent = (receipt: string | null = null, edited = false): Sent => ({ is: 'sent', edited, receipt })
export const refused = (reason: string, where: Where = 'target'): Refused => ({
  is: 'refused',
  reason,
  where,
})
export const failed = (reason: string, retryAfterMs: number | null = null, maybe = false): Failed => ({
  is: 'failed',
  reason,
  maybe,
  retryAfterMs,
})
