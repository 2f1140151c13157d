import { fieldsOf } from '../collections/fields.ts'
import type { FloorEvent } from '../event/event.ts'
import { type EventType, isFeedType } from '../event/event-data.ts'
import { holdsContent } from '../event/same-event.ts'
import { isEventSubject } from '../floor/floor.ts'
import { lastOutcome, UNSAID } from '../outcomes/contact-outcomes.ts'
import { parseInstant } from '../time/parse-instant.ts'
import { kindsOf, leastToGrant, mayGrant, type Sum } from './authority.ts'
import { sumOfApproval } from './climbs.ts'
import {
  type AlertAction,
  type Allowed,
  alertTable,
  commandTable,
  handingOver,
  isForRole,
  unlinking,
} from './command-table.ts'
import { mergedVerdict, mergeVerdict } from './merge-verdict.ts'
import { ownGivenAway, type Undo } from './own-undo.ts'
import { ofPbxVerdict } from './pbx-verdict.ts'
import { referencesVerdict } from './references.ts'
import { type ActReader, isGranted, relationsTo } from './relation.ts'
import { isSentBy, sourceOf } from './source-of.ts'
import { type AccessVerdict, allowed, firstRefusal, forbidden, notFound, refusal } from './verdict.ts'
import type { Staff, Viewer } from './viewer.ts'

/** What a caller wants to say: an event before it has a time. */
export interface RequestedCommand {
  /** The command's id, which becomes the event's. */
  id?: string
  type: string
  subject: string
  data: Readonly<Record<string, unknown>>
  /** A command of the sender's own that this one takes back. */
  undoes?: Undo | undefined
}

function eventsAbout({ about }: Allowed, subject: string, floor: ActReader): readonly FloorEvent[] {
  return isEventSubject(about) ? floor.eventsOf(about, subject) : []
}

/** Whether the very command has been done before: sent again it does nothing more, whatever became of its subject. */
function isDone(
  who: Staff,
  rule: Allowed,
  { id, subject, type, data }: RequestedCommand,
  floor: ActReader,
): boolean {
  const source = sourceOf(who)
  return eventsAbout(rule, subject, floor).some(
    (event) =>
      event.id === id && event.source === source && event.type === type && holdsContent(event.data, data),
  )
}

function subjectVerdict(
  who: Staff,
  rule: Allowed,
  command: RequestedCommand,
  floor: ActReader,
): AccessVerdict {
  const { subject, type } = command
  const { about, by, opens } = rule
  if (about === 'customer' || about === 'feed') return allowed
  if (opens === 'once') {
    const isThere =
      floor.row(about, subject) !== null ||
      eventsAbout(rule, subject, floor).some((event) => event.type === type)
    return isThere ? refusal('exists', `subject: there is a ${about} ${subject} already`) : allowed
  }
  const found = relationsTo(who, about, subject, floor)
  if (found === null) return opens === 'again' ? allowed : notFound(`subject: no ${about} ${subject}`)
  // One of an incident's many customers is no reason to work on it: it is named to it, by its notice, and no more.
  const isIncident = about === 'case' && floor.row('case', subject)?.kind === 'incident'
  const counting = isIncident ? found.filter((relation) => relation !== 'ringing') : found
  return isGranted(by, who.role, counting) ? allowed : forbidden(`subject: ${about} ${subject} is not yours`)
}

/** What somebody gave away a moment ago goes back to whose it was, also where they may give them nothing, and to nobody else. */
function undoVerdict(
  who: Staff,
  act: Allowed,
  { subject, type, data }: RequestedCommand,
  undo: Undo,
  floor: ActReader,
): AccessVerdict {
  const given = ownGivenAway(who, type, undo, eventsAbout(act, subject, floor))
  if (given === null) return refusal('too_late', 'undoes: nothing of yours that can still be taken back')
  if (given.before === undefined) return referencesVerdict({ who, act, subject, data, floor })
  return data.agent === given.before ? allowed : forbidden('data.agent: must be who had it before')
}

const textOr = (value: unknown) => (typeof value === 'string' ? value : null)
const sumOf = (amount: unknown, currency: unknown, kind: unknown): Sum | null =>
  typeof amount === 'number' ? { amount, currency: textOr(currency), kind: textOr(kind) } : null

const sumText = ({ amount, currency }: Sum) => (currency === null ? `${amount}` : `${amount} ${currency}`)

function authorityVerdict(field: string, who: Staff, sum: Sum | null, floor: ActReader): AccessVerdict {
  const { authority } = floor.site
  if (sum === null || mayGrant(authority, who.role, sum)) return allowed
  const least = leastToGrant(authority, sum)
  return refusal('above_authority', `${field}: ${sumText(sum)} is for a role of at least ${least} to grant`)
}

