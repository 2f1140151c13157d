/** Messages in mailboxes that stand for callbacks, oldest first. */
export interface Mailboxes {
  /** A caller left a message, and is to be called back. */
  left(mailbox: string, callback: string): void
  /** So many are new now: gives the callbacks of those that were heard. */
  heard(mailbox: string, fresh: number): string[]
}

/** A mailbox has no more that are still known. */
const MOST = 100

export function createMailboxes(): Mailboxes {
  const boxes = new Map<string, string[]>()
  return {
    left(mailbox, callback) {
      const box = boxes.get(mailbox) ?? []
      box.push(callback)
      boxes.set(mailbox, box.slice(-MOST))
    },
    heard(mailbox, fresh) {
      const box = boxes.get(mailbox) ?? []
      // Messages of before we listened lie beneath: as many as are new may be ours.
      const gone = box.splice(0, Math.max(0, box.length - fresh))
      if (box.length === 0) boxes.delete(mailbox)
      return gone
    },
  }
}
