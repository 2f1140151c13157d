import { present } from '../collections/present.ts'
import type { EventOfType } from '../event/event.ts'
import { instantText } from '../rows/row.ts'
import { parseInstant } from '../time/parse-instant.ts'

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

/** The event by which somebody stands in; its subject is the roster. */
export const DUTY = 'alert.duty'

/** The event by which the log has a swap. */
export function dutyEvent(
  { id, roster, from, to, person, by }: DutySwap,
  at: number,
): EventOfType<'alert.duty'> {
  const data = { roster, from: instantText(from), to: instantText(to), person, by }
  return { id, source: `user/${by}`, type: DUTY, time: at, subject: roster, data }
}

/**
 * Reads `alert.duty`: who stands in on a roster, from when until when (ms). Throws where an instant cannot be read.
 */
export function readSwap({ id, subject, data }: EventOfType<'alert.duty'>): DutySwap {
  return {
    id,
    roster: subject,
    from: present(parseInstant(data.from), 'data.from'),
    to: present(parseInstant(data.to), 'data.to'),
    person: data.person ?? null,
    by: data.by,
  }
}