/** An approval is decided by the person asked, or over their head by who has it in scope: never by who asked for it. */
function decisionVerdict(
  who: Staff,
  { subject, type, data }: RequestedCommand,
  floor: ActReader,
): AccessVerdict {
  const asked = floor.eventsOf('approval', subject).find((event) => event.type === 'approval.requested')
  if (asked !== undefined && isSentBy(who, asked, floor.site))
    return forbidden(`subject: approval ${subject} is asked for by you`)
  if (type !== 'approval.decided' || data.granted !== true) return allowed
  const row = floor.row('approval', subject)
  return authorityVerdict('data.granted', who, row === null ? null : sumOfApproval(row), floor)
}

/** Who calls does not come to themselves. */
function acceptVerdict(who: Staff, { subject }: RequestedCommand, floor: ActReader): AccessVerdict {
  const agent = floor.row('assist', subject)?.agent ?? null
  return agent !== null && agent === who.agent
    ? forbidden(`subject: assist ${subject} is asked for by you`)
    : allowed
}

/** A kind that the site file's `authority` does not know has no limit that it could be held against. */
function unknownKind(field: string, kind: unknown, { site }: ActReader): AccessVerdict | null {
  const kinds = kindsOf(site.authority)
  if (typeof kind !== 'string' || kinds.length === 0 || kinds.includes(kind)) return null
  return notFound(`${field}: no kind ${kind} in authority; it knows ${kinds.join(', ')}`)
}

const requestVerdict = (_: Staff, { data }: RequestedCommand, floor: ActReader): AccessVerdict =>
  unknownKind('data.kind', data.kind, floor) ?? allowed

/** Whether a sum was granted for a case. */
function isApproved(caseId: string, sum: Sum, floor: ActReader): boolean {
  return floor.aggregate(caseId).some(({ type, id }) => {
    const approval = type === 'approval' ? floor.row('approval', id) : null
    return (
      approval?.state === 'granted' &&
      (approval.amount ?? 0) >= sum.amount &&
      (sum.currency === null || approval.currency === sum.currency) &&
      (sum.kind == null || approval.kind === null || approval.kind === sum.kind)
    )
  })
}

/** Nobody offers a customer more than they may grant, or was granted for the case. */
function offerVerdict(who: Staff, { subject, data }: RequestedCommand, floor: ActReader): AccessVerdict {
  const { offer } = data
  const { amount, currency, kind } = typeof offer === 'object' && offer !== null ? fieldsOf(offer) : {}
  const unknown = unknownKind('data.offer.kind', kind, floor)
  if (unknown !== null) return unknown
  const sum = sumOf(amount, currency, kind)
  if (sum === null || isApproved(subject, sum, floor)) return allowed
  return authorityVerdict('data.offer', who, sum, floor)
}

/** Who has the customer of a colleague's case on the line takes it over, and gives it to nobody else. */
function takeOverVerdict(who: Staff, { subject, data }: RequestedCommand, floor: ActReader): AccessVerdict {
  const found = relationsTo(who, 'case', subject, floor) ?? []
  if (isGranted(handingOver, who.role, found) || (who.agent !== null && data.agent === who.agent))
    return allowed
  return forbidden(`data.agent: must be yourself: case ${subject} is a colleague's`)
}

/** Whose a case is, by when it is due and of which customer: that is said by whoever may work on it. */
function describeVerdict(who: Staff, { subject, data }: RequestedCommand, floor: ActReader): AccessVerdict {
  const row = floor.row('case', subject)
  if (row === null || isGranted(handingOver, who.role, relationsTo(who, 'case', subject, floor) ?? []))
    return allowed
  const place = (['queue', 'team', 'customer', 'phone'] as const).find(
    (field) => data[field] !== undefined && data[field] !== row[field],
  )
  const isEased = row.kind === 'complaint' && data.kind !== undefined && data.kind !== row.kind
  const until = data.deadline === null ? Number.POSITIVE_INFINITY : parseInstant(data.deadline)
  const isPutOff = row.deadlineAt != null && until !== null && until > Date.parse(row.deadlineAt)
  const field = place ?? (isEased ? 'kind' : isPutOff ? 'deadline' : null)
  return field === null ? allowed : forbidden(`data.${field}: case ${subject} is a colleague's`)
}

/**
 * Whether a contact is named to an incident by a notice that hangs before its sender: whoever reads it may say that a
 * call of theirs is about it.
 */
function isOfNotice(who: Staff, { type, subject, data }: RequestedCommand, floor: ActReader): boolean {
  if (type !== 'case.contacted' || typeof data.notice !== 'string' || who.agent === null) return false
  const notice = floor.row('notice', data.notice)
  const queues = floor.row('agent', who.agent)?.queues ?? []
  const hangs = notice?.queues.length === 0 || notice?.queues.some((queue) => queues.includes(queue))
  return notice?.case === subject && hangs === true && typeof data.contact === 'string'
}

