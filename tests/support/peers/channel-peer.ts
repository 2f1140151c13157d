import type { ChannelKind } from '#core/event/channel-kinds.ts'

/** What the other side of a channel can be told to do. */
export type PeerMode =
  | 'accept'
  /** It has a fault of its own: 500, 451, a PBX that nobody can reach. */
  | 'fault'
  /** It wants to be left alone for seven seconds. */
  | 'limited'
  /** It takes no such message. */
  | 'refuse'
  /** It says 200, and inside that it refused. */
  | 'refuse inside'
  | 'reset'
  | 'hang'
  | 'drip'
  | 'flood'
  | 'redirect'

/** The other side of a channel, real as far as the channel can see. */
export interface ChannelPeer {
  readonly name: string
  readonly kind: ChannelKind
  /** As `alerts.targets` of a site file has it; null where the channel needs none. */
  readonly target: Readonly<Record<string, unknown>> | null
  readonly address: string | null
  /** The ways in which it can fail. */
  readonly modes: readonly PeerMode[]
  behave(mode: PeerMode): void
  /** What its readers have read, the oldest first: all texts and links of a message. */
  read(): readonly string[]
  /** The bodies of the requests that carried a message, as they came. */
  bodies(): readonly string[]
  /** How many requests came in, taken or not. */
  asked(): number
  stop(): Promise<void>
}
