import type { ChannelKind } from '#core/event/channel-kinds.ts'

interface PersonalKind {
  /** What an address on it looks like. */
  readonly address: RegExp
  /** Whether the person types a code from a first message before anything else is sent there. */
  readonly proven: boolean
}

/**
 * The kinds of channel on which people have an address of their own. A robot's group is the site's, a browser's push
 * subscription names itself. An extension is inside the house and rings: it needs no code, and cannot show
 * one; so it must be one that is known (see known-extension.ts).
 */
export const personalKinds: Readonly<Partial<Record<ChannelKind, PersonalKind>>> = {
  mail: { address: /^[^\s@<>,;"]{1,64}@[^\s@<>,;"]{1,190}$/, proven: true },
  line: { address: /^U[0-9a-f]{32}$/, proven: true },
  feishu: { address: /^(ou|on)_[\w-]{8,64}$/, proven: true },
  slack: { address: /^[UW][A-Z0-9]{6,20}$/, proven: true },
  phone: { address: /^\d{2,10}$/, proven: false },
}
