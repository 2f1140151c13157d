import type { DialplanPosition } from './dialplan-position.ts'

/** An entity of which we tell: its id, and the time of its last event, so that no two of its events share one. */
export interface CallSubject {
  readonly id: string
  lastAt: number
}

/** A channel of which only an earlier run of the connector knew. */
export const UNKNOWN = ''

/** One stay in one queue. */
export interface PbxQueueEntry {
  /** What names this stay in the ids of its events. */
  readonly key: string
  readonly queue: string
  /** The channel that stands in the queue: the caller's own, or the half of a Local channel that was transferred. */
  readonly uniqueid: string
  /** That channel's name, by which the PBX is asked to move it; empty: not heard. */
  channel: string
  readonly joinedAt: number
  /** The connection in which it joined, or was last listed: since then every word about it was heard. */
  heardIn: number
  /** As the PBX last gave it; 0 is the usual one. */
  priority: number
  /** When the PBX first listed it in that connection; null if its joining was heard. */
  listedAt: number | null
  /** The dialplan's step that sent the caller there; null if only a list told of it. */
  dialplanPosition: DialplanPosition | null
  /** Ringing phones: by the agent leg's Uniqueid. */
  readonly offers: Map<string, RingingPhone>
  /** Phones that stopped ringing without a word of the queue, with the instant. */
  readonly calledOff: Map<string, { readonly agent: string; readonly at: number }>
}

export interface RingingPhone {
  readonly agent: string
  readonly at: number
  /** False where the phone was in use already, so that nobody was told. */
  readonly isEmitted: boolean
}

/** One agent's part in the talk. */
export interface PbxLeg {
  readonly key: string
  readonly agent: string
  /** The queue whose call it is; null after a transfer straight to a person. */
  readonly queue: string | null
  /** The caller's channel in it. */
  readonly uniqueid: string
  readonly startedAt: number
  held: boolean
}

export type EndedBy = 'customer' | 'agent' | 'system'

/** Where a caller is. What is not certain yet is a stage of its own, left when a later message or a deadline decides. */
export type CallStage =
  | { readonly is: 'apart' }
  | { readonly is: 'waiting'; readonly entry: PbxQueueEntry }
  /** Out of the queue: answered, given up, or sent away? `waitSec` is there if QueueCallerAbandon was. */
  | {
      readonly is: 'leaving'
      readonly entry: PbxQueueEntry
      readonly at: number
      readonly abandon: { readonly waitSec: number | null } | null
      /** The channel did something after it had left. */
      readonly goesOn: boolean
    }
  /** Rings at agents past every queue, or did: by their legs' Uniqueids. `mailbox`: where a message was left. */
  | {
      readonly is: 'direct'
      readonly rings: Map<string, string>
      readonly missedBy: string[]
      mailbox: string | null
    }
  | { readonly is: 'talking'; readonly leg: PbxLeg }
  /** The agent's part is over: is the call, or does it go on elsewhere? */
  | { readonly is: 'ending'; readonly leg: PbxLeg; readonly at: number; readonly by: EndedBy }
  /** Blindly transferred: where to? */
  | { readonly is: 'transferring'; readonly leg: PbxLeg; readonly at: number }

export interface PbxCall extends CallSubject {
  readonly uniqueid: string
  linkedid: string
  phone: string | undefined
  name: string | undefined
  /** The queue of the latest stay. */
  lastQueue: string | null
  /** Stays so far: numbers the next. */
  entries: number
  stage: CallStage
  /** Who was seen first to want the channel gone. */
  hangup: 'customer' | 'system' | null
  /** Other channels that speak for this caller. */
  readonly aliases: Set<string>
  /** Transferred, and answered by nobody since. */
  seekingAnswer: boolean
  /** The caller's own channel is gone; forgotten once nothing is open. */
  gone: boolean
  /** The stay that ended last, while it may become known that the caller left a message instead. */
  mayLeaveMessage: PbxQueueEntry | null
  /** Asked to be called back: in which queue, and at which number if it is another than the caller's own. */
  requestedCallback: { queue: string | null; phone: string | undefined } | null
  /** Last refused at the door of this queue. */
  refused: { readonly queue: string; readonly at: number } | null
}
