import { z } from 'zod'
import { type AlertAction, alertActions } from '#core/access/command-table.ts'
import { mayActOnAlert, mayCommand, mayWithdrawLink, type RequestedCommand } from '#core/access/commands.ts'
import { knownIdentity } from '#core/access/known-identity.ts'
import type { ActReader } from '#core/access/relation.ts'
import { sourceOf } from '#core/access/source-of.ts'
import { mayTakeBack } from '#core/access/take-back.ts'
import type { Staff, Viewer } from '#core/access/viewer.ts'
import { ackedForMs } from '#core/alerts/ack-time.ts'
import { canBeUndone } from '#core/alerts/alert-state.ts'
import { EVENT_WITHDRAWN, eventWithdrawnData } from '#core/cases/event-withdrawn.ts'
import { LINK_WITHDRAWN, linkWithdrawnData } from '#core/cases/link-withdrawn.ts'
import { isDialable } from '#core/event/dialable.ts'
import type { AnyEvent, EventOfType, FloorEvent } from '#core/event/event.ts'
import { idText } from '#core/event/event-data.ts'
import { parseEvent } from '#core/event/parse-event.ts'
import type { Floor } from '#core/floor/floor.ts'
import type { CommandAnswer, HandoffDue } from '#core/rows/protocol.ts'
import { instantText } from '#core/rows/row.ts'
import type { Site } from '#core/site/site-schema.ts'
import { parseInstant } from '#core/time/parse-instant.ts'
import { completedCallback } from './requested-callback.ts'
import { type OwnerNow, type TooLate, tooLateForAlert, tooLateForEvent } from './too-late.ts'

/** What a command becomes: the event to append, or the answer that refuses it. */
export type CommandPlan = { ok: true; event: AnyEvent } | { ok: false; answer: CommandAnswer }

export interface CommandContext {
  viewer: Viewer
  look: ActReader & Pick<Floor, 'alertEvents'>
  site: Site
  /** The site's time, ms since 1970. */
  now: number
  /** By when a department is asked for its answer to a hand-off just sent. */
  sentDue?: SentDue | undefined
  /** Adds the customer that a typed number stands for. */
  withCustomer?: ((event: AnyEvent) => AnyEvent) | undefined
  /** Number and name of the customer that it names, as the archive has them. */
  kept?: { readonly phone?: string; readonly name?: string } | undefined
  /** Whose something is by what was written a moment ago. */
  ownerNow?: OwnerNow | undefined
  /** Whether a sender may say something of this type once more, by how often they had colleagues called. */
  mayCall?: ((source: string, type: string) => boolean) | undefined
}

export type SentDue = (event: EventOfType<'handoff.sent'>) => HandoffDue

const refuse = (code: string, message: string): CommandPlan => ({
  ok: false,
  answer: { ok: false, code, message },
})

const refuseLate = ({ code, message }: TooLate): CommandPlan => refuse(code, message)

/**
 * `untaken`: the sender saw that nobody had done it; where somebody has meanwhile, the command is refused. So it is of
 * something that is given away where it is no longer `before`'s.
 */
const base = { id: idText, name: z.string(), untaken: z.boolean().default(false) }
const eventCommand = z.looseObject({
  ...base,
  type: z.string(),
  subject: z.string(),
  data: z.record(z.string(), z.unknown()).default({}),
  undoes: idText.optional(),
  before: idText.nullable().optional(),
})
const alertFields = {
  note: z.string().max(4_000).optional(),
  minutes: z.number().int().min(1).max(480).optional(),
  to: idText.optional(),
  undoes: idText.optional(),
}
const alertCommand = z.looseObject({
  ...base,
  subject: idText,
  ...alertFields,
  data: z.looseObject(alertFields).default({}),
})

function faultOf(error: z.ZodError): CommandPlan {
  const issue = error.issues[0]!
  return refuse('bad_command', `${issue.path.join('.') || 'command'}: ${issue.message}`)
}

/** Types whose `agent` is the sender where an agent does not name one: else the case they open would be nobody's. */
const SPEAKS_FOR_SELF = new Set(['case.opened', 'case.replied', 'promise.made'])

/** Types in which a person may write a customer's number. */
const NAMES_CUSTOMER = new Set(['case.opened', 'case.described', 'callback.requested'])

