import type { DeliveryReceipt } from './delivery-receipt.ts'
import type { DutySwap } from './duty-swap.ts'
import type { EscalationStep } from './escalation-step.ts'

/** A step as snapshots have it: in the words of `alert.called`. */
type StepDump = Omit<EscalationStep, 'activationKey' | 'priority' | 'recipients'> & {
  readonly firing: string
  readonly gravity: number
  readonly called: EscalationStep['recipients']
}

/** A receipt as snapshots have it: in the words of `alert.told`. */
type DeliveryDump = Omit<DeliveryReceipt, 'notification'> & { readonly telling: string }

/** A message that reached a person outside the screen: the notification's id before the method, and when (ms). */
export interface SentMessage {
  readonly ask: string
  readonly at: number
}

/** What a snapshot has of steps, receipts and who stands in on duty. Its names are the format's and stay. */
export interface ReceiptDump {
  readonly subjects: readonly {
    subject: string
    calls: readonly StepDump[]
    tells: readonly DeliveryDump[]
  }[]
  readonly messages: readonly { person: string; sent: readonly SentMessage[] }[]
  readonly swaps: readonly DutySwap[]
}

/** An escalation step as a snapshot writes it down. */
export function stepDump({ activationKey, priority, recipients, ...rest }: EscalationStep): StepDump {
  return { ...rest, firing: activationKey, gravity: priority, called: recipients }
}

/** The escalation step that a snapshot has. */
export function loadStep({ firing, gravity, called, ...rest }: StepDump): EscalationStep {
  return { ...rest, activationKey: firing, priority: gravity, recipients: called }
}

/** A delivery receipt as a snapshot writes it down. */
export function deliveryDump({ notification, ...rest }: DeliveryReceipt): DeliveryDump {
  return { ...rest, telling: notification }
}

/** The delivery receipt that a snapshot has. */
export function loadDelivery({ telling, ...rest }: DeliveryDump): DeliveryReceipt {
  return { ...rest, notification: telling }
}
