import type { EventOfType } from '../../../event/event.ts'
import { sendingPersonOf } from '../../../event/person-of.ts'
import type { GivenView } from '../../../rows/case-rows.ts'
import { instantText } from '../../../rows/row.ts'

/** By whom something was put into somebody's hands, and when (ms). */
export interface GivenBy {
  readonly by: string
  readonly at: number
  /** Whoever has it now had it before whoever had it since. */
  readonly back: boolean
}

/**
 * Who put something into somebody's hands; null: a feed or a token did, or it was given back to nobody. `before`: who had
 * it before whoever has it till now.
 */
export function givenBy(
  { source, time, data }: EventOfType<'case.assigned' | 'callback.assigned' | 'callback.requested'>,
  before: string | null,
): GivenBy | null {
  const by = sendingPersonOf(source)
  return by !== null && data.agent != null ? { by, at: time, back: data.agent === before } : null
}

/** The same as rows carry it. */
export function givenRow(given: GivenBy | null): GivenView | null {
  return given === null ? null : { by: given.by, at: instantText(given.at), back: given.back }
}
