import { withdrawnFrom } from '../cases/withdrawals/event-withdrawn.ts'
import type { FloorEvent } from '../event/event.ts'
import { WITHDRAW_MS } from './command-table.ts'
import type { ActReader } from './relation.ts'
import { sourceOf } from './source-of.ts'
import { type AccessVerdict, allowed, refusal } from './verdict.ts'
import type { Staff } from './viewer.ts'

/** What somebody wants to take back: what it is about ("case/C1"), the id of their command, the time (ms). */
export interface TakingBack {
  readonly subject: string
  readonly event: string
  readonly now: number
}

const MAKES: ReadonlySet<string> = new Set([
  'case.opened',
  'promise.made',
  'handoff.sent',
  'approval.requested',
  'callback.requested',
])

const tooLate = (message: string) => refusal('too_late', message)

/** Whether anything else was said of what an event brought into being, or belongs to it: that must not be forgotten. */
function isBuiltOn(
  kind: string,
  id: string,
  made: FloorEvent,
  events: readonly FloorEvent[],
  floor: ActReader,
): boolean {
  if (events.some((event) => event !== made && !event.source.startsWith('system/'))) return true
  return kind === 'case' && floor.aggregate(id).some(({ type, id: its }) => type !== 'contact' && its !== id)
}

/**
 * Whether somebody else has answered it since: the answer would stand without what it answers. Much is said of a case
 * side by side; of what belongs to one, each word follows from the one before.
 */
function isAnswered(kind: string, said: FloorEvent, events: readonly FloorEvent[]): boolean {
  const byOthers = events.slice(events.indexOf(said) + 1).filter(({ source }) => source !== said.source)
  if (kind !== 'case') return byOthers.length > 0
  const isRequest = said.type === 'case.escalation_requested'
  return isRequest && byOthers.some(({ type }) => type === 'case.supervisor_replied')
}

/** Whether an approval was granted and the customer of its case was offered something since. */
function isOffered(id: string, said: FloorEvent, floor: ActReader): boolean {
  if (said.type !== 'approval.decided' || !said.data.granted) return false
  const caseId = floor.row('approval', id)?.case ?? null
  const replies = caseId === null ? [] : floor.eventsOf('case', caseId)
  return replies.some(
    (event) => event.type === 'case.replied' && event.data.offer !== undefined && event.time >= said.time,
  )
}

/** Whether somebody may take back what they said: a moment ago, and nobody has built on it. */
export function mayTakeBack(
  who: Staff,
  { subject, event, now }: TakingBack,
  floor: ActReader,
): AccessVerdict {
  const about = withdrawnFrom({ subject })
  if (about === null) return refusal('not_found', `subject: nothing of ${subject} can be taken back`)
  const events = floor.eventsOf(about.kind, about.id)
  const found = events.find(({ id, source }) => id === event && source === sourceOf(who))
  if (found === undefined) return tooLate('data.event: nothing of yours that can still be taken back')
  if (now - found.time > WITHDRAW_MS) return tooLate('data.event: was said too long ago to be taken back')
  if (MAKES.has(found.type) && isBuiltOn(about.kind, about.id, found, events, floor))
    return tooLate(`data.event: others have gone on with ${subject}`)
  if (isAnswered(about.kind, found, events)) return tooLate(`data.event: ${subject} was answered since`)
  if (isOffered(about.id, found, floor))
    return tooLate(`data.event: by ${subject} the customer was offered something since`)
  const isGivenOn =
    found.type.endsWith('.assigned') && events.findLast(({ type }) => type === found.type) !== found
  if (isGivenOn) return tooLate(`data.event: ${subject} was given on since`)
  return allowed
}
