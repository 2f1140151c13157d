import { type AlertRecipient, instantText } from '../row.ts'
import type { ReceiptProjection } from './receipt-projection.ts'

/**
 * Who was called upon because of an alert, each person's last call. What is held back stands on their screen meanwhile:
 * they may see and take it wherever it belongs.
 */
export function recipientsIn(projection: Pick<ReceiptProjection, 'calls'>, alert: string): AlertRecipient[] {
  const told = new Map<string, AlertRecipient>()
  for (const { at, called } of projection.calls(alert))
    for (const { to, how } of called) {
      if (to.is !== 'person') continue
      told.set(to.id, { person: to.id, at: instantText(at), how: how === 'held' ? 'silent' : how })
    }
  return [...told.values()]
}
