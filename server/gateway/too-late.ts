import type { RowReader } from '#core/access/reach.ts'
import type { Floor } from '#core/floor/floor.ts'

/** Somebody else was quicker. `message` of `taken`: who has it, where that is known; of `decided`: how it was. */
export interface TooLate {
  readonly code: 'taken' | 'resolved' | 'decided'
  readonly message: string
}

const taken = (by: string | null): TooLate => ({ code: 'taken', message: by ?? '' })

/** Whether an alert that a person pressed for while nobody had it has become another's, or has gone; null: neither. */
export function tooLateForAlert(alert: string, person: string, floor: RowReader): TooLate | null {
  const row = floor.row('alert', alert)
  if (row === null) return null
  if (row.state === 'resolved') return { code: 'resolved', message: 'alert: its cause is gone' }
  return row.state === 'acked' && row.ackedBy !== null && row.ackedBy !== person ? taken(row.ackedBy) : null
}

/** Who merged a case, by their id; null: no person did. */
function mergedBy(caseId: string, floor: Pick<Floor, 'eventsOf'>): string | null {
  const event = floor.eventsOf('case', caseId).findLast(({ type }) => type === 'case.merged')
  return event?.source.startsWith('user/') ? event.source.slice('user/'.length) : null
}

export interface PressedEvent {
  readonly type: string
  readonly subject: string
  readonly data: Readonly<Record<string, unknown>>
  /** It was pressed because nobody had done it. */
  readonly untaken: boolean
  /** Whose it was when it was pressed; null: nobody's. Not given: that does not matter. */
  readonly before?: string | null | undefined
}

/** Whose a case or callback is by what was written a moment ago; undefined: nothing was. */
export type OwnerNow = (type: string, subject: string) => string | null | undefined

/** Whether somebody else has put it into other hands since it was pressed; null: nobody has. */
function givenMeanwhile(
  { type, subject, data, untaken, before }: PressedEvent,
  floor: RowReader,
  ownerNow: OwnerNow,
): TooLate | null {
  if (before === undefined && !untaken) return null
  const status =
    type === 'case.assigned' ? floor.row('case', subject)?.owner : floor.row('callback', subject)?.agent
  const written = ownerNow(type, subject)
  const owner = written === undefined ? (status ?? null) : written
  return owner === (before ?? null) || owner === data.agent ? null : taken(owner)
}

const neverWritten: OwnerNow = () => undefined

/** Whether what a person says was done by somebody else before it arrived: two people may press at once. */
export function tooLateForEvent(
  pressed: PressedEvent,
  floor: RowReader & Pick<Floor, 'eventsOf'>,
  ownerNow: OwnerNow = neverWritten,
): TooLate | null {
  const { type, subject, data, untaken } = pressed
  if (type === 'approval.decided' || type === 'approval.questioned') {
    const row = floor.row('approval', subject)
    return row === null || row.state === 'open' ? null : { code: 'decided', message: row.state }
  }
  if (type === 'approval.explained') {
    const row = floor.row('approval', subject)
    // What was said when it was decided stays what it was decided by; and each question is answered once.
    if (row !== null && row.state !== 'open') return { code: 'decided', message: row.state }
    return row === null || row.explanation === null ? null : taken(null)
  }
  if (type === 'assist.accepted') {
    // Two who are both told to go would both go; and to what is over nobody goes.
    const row = floor.row('assist', subject)
    if (row === null || row.state === 'open') return null
    return row.state === 'accepted' && row.acceptedBy === data.by ? null : taken(row.acceptedBy)
  }
  if (type === 'case.merged') {
    const isGone = (floor.row('case', subject)?.mergedInto ?? null) !== null
    return isGone ? taken(mergedBy(subject, floor)) : null
  }
  if (type === 'case.assigned' || type === 'callback.assigned')
    return givenMeanwhile(pressed, floor, ownerNow)
  if (untaken && type === 'callback.requested' && typeof data.contact === 'string')
    return floor.row('recovery', data.contact) === null ? taken(null) : null
  return null
}
