import type { AmiMessage } from '#protocols/ami/message.ts'

/** From a sign-in until what is told of who waits and talks is known to be so: both lists read, and judged. */
export interface InitialSync {
  begin(): void
  read(message: AmiMessage, now: number): void
  /** A list that is not given cannot be waited for. */
  refused(action: string, now: number): void
  /** Whether it is over at `now`; `isOpen`: something about a caller is not decided yet. True once. */
  take(now: number, isOpen: boolean): boolean
  readonly isOn: boolean
}

const LISTS: Readonly<Record<string, string>> = {
  QueueStatusComplete: 'QueueStatus',
  CoreShowChannelsComplete: 'CoreShowChannels',
}
/** What a list contradicts is decided a second later, with the next message. */
const JUDGED_AFTER_MS = 1_000

export function createInitialSync(): InitialSync {
  let awaited: Set<string> | null = null
  let readAt: number | null = null

  function done(list: string | undefined, now: number): void {
    if (awaited === null || list === undefined || !awaited.delete(list)) return
    if (awaited.size === 0) readAt = now
  }

  return {
    begin() {
      awaited = new Set(Object.values(LISTS))
      readAt = null
    },
    read: (message, now) => done(LISTS[message.name], now),
    refused: done,
    take(now, isOpen) {
      if (readAt === null || (isOpen && now < readAt + JUDGED_AFTER_MS)) return false
      awaited = null
      readAt = null
      return true
    },
    get isOn() {
      return awaited !== null
    },
  }
}
