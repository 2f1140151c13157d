import type { ChannelKind } from '../event/channel-kinds.ts'
import type { MachineNote } from '../machine/machine-note.ts'
import type { Severity } from '../rows/row.ts'

/** One way to somebody: a kind of channel, the site's target of that kind if it needs one, and the address on it. */
export interface ContactMethod {
  readonly channel: ChannelKind
  /** Id in `alerts.targets` of the site file (a mail server, a robot, a PBX); null where the channel needs none. */
  readonly target: string | null
  /** An e-mail address, a LINE user id, an extension; null where the target is the address (a robot's group). */
  readonly address: string | null
}

/** Who is told. */
export type Recipient =
  | { readonly is: 'person'; readonly id: string; readonly name: string; readonly language: string }
  | { readonly is: 'department'; readonly id: string; readonly name: string; readonly language: string }

/** One alert of a notification, without personal data of a customer. */
export interface NotifiedAlert {
  readonly alert: string
  readonly rule: string
  readonly severity: Severity
  readonly subject: string
  readonly case: string | null
  /** The rule's title, by language. */
  readonly title: Readonly<Record<string, string>>
  readonly team: string | null
  /** The queue of a call or a callback that has no case; none where it is gone, or of another kind. */
  readonly queue?: string
  readonly breached: boolean
  readonly raisedAt: number
  readonly dueAt: number | null
  /** What a colleague asks, in place of a rule's title. */
  readonly asks?: Asking
}

/** What a colleague asks of whoever is told, without personal data of a customer. */
export interface Asking {
  /** Name of who asks. */
  readonly who: string
  /** Seat or extension of who calls for a lead. */
  readonly place: string | null
  readonly sum: { readonly amount: number; readonly currency: string | null } | null
  /** What was typed, masked. */
  readonly text: string | null
}

/** How what was told of was settled: somebody has it, is on the way, has decided; or it is over. */
export interface NotificationOutcome {
  readonly is: 'taken' | 'coming' | 'granted' | 'refused' | 'over'
  /** Name of who did that; null: nobody is known. */
  readonly by: string | null
}

/**
 * One message to somebody on one way. Its `id` is made of what it is about, the step, the repetition, who and how, so
 * that the same thing is never told twice whoever asks for it. Instants are ms since 1970.
 */
export interface Notification {
  readonly id: string
  readonly kind:
    | 'alert'
    | 'digest'
    | 'resolved'
    | 'handoff'
    | 'assist'
    | 'approval'
    | 'given'
    | 'callback'
    | 'test'
    | 'trouble'
  /** What is told together and edited in place where the channel can: `case/<id>`, `alert/<id>`, `digest/<person>`, `handoff/<id>`, `assist/<id>`, `approval/<id>`, `given/<case>`, `callback/<id>`, `test/<id>`, `trouble/<line>`. */
  readonly conversation: string
  readonly to: Recipient
  readonly way: ContactMethod
  /** Ladder's step, from 0, and how often the ladder was repeated before. */
  readonly step: number
  readonly round: number
  /** The worst of `alerts`; of a hand-off and a test `info`. */
  readonly severity: Severity
  /** Worst first. A digest's may be shortened: `counts` has all. */
  readonly alerts: readonly NotifiedAlert[]
  readonly counts: Readonly<Record<Severity, number>>
  /** Instant from which it is due to be sent. */
  readonly at: number
  /**
   * True: changing the conversation's earlier message is enough, nobody is called upon anew. False: somebody is to look
   * again, also where nothing got worse (an acknowledgement ran out, a warning became a breach).
   */
  readonly quiet?: boolean
  /** Of kind `resolved`: what became of it, where its cause did not simply end. */
  readonly settled?: NotificationOutcome
  /** Of kind `test`: what its reader types into the settings page to show that it reached them. */
  readonly code?: string
  /** Of kind `trouble`: the way that fails (`dingtalk/<target>`), and what of. */
  readonly trouble?: { readonly line: string; readonly reason: string }
  /** Of kind `trouble`: what is the matter with the machine instead. */
  readonly machine?: MachineNote
}

/** What became of an attempt, as the log has it (`alert.told`, `alert.untold`). */
export type DeliveryOutcome =
  | {
      readonly is: 'told'
      /** An earlier message of the conversation was edited instead of a new one sent. */
      readonly edited: boolean
      /** An attempt before may have arrived: its worker was killed, or the other side did not answer in time. */
      readonly again: boolean
    }
  | {
      readonly is: 'failed'
      readonly reason: string
      /**
       * Nobody should wait for this way any longer: it was given up, or its target fails again and again. In the latter
       * case it is still tried, and may be told later.
       */
      readonly final: boolean
      readonly attempt: number
    }
  | { readonly is: 'dropped'; readonly reason: string }
