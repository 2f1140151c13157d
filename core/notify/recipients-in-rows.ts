import type { AssistRow } from '../rows/case-rows.ts'
import { type AlertRecipient, instantText } from '../rows/row.ts'
import { requestSubject } from './escalation-step.ts'
import type { ReceiptProjection } from './receipt-projection.ts'

/**
 * Who was called upon because of an alert, each person's last call. What is held back stands on their screen meanwhile:
 * they may see and take it wherever it belongs.
 */
export function recipientsIn(
  projection: Pick<ReceiptProjection, 'escalationSteps'>,
  alert: string,
): AlertRecipient[] {
  const recipients = new Map<string, AlertRecipient>()
  for (const { at, recipients: called } of projection.escalationSteps(alert))
    for (const { to, how } of called) {
      if (to.is !== 'person') continue
      recipients.set(to.id, { person: to.id, at: instantText(at), how: how === 'held' ? 'silent' : how })
    }
  return [...recipients.values()]
}

/** Who was called because an agent calls for a lead, each person's first call; `nobody`: there was none to call. */
export function calledForAssist(
  projection: Pick<ReceiptProjection, 'escalationSteps'>,
  assist: string,
): Pick<AssistRow, 'told' | 'nobody'> {
  const steps = projection.escalationSteps(requestSubject('assist', assist))
  const recipients = new Map<string, AssistRow['told'][number]>()
  for (const { at, recipients: called } of steps)
    for (const { to, as } of called)
      if (to.is === 'person' && !recipients.has(to.id))
        recipients.set(to.id, { person: to.id, as, at: instantText(at) })
  return { told: [...recipients.values()], nobody: steps.length > 0 && recipients.size === 0 }
}
