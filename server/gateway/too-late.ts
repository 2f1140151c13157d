import type { RowReader } from '#core/access/reach.ts'
import { agentWhoSent, whoSent } from '#core/access/source-of.ts'
import type { AnyEvent } from '#core/event/event.ts'
import type { Floor } from '#core/floor/floor.ts'

/**
 * Somebody else was quicker. `message` of `taken`: who has it, where that is known; of `decided`: how it was. `by`: who
 * put it into those hands, '' where that is not known; not given where who has it took it.
 */
export interface TooLate {
  readonly code: 'taken' | 'resolved' | 'decided'
  readonly message: string
  readonly by?: string
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
  /** When it arrived, ms since 1970. */
  readonly now: number
}

type Given = Pick<AnyEvent, 'source' | 'time' | 'data'>

/** By which event that was written a moment ago, and is not folded yet, somebody has a case or callback; undefined: none was. */
export type GivenMeanwhile = (type: string, subject: string) => Given | undefined

/** Who gave something longer ago is not who was quicker: what came after was taken back, or the screen had stood still. */
const JUST_GIVEN_MS = 60_000

type GivenReader = RowReader & Pick<Floor, 'eventsOf' | 'site'>

/** Who has it, and who put it into those hands where they did not take it themselves. */
function takenFrom(
  owner: string | null,
  event: Given | undefined,
  now: number,
  { site }: GivenReader,
): TooLate {
  const isKnown = event !== undefined && event.data.agent === owner && event.time >= now - JUST_GIVEN_MS
  if (isKnown && owner !== null && agentWhoSent(event, site) === owner) return taken(owner)
  return { ...taken(owner), by: (isKnown ? whoSent(event, site) : null) ?? '' }
}

/** Whether somebody else has put it into other hands since it was pressed; null: nobody has. */
function givenMeanwhile(
  { type, subject, data, untaken, before, now }: PressedEvent,
  floor: GivenReader,
  given: GivenMeanwhile,
): TooLate | null {
  if (before === undefined && !untaken) return null
  const kind = type === 'case.assigned' ? 'case' : 'callback'
  const status = kind === 'case' ? floor.row(kind, subject)?.owner : floor.row(kind, subject)?.agent
  const written = given(type, subject)
  const owner = written === undefined ? (status ?? null) : (written.data.agent as string | null)
  if (owner === (before ?? null) || owner === data.agent) return null
  const last = written ?? floor.eventsOf(kind, subject).findLast((event) => event.type === type)
  return takenFrom(owner, last, now, floor)
}

const neverWritten: GivenMeanwhile = () => undefined

/** Whether what a person says was done by somebody else before it arrived: two people may press at once. */
export function tooLateForEvent(
  pressed: PressedEvent,
  floor: GivenReader,
  given: GivenMeanwhile = neverWritten,
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
  if (type === 'case.assigned' || type === 'callback.assigned') return givenMeanwhile(pressed, floor, given)
  if (untaken && type === 'callback.requested' && typeof data.contact === 'string')
    return floor.row('recovery', data.contact) === null ? taken(null) : null
  return null
}
