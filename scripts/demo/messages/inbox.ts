/** What the demo's people were sent, as their mail program or their group shows it. */
export interface ShownMessage {
  readonly id: number
  /** When it came, ms of the site since the script began. */
  readonly ms: number
  /** By which way it came; `sms`: to the customer's own telephone. */
  readonly way: 'mail' | 'sms' | ChatService
  readonly to: string
  readonly title: string
  readonly lines: readonly string[]
  readonly buttons: readonly { readonly label: string; readonly url: string }[]
}

export const chatServices = ['dingtalk', 'feishu', 'line', 'teams'] as const
export type ChatService = (typeof chatServices)[number]

export interface Inbox {
  take(message: Omit<ShownMessage, 'id' | 'ms'>): void
  /** The latest first. */
  list(): readonly ShownMessage[]
  clear(): void
}

const KEPT = 100

/** `now`: ms of the site since the script began. */
export function createInbox(now: () => number): Inbox {
  let kept: ShownMessage[] = []
  let serial = 0
  return {
    take(message) {
      kept = [{ id: ++serial, ms: now(), ...message }, ...kept].slice(0, KEPT)
    },
    list: () => kept,
    clear() {
      kept = []
    },
  }
}