/** A case for somebody known: number and name, which the sender need not see, come from what is known of them. */
function withIdentityOf(
  data: Readonly<Record<string, unknown>>,
  look: ActReader,
  kept: CommandContext['kept'],
): Readonly<Record<string, unknown>> {
  if (!lacksIdentity(data)) return data
  return { ...data, ...kept, ...knownIdentity(data.customer, look) }
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
  { look, site, kept }: CommandContext,
) {
  if (type === 'callback.requested') return completedCallback(data, look)
  if (type.startsWith('approval.') && type !== 'approval.requested') return { ...data, by: viewer.id }
  if (type === 'assist.accepted') return { ...data, by: viewer.id }
  if (type === 'case.supervisor_replied') return { agent: viewer.agent ?? viewer.id, ...data }
  if (SAYS_BY.has(type)) return { ...data, by: nameOf(viewer, site) }
  if (type.startsWith('contact.') && data.by !== undefined && type !== 'contact.message')
    return { ...data, by: type === 'contact.ended' ? 'agent' : viewer.id }
  const names = data.agent !== undefined || data.department !== undefined
  const isOfCase = type === 'case.opened' || type === 'case.described'
  const known = isOfCase ? withIdentityOf(data, look, kept) : data
  if (!SPEAKS_FOR_SELF.has(type) || names || viewer.role !== 'agent' || viewer.agent === null) return known
  return { ...known, agent: viewer.agent }
}

const withdrawal = z.looseObject({ ...base, subject: idText, data: linkWithdrawnData })

/** The link of a contact to a case is taken back, by an event that only people send. */
function planWithdrawal(request: unknown, viewer: Staff, { look, now }: CommandContext): CommandPlan {
  const read = withdrawal.safeParse(request)
  if (!read.success) return faultOf(read.error)
  const { id, subject, data } = read.data
  const verdict = mayWithdrawLink(viewer, data.case, look)
  if (!verdict.ok) return { ok: false, answer: verdict }
  return { ok: true, event: { id, source: sourceOf(viewer), type: LINK_WITHDRAWN, time: now, subject, data } }
}

const takingBack = z.looseObject({ ...base, subject: z.string(), data: eventWithdrawnData })

/** What somebody said a moment ago is taken back, by an event that only people send. */
function planTakingBack(request: unknown, viewer: Staff, { look, now }: CommandContext): CommandPlan {
  const read = takingBack.safeParse(request)
  if (!read.success) return faultOf(read.error)
  const { id, subject, data } = read.data
  const verdict = mayTakeBack(viewer, { subject, event: data.event, now }, look)
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
    return refuse('bad_data', 'data.text: must not be empty')
  if (type === 'callback.requested' && typeof data.phone === 'string' && !isDialable(data.phone))
    return refuse('not_dialable', 'data.phone: must be a number that can be dialled')
  const field = SETS_TIME[type]
  const at = field === undefined ? null : parseInstant(data[field])
  return at !== null && at < now - JUST_PASSED_MS ? refuse('past', `data.${field}: has passed`) : null
}

/** What is judged of an event: not the customer whom the sender did not name, and who follows from what they did. */
function asAsked(event: FloorEvent, said: Readonly<Record<string, unknown>>): RequestedCommand {
  if (event.type !== 'callback.requested' || said.customer !== undefined) return event
  const { customer: _customer, ...data } = event.data
  return { ...event, data }
}

function planEvent(request: unknown, context: CommandContext): CommandPlan {
  const { viewer, look, now } = context
  if (viewer.kind === 'screen') return refuse('forbidden', 'a screen shows and sends nothing')
  const read = eventCommand.safeParse(request)
  if (!read.success) return faultOf(read.error)
  const { id, type, subject } = read.data
  if (type === LINK_WITHDRAWN) return planWithdrawal(request, viewer, context)
  if (type === EVENT_WITHDRAWN) return planTakingBack(request, viewer, context)
  const data = completed(viewer, type, read.data.data, context)
  const time = instantText(now)
  const parsed = parseEvent({ specversion: '1.0', id, source: sourceOf(viewer), type, subject, time, data })
  if (!parsed.ok) return refuse(parsed.refusal.code, parsed.refusal.message)
  const fault = faultOfData(parsed.event, now)
  if (fault !== null) return fault
  const { undoes, untaken, before } = read.data
  const event = NAMES_CUSTOMER.has(type)
    ? (context.withCustomer?.(parsed.event) ?? parsed.event)
    : parsed.event
  const asked = asAsked(parsed.event, read.data.data)
  const wish = undoes === undefined ? asked : { ...asked, undoes: { id: undoes, now } }
  const verdict = mayCommand(viewer, wish, look)
  const late = tooLateForEvent({ type, subject, data, untaken, before }, look, context.ownerNow)
  // What somebody else has opened meanwhile is told as theirs; whoever may not send it at all learns nothing of them.
  if (late !== null && (verdict.ok || verdict.code === 'exists' || verdict.code === 'merged'))
    return refuseLate(late)
  if (!verdict.ok) return { ok: false, answer: verdict }
  if (context.mayCall?.(event.source, type) === false)
    return refuse('too_fast', `type: ${type} of yours came too often: send again later`)
  return { ok: true, event }
}

