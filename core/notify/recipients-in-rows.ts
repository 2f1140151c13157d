import type { AssistRow } from '../rows/case-rows.ts'
import { type AlertRecipient, instantText } from '../rows/row.ts'
import { callSubject } from './escalation-step.ts'
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

/** Who was called because an agent calls for a lead, each person's first call; `nobody`: there was none to call. */
export function calledForAssist(
  projection: Pick<ReceiptProjection, 'calls'>,
  assist: string,
): Pick<AssistRow, 'told' | 'nobody'> {
  const calls = projection.calls(callSubject('assist', assist))
  const told = new Map<string, AssistRow['told'][number]>()
  for (const { at, called } of calls)
    for (const { to, as } of called)
      if (to.is === 'person' && !told.has(to.id)) told.set(to.id, { person: to.id, as, at: instantText(at) })
  return { told: [...told.values()], nobody: calls.length > 0 && told.size === 0 }
}
