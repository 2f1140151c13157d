import { z } from 'zod'
import { alertActions } from '#core/access/command-table.ts'
import { knownIdentity } from '#core/access/known-identity.ts'
import { mayCommand, mayWithdrawLink, type RequestedCommand } from '#core/access/may-command.ts'
import type { ActReader } from '#core/access/relation.ts'
import { sourceOf } from '#core/access/source-of.ts'
import { mayTakeBack } from '#core/access/take-back.ts'
import type { Staff } from '#core/access/viewer.ts'
import { EVENT_WITHDRAWN } from '#core/cases/withdrawals/event-withdrawn.ts'
import { LINK_WITHDRAWN } from '#core/cases/withdrawals/link-withdrawn.ts'
import { eventWithdrawnData, linkWithdrawnData } from '#core/cases/withdrawals/withdrawal-data.ts'
import { isDialable } from '#core/event/dialable.ts'
import type { AnyEvent, FloorEvent } from '#core/event/event.ts'
import { idText } from '#core/event/event-data.ts'
import { parseEvent } from '#core/event/parse-event.ts'
import { instantText } from '#core/rows/row.ts'
import type { Site } from '#core/site/site-schema.ts'
import { parseInstant } from '#core/time/parse-instant.ts'
import {
  type CommandContext,
  type CommandPlan,
  commandBase,
  refusedBySchema,
  refusedPlan,
  refuseLate,
} from './command-plan.ts'
import { planAlertCommand } from './plan-alert-command.ts'
import { completedCallback } from './requested-callback.ts'
import { tooLateForEvent } from './too-late.ts'

const eventCommand = z.looseObject({
  ...commandBase,
  type: z.string(),
  subject: z.string(),
  data: z.record(z.string(), z.unknown()).default({}),
  undoes: idText.optional(),
  before: idText.nullable().optional(),
})
/** Types whose `agent` is the sender where an agent does not name one: else the case they open would be nobody's. */
const SPEAKS_FOR_SELF = new Set(['case.opened', 'case.replied', 'promise.made'])

/** What colleagues are told of at once, on their phones too, whatever else they are told within the hour. */
const CALLS_SOMEBODY: ReadonlySet<string> = new Set([
  'assist.requested',
  'approval.requested',
  'approval.explained',
])

/** Types in which a person may write a customer's number. */
const NAMES_CUSTOMER = new Set(['case.opened', 'case.described', 'callback.requested'])

/** A case for somebody known: number and name, which the sender need not see, come from what is known of them. */
function withIdentityOf(
  data: Readonly<Record<string, unknown>>,
  floor: ActReader,
  archived: CommandContext['archived'],
): Readonly<Record<string, unknown>> {
  if (!lacksIdentity(data)) return data
  return { ...data, ...archived, ...knownIdentity(data.customer, floor) }
}

/** Whether data name a customer by their key alone. */
export function lacksIdentity(
  data: Readonly<Record<string, unknown>>,
): data is Readonly<Record<string, unknown>> & { customer: string } {
  const { customer, phone, name } = data
  return typeof customer === 'string' && phone === undefined && name === undefined
}

/** Types that say who did something: a person did it themselves, whatever they write. */
const SAYS_BY = new Set(['handoff.accepted', 'handoff.returned', 'handoff.time_requested'])

const nameOf = ({ kind, id }: Staff, { people }: Site) =>
  (kind === 'person' && people.find((person) => person.id === id)?.name) || id

function completed(
  viewer: Staff,
  type: string,
  data: Readonly<Record<string, unknown>>,
  { floor, site, archived }: CommandContext,
) {
  if (type === 'callback.requested') return completedCallback(data, floor)
  if (type.startsWith('approval.') && type !== 'approval.requested') return { ...data, by: viewer.id }
  if (type === 'assist.accepted') return { ...data, by: viewer.id }
  if (type === 'case.supervisor_replied') return { agent: viewer.agent ?? viewer.id, ...data }
  if (SAYS_BY.has(type)) return { ...data, by: nameOf(viewer, site) }
  if (type.startsWith('contact.') && data.by !== undefined && type !== 'contact.message')
    return { ...data, by: type === 'contact.ended' ? 'agent' : viewer.id }
  const names = data.agent !== undefined || data.department !== undefined
  const isOfCase = type === 'case.opened' || type === 'case.described'
  const known = isOfCase ? withIdentityOf(data, floor, archived) : data
  if (!SPEAKS_FOR_SELF.has(type) || names || viewer.role !== 'agent' || viewer.agent === null) return known
  return { ...known, agent: viewer.agent }
}

const withdrawal = z.looseObject({ ...commandBase, subject: idText, data: linkWithdrawnData })

/** The link of a contact to a case is taken back, by an event that only people send. */
function planWithdrawal(request: unknown, viewer: Staff, { floor, now }: CommandContext): CommandPlan {
  const read = withdrawal.safeParse(request)
  if (!read.success) return refusedBySchema(read.error)
  const { id, subject, data } = read.data
  const verdict = mayWithdrawLink(viewer, data.case, floor)
  if (!verdict.ok) return { ok: false, answer: verdict }
  return { ok: true, event: { id, source: sourceOf(viewer), type: LINK_WITHDRAWN, time: now, subject, data } }
}

