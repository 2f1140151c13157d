/** What a message in a mailbox stands for: a callback that is asked for, or a caller who left a queue. */
export interface LeftMessage {
  readonly of: 'callback' | 'contact'
  readonly id: string
}

/** Messages in mailboxes, oldest first. */
export interface Mailboxes {
  /** A caller left a message, and is to be called back. */
  left(mailbox: string, message: LeftMessage): void
  /** So many are new now: gives those that were heard. */
  heard(mailbox: string, fresh: number): LeftMessage[]
  /** The mailboxes in which messages lie. */
  names(): string[]
}

/** A mailbox has no more that are still known. */
const MOST = 100

export function createMailboxes(): Mailboxes {
  const boxes = new Map<string, LeftMessage[]>()
  return {
    left(mailbox, message) {
      const box = boxes.get(mailbox) ?? []
      box.push(message)
      boxes.set(mailbox, box.slice(-MOST))
    },
    heard(mailbox, fresh) {
      const box = boxes.get(mailbox) ?? []
      // Messages of before we listened lie beneath: as many as are new may be ours.
      const gone = box.splice(0, Math.max(0, box.length - fresh))
      if (box.length === 0) boxes.delete(mailbox)
      return gone
    },
    names: () => [...boxes.keys()],
  }
}
