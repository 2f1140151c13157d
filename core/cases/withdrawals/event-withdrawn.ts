import type { EventOfType, FloorEvent } from '../../event/event.ts'
import { splitSubject } from '../../event/subject.ts'

/**
 * The event of ours by which somebody takes back what they said a moment ago of a case or of what belongs to it: its
 * subject is what that was about ("case/C1"). Whoever folds it has never heard of what was taken back. No feed sends it.
 */
export const EVENT_WITHDRAWN = 'system.event_withdrawn'

/** What can be taken back: what is said of these. */
export const withdrawable = [
  'case',
  'promise',
  'handoff',
  'approval',
  'assist',
  'callback',
  'notice',
] as const
export type Withdrawable = (typeof withdrawable)[number]

/** What an event that takes another back is about; null: of nothing that can be taken back. */
export function withdrawnFrom({
  subject,
}: Pick<FloorEvent, 'subject'>): { kind: Withdrawable; id: string } | null {
  const { kind, id } = splitSubject(subject)
  const found = withdrawable.find((each) => each === kind)
  return found === undefined ? null : { kind: found, id }
}

type Withdrawal = EventOfType<typeof EVENT_WITHDRAWN>

/** Whether an event is what another takes back. */
export const isTakenBack = (event: FloorEvent, { source, data }: Withdrawal) =>
  event.source === source && event.id === data.event

/** Whether an event takes another one back. */
export const isWithdrawal = (event: FloorEvent): event is Withdrawal => event.type === EVENT_WITHDRAWN
