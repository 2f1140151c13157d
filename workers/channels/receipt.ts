import { priorityOf } from '#core/alerts/alert-order.ts'
import type { Notification } from '#core/notify/notification.ts'
import type { Severity } from '#core/rows/row.ts'

/** What a message leaves for the next one of its conversation, where a channel can edit or answer its messages. */
interface Receipt {
  /** By what the service knows the message. */
  readonly ref: string
  readonly severity: Severity
  readonly round: number
}

export const receiptOf = ({ severity, round }: Notification, ref: string): string =>
  JSON.stringify({ ref, severity, round } satisfies Receipt)

export interface Earlier {
  readonly ref: string
  /** Changing the message is enough: nothing got worse, and nobody is called upon again. */
  readonly quiet: boolean
}

/** What the message before left; null: there was none. */
export function earlierOf(
  receipt: string | null,
  { kind, severity, round, quiet }: Notification,
): Earlier | null {
  if (receipt === null) return null
  const before = JSON.parse(receipt) as Receipt
  const same = priorityOf(severity, false) <= priorityOf(before.severity, false) && round <= before.round
  return { ref: before.ref, quiet: kind === 'resolved' || (quiet ?? same) }
}
