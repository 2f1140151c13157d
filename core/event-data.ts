import { z } from 'zod'

/**
 * The `data` of every event type that a feed may send (contract §3), as zod schemas. Unknown keys are kept:
 * a feed may say more than we read. Words are bounded so that no event can fill a screen or the memory.
 */
export const idText = z.string().refine(isPrintable, 'must be 1–128 printable ASCII characters')
const word = z.string().min(1).max(128)
const name = z.string().min(1).max(200)
const text = z.string().max(4_000)
const seconds = z.number().min(0).max(31_536_000)
const amount = z.number().min(-1e12).max(1e12)
const share = z.number().min(0).max(1)

/** Whether an id has 1–128 printable ASCII characters; a loop, because several pass here at every event. */
export function isPrintable(text: string): boolean {
  if (text.length === 0 || text.length > 128) return false
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index)
    if (code < 0x20 || code > 0x7e) return false
  }
  return true
}

const DAYS_OF_MONTH = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
const DAY_MS = 86_400_000

/**
 * An RFC 3339 instant with offset as milliseconds since 1970 (cut, not rounded), or `null` if it is none: an instant
 * that does not exist (30 February, 24:00) is refused. Reads the digits itself, because `Date.parse` and patterns take
 * several times as long and every event passes here.
 */
export function parseInstant(value: unknown): number | null {
  if (typeof value !== 'string' || value.length < 20 || value.length > 48) return null
  const zone = zoneAt(value)
  const ms = dateMs(value) + timeMs(value) + fractionMs(value, zone) - offsetMs(value, zone)
  return Number.isNaN(ms) ? null : ms
}

/** A number of so many digits in a text, NaN where others stand. */
function digits(text: string, at: number, count: number): number {
  let number = 0
  for (let index = at; index < at + count; index++) {
    const digit = text.charCodeAt(index) - 48
    if (!(digit >= 0 && digit <= 9)) return Number.NaN
    number = number * 10 + digit
  }
  return number
}

/** "2026-03-04T" as ms; NaN if it is no date. */
function dateMs(text: string): number {
  const year = digits(text, 0, 4)
  const month = digits(text, 5, 2)
  const day = digits(text, 8, 2)
  const isWritten = text[4] === '-' && text[7] === '-' && (text[10] === 'T' || text[10] === 't')
  return isWritten && isDate(year, month, day) ? dayNumber(year, month, day) * DAY_MS : Number.NaN
}

/** "09:30:00" after the date as ms; NaN if it is no time of a day. */
function timeMs(text: string): number {
  const hour = digits(text, 11, 2)
  const minute = digits(text, 14, 2)
  const second = digits(text, 17, 2)
  const isTime = text[13] === ':' && text[16] === ':' && hour <= 23 && minute <= 59 && second <= 59
  return isTime ? ((hour * 60 + minute) * 60 + second) * 1_000 : Number.NaN
}

/** Where a fraction of 1–12 digits ends, or the seconds if there is none. */
function zoneAt(text: string): number {
  if (text[19] !== '.') return 19
  let at = 20
  while (digits(text, at, 1) >= 0) at++
  return at
}

function fractionMs(text: string, end: number): number {
  const count = end - 20
  if (count < 0) return 0
  if (count === 0 || count > 12) return Number.NaN
  return count >= 3 ? digits(text, 20, 3) : digits(text, 20, count) * (count === 2 ? 10 : 100)
}

function offsetMs(text: string, at: number): number {
  const sign = text[at]
  if (sign === 'Z' || sign === 'z') return text.length === at + 1 ? 0 : Number.NaN
  const hours = digits(text, at + 1, 2)
  const minutes = digits(text, at + 4, 2)
  const isWritten = (sign === '+' || sign === '-') && text[at + 3] === ':' && text.length === at + 6
  if (!isWritten || !(hours <= 23 && minutes <= 59)) return Number.NaN
  return (hours * 60 + minutes) * (sign === '-' ? -60_000 : 60_000)
}