/** How a contact ended is taken back by whoever said it last. */
function flagVerdict(who: Staff, { subject, data }: RequestedCommand, floor: ActReader): AccessVerdict {
  if (data.kind !== UNSAID) return allowed
  const last = lastOutcome(floor.eventsOf('contact', subject))
  const isOwn = last !== undefined && last.data.kind !== UNSAID && last.source === sourceOf(who)
  return isOwn ? allowed : refusal('too_late', 'data.kind: nothing of yours that can still be taken back')
}

/** A notice hangs before those whom its sender leads; before everybody only from who has the whole site. */
function noticeVerdict({ reach }: Staff, { data }: RequestedCommand): AccessVerdict {
  if (reach === 'all') return allowed
  const queues = Array.isArray(data.queues) ? data.queues.map(String) : []
  if (queues.length === 0) return forbidden('data.queues: must name queues of yours')
  const foreign = queues.find((queue) => !reach.queues.has(queue))
  return foreign === undefined ? allowed : forbidden(`data.queues: queue ${foreign} is not yours`)
}

const special: ReadonlyMap<
  string,
  (who: Staff, command: RequestedCommand, floor: ActReader) => AccessVerdict
> = new Map([
  ['approval.requested', requestVerdict],
  ['approval.decided', decisionVerdict],
  ['approval.questioned', decisionVerdict],
  ['case.assigned', takeOverVerdict],
  ['case.described', describeVerdict],
  ['contact.flagged', flagVerdict],
  ['agent.signed_in', ofPbxVerdict],
  ['agent.queues', ofPbxVerdict],
  ['agent.available', ofPbxVerdict],
  ['agent.away', ofPbxVerdict],
  ['agent.signed_out', ofPbxVerdict],
  ['assist.accepted', acceptVerdict],
  ['case.replied', offerVerdict],
  ['case.merged', mergeVerdict],
  ['notice.posted', noticeVerdict],
] satisfies [EventType, (who: Staff, command: RequestedCommand, floor: ActReader) => AccessVerdict][])

/** Whether an event type is one that a person may send at all. */
export function isCommandType(type: string): type is EventType {
  if (!isFeedType(type)) return false
  return isForRole(commandTable[type].by, 'admin')
}

function* verdicts(
  who: Staff,
  rule: Allowed,
  command: RequestedCommand,
  floor: ActReader,
): Generator<AccessVerdict> {
  const { subject, data, undoes } = command
  if (undoes !== undefined) {
    yield undoVerdict(who, rule, command, undoes, floor)
    return
  }
  if (!isOfNotice(who, command, floor)) yield subjectVerdict(who, rule, command, floor)
  yield mergedVerdict(command, floor)
  yield referencesVerdict({ who, act: rule, subject, data, floor })
  yield special.get(command.type)?.(who, command, floor) ?? allowed
}

/**
 * Whether this caller may send this event now: by the table of acts, by how they stand to what it is about, and to all
 * that it refers to. A refusal names the field. Types that only the system or a feed writes are forbidden to everybody.
 */
export function mayCommand(viewer: Viewer, command: RequestedCommand, floor: ActReader): AccessVerdict {
  if (viewer.kind === 'screen') return forbidden('a screen shows and sends nothing')
  if (!isCommandType(command.type)) return forbidden(`type: ${command.type} is not sent by people`)
  const rule = commandTable[command.type]
  if (!isForRole(rule.by, viewer.role))
    return forbidden(`type: ${command.type} is not for role ${viewer.role}`)
  if (isDone(viewer, rule, command, floor)) return allowed
  return firstRefusal(verdicts(viewer, rule, command, floor))
}

/** Whether this caller may take the link of a contact to a case back: whoever may work on the case, or has the contact. */
export function mayWithdrawLink(viewer: Viewer, caseId: string, floor: ActReader): AccessVerdict {
  if (viewer.kind === 'screen') return forbidden('a screen shows and sends nothing')
  const found = relationsTo(viewer, 'case', caseId, floor)
  if (found === null) return notFound(`data.case: no case ${caseId}`)
  return isGranted(unlinking, viewer.role, found)
    ? allowed
    : forbidden(`data.case: case ${caseId} is not yours`)
}

/** Whether this caller may act on an alert, by the table of acts. */
export function mayActOnAlert(
  viewer: Viewer,
  action: AlertAction,
  alert: string,
  floor: ActReader,
): AccessVerdict {
  if (viewer.kind === 'screen') return forbidden('a screen shows and sends nothing')
  const by = alertTable[action]
  const found = relationsTo(viewer, 'alert', alert, floor)
  if (found === null) return notFound(`alert: no alert ${alert}`)
  if (!isForRole(by, viewer.role)) return forbidden(`${action} is not for role ${viewer.role}`)
  return isGranted(by, viewer.role, found) ? allowed : forbidden(`alert: ${alert} is not told to you`)
}