const takingBack = z.looseObject({ ...commandBase, subject: z.string(), data: eventWithdrawnData })

/** What somebody said a moment ago is taken back, by an event that only people send. */
function planTakingBack(request: unknown, viewer: Staff, { floor, now }: CommandContext): CommandPlan {
  const read = takingBack.safeParse(request)
  if (!read.success) return refusedBySchema(read.error)
  const { id, subject, data } = read.data
  const verdict = mayTakeBack(viewer, { subject, event: data.event, now }, floor)
  if (!verdict.ok) return { ok: false, answer: verdict }
  const source = sourceOf(viewer)
  return { ok: true, event: { id, source, type: EVENT_WITHDRAWN, time: now, subject, data } }
}

/** Instants that are agreed or set: pressed a moment ago, they may have just passed. */
const SETS_TIME: Readonly<Record<string, string>> = {
  'callback.requested': 'due',
  'callback.rescheduled': 'due',
  'notice.posted': 'until',
}
const JUST_PASSED_MS = 60_000

/** What is wrong with what a person says, by itself: no words, or a time that lies in the past; null: nothing. */
function faultOfData({ type, data }: AnyEvent, now: number): CommandPlan | null {
  if (type === 'notice.posted' && String(data.text).trim() === '')
    return refusedPlan('bad_data', 'data.text: must not be empty')
  if (type === 'callback.requested' && typeof data.phone === 'string' && !isDialable(data.phone))
    return refusedPlan('not_dialable', 'data.phone: must be a number that can be dialled')
  const field = SETS_TIME[type]
  const at = field === undefined ? null : parseInstant(data[field])
  return at !== null && at < now - JUST_PASSED_MS ? refusedPlan('past', `data.${field}: has passed`) : null
}

/** Whether the customer of a case is one whom the archive knows, and whose page the sender may open. */
const isOfArchive = ({ type }: FloorEvent, { archived }: CommandContext): boolean =>
  type === 'case.opened' && archived !== undefined

/**
 * What is judged of an event: not the customer whom the sender did not name, and who follows from what they did; nor one
 * of the archive, which was asked with the sender's own rights.
 */
function asAsked(
  event: FloorEvent,
  said: Readonly<Record<string, unknown>>,
  context: CommandContext,
): RequestedCommand {
  const follows = event.type === 'callback.requested' && said.customer === undefined
  if (!follows && !isOfArchive(event, context)) return event
  const { customer: _customer, ...data } = event.data as Readonly<Record<string, unknown>>
  return { ...event, data }
}

function planEvent(request: unknown, context: CommandContext): CommandPlan {
  const { viewer, floor, now } = context
  if (viewer.kind === 'screen') return refusedPlan('forbidden', 'a screen shows and sends nothing')
  const read = eventCommand.safeParse(request)
  if (!read.success) return refusedBySchema(read.error)
  const { id, type, subject } = read.data
  if (type === LINK_WITHDRAWN) return planWithdrawal(request, viewer, context)
  if (type === EVENT_WITHDRAWN) return planTakingBack(request, viewer, context)
  const data = completed(viewer, type, read.data.data, context)
  const time = instantText(now)
  const parsed = parseEvent({ specversion: '1.0', id, source: sourceOf(viewer), type, subject, time, data })
  if (!parsed.ok) return refusedPlan(parsed.refusal.code, parsed.refusal.message)
  const fault = faultOfData(parsed.event, now)
  if (fault !== null) return fault
  const { undoes, untaken, before } = read.data
  const event = NAMES_CUSTOMER.has(type)
    ? (context.withCustomer?.(parsed.event) ?? parsed.event)
    : parsed.event
  const asked = asAsked(parsed.event, read.data.data, context)
  const order = undoes === undefined ? asked : { ...asked, undoes: { id: undoes, now } }
  const verdict = mayCommand(viewer, order, floor)
  const pressed = { type, subject, data, untaken, before, now }
  const late = tooLateForEvent(pressed, floor, context.given)
  // What somebody else has opened meanwhile is told as theirs; whoever may not send it at all learns nothing of them.
  if (late !== null && (verdict.ok || verdict.code === 'exists' || verdict.code === 'merged'))
    return refuseLate(late)
  if (!verdict.ok) return { ok: false, answer: verdict }
  if (CALLS_SOMEBODY.has(type) && context.mayAsk?.(event.source) === false)
    return refusedPlan('too_fast', `type: ${type} of yours came too often: send again later`)
  return { ok: true, event }
}

/**
 * Turns a command (contract §5) into the event that it becomes: source `user/<person>`, the server's time,
 * id = the command's id, so that the log itself sees to it that the same command does nothing more.
 */
export function authoriseCommand(request: unknown, context: CommandContext): CommandPlan {
  const name = (request as { name?: unknown } | null)?.name
  if (name === 'event') return planEvent(request, context)
  const action = alertActions.find((candidate) => candidate === name)
  if (action !== undefined) return planAlertCommand(action, request, context)
  return refusedPlan('bad_command', `name: must be event, ${alertActions.join(', ')}`)
}
