import type { FloorEvent } from '../event.ts'
import { parseInstant } from '../parse-instant.ts'
import { instantText } from '../row.ts'

/** Somebody stands in on a roster for a while (`alert.duty`). What was said last counts. */
export interface DutySwap {
  readonly id: string
  readonly roster: string
  readonly from: number
  /** Not in it. */
  readonly to: number
  /** Null: whoever it would be without swaps. */
  readonly person: string | null
  /** Who said so. */
  readonly by: string
}

export const DUTY = 'alert.duty'

/** The event by which the log has a swap; its subject is the roster. */
export function dutyEvent({ id, roster, from, to, person, by }: DutySwap, at: number): FloorEvent {
  const data = { roster, from: instantText(from), to: instantText(to), person, by }
  return { id, source: `user/${by}`, type: DUTY, time: at, subject: roster, data }
}

export function readSwap({ id, subject, data }: FloorEvent): DutySwap {
  return {
    id,
    roster: subject,
    from: parseInstant(data.from)!,
    to: parseInstant(data.to)!,
    person: (data.person as string | null | undefined) ?? null,
    by: data.by as string,
  }
}