function isDate(year: number, month: number, day: number): boolean {
  if (!(month >= 1 && month <= 12 && day >= 1 && day <= DAYS_OF_MONTH[month - 1]!)) return false
  return month !== 2 || day < 29 || (year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0))
}

/** Days since 1970 of a date of the Gregorian calendar; its year begins in March, so that 29 February is its last day. */
function dayNumber(year: number, month: number, day: number): number {
  const shifted = month <= 2 ? year - 1 : year
  const era = Math.floor(shifted / 400)
  const ofEra = shifted - era * 400
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1
  const dayOfEra = ofEra * 365 + Math.floor(ofEra / 4) - Math.floor(ofEra / 100) + dayOfYear
  return era * 146_097 + dayOfEra - 719_468
}

const instant = z
  .string()
  .refine((value) => parseInstant(value) !== null, 'must be an RFC 3339 time with offset')

const customer = {
  customer: idText.optional(),
  phone: z.string().min(1).max(64).optional(),
  name: name.optional(),
}
const nothing = z.looseObject({})
const why = z.looseObject({ reason: text.optional() })

export const eventData = {
  'contact.queued': z.looseObject({
    queue: idText,
    channel: word.optional(),
    ...customer,
    priority: z.union([z.number(), word]).optional(),
    case: idText.optional(),
    via: word.optional(),
  }),
  'contact.offered': z.looseObject({ agent: idText }),
  'contact.declined': z.looseObject({ agent: idText, reason: word.optional() }),
  'contact.answered': z.looseObject({ agent: idText, waitSec: seconds.optional() }),
  'contact.dialled': z.looseObject({
    agent: idText,
    queue: idText.optional(),
    channel: word.optional(),
    ...customer,
    callback: idText.optional(),
    case: idText.optional(),
  }),
  'contact.message': z.looseObject({ by: z.enum(['customer', 'agent', 'bot']) }),
  'contact.held': nothing,
  'contact.resumed': nothing,
  'contact.transferred': z.looseObject({
    to: z.looseObject({ queue: idText.optional(), agent: idText.optional(), department: idText.optional() }),
  }),
  'contact.abandoned': z.looseObject({ waitSec: seconds.optional() }),
  'contact.left': z.looseObject({
    reason: z.enum([
      'timeout',
      'full',
      'closed',
      'empty',
      'overflow',
      'callback',
      'voicemail',
      'withdrawn',
      'refused',
      'lost',
      'other',
    ]),
    waitSec: seconds.optional(),
  }),
  'contact.ended': z.looseObject({ by: z.enum(['customer', 'agent', 'system']).optional() }),
  'contact.wrapped': z.looseObject({ agent: idText.optional() }),
  'contact.rated': z.looseObject({
    score: z.number().min(0).max(1e6),
    of: z.number().positive().max(1e6),
    by: word.optional(),
  }),
  'contact.flagged': z.looseObject({ kind: word, by: word.optional() }),

  'agent.signed_in': z.looseObject({
    queues: z.array(idText).max(1_000),
    name: name.optional(),
    team: idText.optional(),
    capacity: z
      .looseObject({
        voice: z.number().min(0).max(1_000).optional(),
        chat: z.number().min(0).max(1_000).optional(),
      })
      .optional(),
  }),
  'agent.queues': z.looseObject({ queues: z.array(idText).max(1_000) }),
  'agent.available': nothing,
  'agent.away': z.looseObject({ reason: z.string().max(200).optional() }),
  'agent.signed_out': z.looseObject({ reason: z.string().max(200).optional() }),
  'agent.busy': z.looseObject({ doing: word.optional() }),
  'agent.shift': z.looseObject({ from: instant, to: instant }),

  'callback.requested': z.looseObject({
    queue: idText,
    due: instant.optional(),
    notBefore: instant.optional(),
    ...customer,
    contact: idText.optional(),
    case: idText.optional(),
  }),
  'callback.assigned': z.looseObject({ agent: idText }),
  'callback.attempted': z.looseObject({
    agent: idText,
    outcome: z.enum(['reached', 'no_answer', 'busy', 'voicemail']),
  }),
  'callback.rescheduled': z.looseObject({ due: instant }),
  'callback.done': why,
  'callback.cancelled': why,

  'case.opened': z.looseObject({
    kind: z.enum(['complaint', 'request', 'inquiry', 'suggestion', 'incident']),
    title: text.optional(),
    queue: idText.optional(),
    team: idText.optional(),
    agent: idText.optional(),
    ...customer,
    priority: z.enum(['normal', 'high', 'vip']).optional(),
    deadline: instant.optional(),
    cause: word.optional(),
    contact: idText.optional(),
    channel: word.optional(),
  }),
  'case.contacted': z.looseObject({ contact: idText.optional(), channel: word.optional() }),
  'case.assigned': z.looseObject({ agent: idText }),
  'case.replied': z.looseObject({
    kind: z.enum(['answer', 'progress']),
    agent: idText.optional(),
    department: idText.optional(),
    channel: word.optional(),
    contact: idText.optional(),
    nextAt: instant.optional(),
    accepted: z.boolean().optional(),
    offer: z.looseObject({ amount, currency: word, what: text.optional() }).optional(),
  }),
  'case.escalation_requested': nothing,
  'case.supervisor_replied': z.looseObject({ agent: idText }),
  'case.priority_changed': z.looseObject({ priority: z.enum(['normal', 'high', 'vip']) }),
  'case.assessed': z.looseObject({
    fault: z.enum(['ours', 'supplier', 'customer', 'open']).optional(),
    cause: word.optional(),
  }),
  'case.waiting': why,
  'case.resumed': why,
  'case.resolved': z.looseObject({ outcome: word.optional(), cause: word.optional() }),
  'case.reopened': z.looseObject({ outcome: word.optional(), cause: word.optional() }),
  'case.noted': z.looseObject({ text }),

  'promise.made': z.looseObject({
    case: idText,
    text,
    due: instant,
    agent: idText.optional(),
    origin: z.enum(['service', 'sales', 'bot', 'department']).optional(),
    basis: z.enum(['confirmed', 'unconfirmed']).optional(),
  }),
  'promise.confirmed': z.looseObject({ channel: word }),
  'promise.at_risk': why,
  'promise.moved': z.looseObject({ due: instant }),
  'promise.kept': z.looseObject({ share: share.optional() }),
  'promise.withdrawn': z.looseObject({ share: share.optional(), reason: text.optional() }),

  'handoff.sent': z.looseObject({
    case: idText,
    department: idText,
    question: text.optional(),
    due: instant.optional(),
  }),
  'handoff.accepted': z.looseObject({ by: name.optional(), answer: text.optional() }),
  'handoff.returned': z.looseObject({ by: name.optional(), answer: text.optional() }),
  'handoff.bounced': z.looseObject({ to: idText.optional(), reason: text.optional() }),
  'handoff.time_requested': z.looseObject({ until: instant, reason: text.optional(), by: name.optional() }),
  'handoff.time_decided': z.looseObject({ granted: z.boolean(), until: instant.optional() }),

  'approval.requested': z.looseObject({
    case: idText,
    from: idText,
    amount: amount.optional(),
    currency: word.optional(),
    reason: text.optional(),
  }),
  'approval.decided': z.looseObject({ granted: z.boolean(), by: idText.optional() }),
  'approval.questioned': z.looseObject({ text, by: idText.optional() }),
  'approval.explained': z.looseObject({ text, by: idText.optional() }),

  'allowance.reported': z.looseObject({
    customer: idText,
    name,
    used: amount,
    limit: amount,
    unit: word.optional(),
    resets: instant.optional(),
  }),
  'notice.posted': z.looseObject({
    text,
    until: instant.optional(),
    queues: z.array(idText).max(1_000).optional(),
    case: idText.optional(),
  }),
  'notice.withdrawn': z.looseObject({ text: text.optional() }),
  'feed.heartbeat': nothing,
} as const

export type EventType = keyof typeof eventData
export type EventData<T extends EventType> = z.infer<(typeof eventData)[T]>