const internalType: Readonly<Record<AlertAction, string>> = {
  'alert.ack': 'alert.acked',
  'alert.snooze': 'alert.snoozed',
  'alert.assign': 'alert.assigned',
  'alert.undo': 'alert.undone',
}

interface AlertWish {
  note?: string | undefined
  minutes?: number | undefined
  to?: string | undefined
  /** The id of the command that is taken back. */
  undoes?: string | undefined
}

/** Whether somebody did this about an alert themselves a moment ago: then they may take it back, whose it is by now. */
function isOwnUndo(alert: string, voids: string | undefined, { viewer, look, now }: CommandContext): boolean {
  if (voids === undefined || viewer.kind === 'screen') return false
  return canBeUndone(look.alertEvents(alert), { voids, time: now, source: sourceOf(viewer) })
}

function undoData(alert: string, voids: string | undefined, context: CommandContext) {
  if (voids === undefined) return refuse('bad_command', 'undoes: must be the id of a command of yours')
  return isOwnUndo(alert, voids, context)
    ? { voids }
    : refuse('too_late', 'undoes: nothing of yours that can still be taken back')
}

function alertData(
  action: AlertAction,
  subject: string,
  wish: AlertWish,
  context: CommandContext,
): CommandPlan | object {
  const { site, now } = context
  if (action === 'alert.undo') return undoData(subject, wish.undoes, context)
  const until = instantText(now + ackedForMs(site))
  const note = wish.note === undefined ? {} : { note: wish.note }
  if (action === 'alert.ack') return { until, ...note }
  if (action === 'alert.snooze') {
    if (wish.minutes === undefined) return refuse('bad_command', 'minutes: must be a number from 1 to 480')
    return { minutes: wish.minutes, until: instantText(now + wish.minutes * 60_000), ...note }
  }
  const known = site.people.some(({ id, disabled }) => id === wish.to && !disabled)
  return known ? { until, to: wish.to, ...note } : refuse('bad_command', 'to: must be the id of a person')
}

function planAlert(action: AlertAction, request: unknown, context: CommandContext): CommandPlan {
  const { viewer, look, now } = context
  const read = alertCommand.safeParse(request)
  if (!read.success) return faultOf(read.error)
  const { id, subject, untaken, data: inner, ...outer } = read.data
  const wish = { ...outer, ...inner }
  if (action !== 'alert.undo' || !isOwnUndo(subject, wish.undoes, context)) {
    const verdict = mayActOnAlert(viewer, action, subject, look)
    if (!verdict.ok) return { ok: false, answer: verdict }
  }
  const data = alertData(action, subject, wish, context)
  if ('ok' in data) return data
  const who = viewer as Staff
  const late = untaken ? tooLateForAlert(subject, who.id, look) : null
  if (late !== null) return refuseLate(late)
  const event = {
    id,
    source: sourceOf(who),
    type: internalType[action],
    time: now,
    subject,
    data: { ...data, by: who.id },
  }
  return { ok: true, event }
}

/**
 * Turns a command (contract §5) into the event that it becomes: source `user/<person>`, the server's time,
 * id = the command's id, so that the log itself sees to it that the same command does nothing more.
 */
export function planCommand(request: unknown, context: CommandContext): CommandPlan {
  const name = (request as { name?: unknown } | null)?.name
  if (name === 'event') return planEvent(request, context)
  const action = alertActions.find((candidate) => candidate === name)
  if (action !== undefined) return planAlert(action, request, context)
  return refuse('bad_command', `name: must be event, ${alertActions.join(', ')}`)
}
