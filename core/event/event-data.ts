import { z } from 'zod'
import { parseInstant } from '../time/parse-instant.ts'
import { caseKinds } from './case-kinds.ts'

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

const instant = z
  .string()
  .refine((value) => parseInstant(value) !== null, 'must be an RFC 3339 time with offset')

const customer = {
  customer: idText.optional(),
  phone: z.string().min(1).max(64).optional(),
  name: name.optional(),
}
const caseKind = z.enum(caseKinds)
const nothing = z.looseObject({})
const why = z.looseObject({ reason: text.optional() })

/** An agent's penalties by queue, those that are not 0: who has a lower one is called first. */
const penalties = z.record(idText, z.number().int().min(0).max(1_000_000))

/** The queues in which an agent is paused alone, while calls of others reach them. */
const pausedIn = z.array(z.looseObject({ queue: idText, reason: z.string().max(200).optional() })).max(1_000)

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
  /** `by` `customer`: somebody outside dialled the agent, past every queue; else the agent dials. */
  'contact.dialled': z.looseObject({
    agent: idText,
    by: z.enum(['agent', 'customer']).optional(),
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
    /** Where they left a message, as the PBX names it. */
    mailbox: word.optional(),
  }),
  'contact.ended': z.looseObject({
    by: z.enum(['customer', 'agent', 'system']).optional(),
    reason: word.optional(),
  }),
  'contact.wrapped': z.looseObject({ agent: idText.optional() }),
  'contact.rated': z.looseObject({
    score: z.number().min(0).max(1e6),
    of: z.number().positive().max(1e6),
    by: word.optional(),
  }),
  'contact.flagged': z.looseObject({
    kind: word,
    by: word.optional(),
    cause: word.optional(),
    title: text.optional(),
    /** Of kind `priority`: which one the PBX gives a caller who waits. */
    priority: z.union([z.number(), word]).optional(),
  }),

  'agent.signed_in': z.looseObject({
    queues: z.array(idText).max(1_000),
    penalties: penalties.optional(),
    pausedIn: pausedIn.optional(),
    name: name.optional(),
    team: idText.optional(),
    capacity: z
      .looseObject({
        voice: z.number().min(0).max(1_000).optional(),
        chat: z.number().min(0).max(1_000).optional(),
      })
      .optional(),
  }),
  'agent.queues': z.looseObject({
    queues: z.array(idText).max(1_000),
    penalties: penalties.optional(),
    pausedIn: pausedIn.optional(),
  }),
  'agent.available': nothing,
  'agent.away': z.looseObject({ reason: z.string().max(200).optional(), by: word.optional() }),
  'agent.signed_out': z.looseObject({ reason: z.string().max(200).optional() }),
  'agent.busy': z.looseObject({ doing: word.optional() }),
  'agent.shift': z.looseObject({ from: instant, to: instant }),

  'callback.requested': z.looseObject({
    queue: idText.optional(),
    due: instant.optional(),
    notBefore: instant.optional(),
    ...customer,
    contact: idText.optional(),
    case: idText.optional(),
    agent: idText.optional(),
    /** Of somebody who dialled an agent past every queue: nobody answered, or they left a message. */
    missed: z.enum(['no_answer', 'voicemail']).optional(),
    /** Where the customer left a message, as the PBX names it. */
    mailbox: word.optional(),
  }),
  'callback.assigned': z.looseObject({ agent: idText.nullable() }),
  'callback.attempted': z.looseObject({
    agent: idText,
    outcome: z.enum(['reached', 'no_answer', 'busy', 'voicemail']),
    contact: idText.optional(),
  }),
  'callback.rescheduled': z.looseObject({ due: instant }),
  'callback.done': why,
  'callback.cancelled': why,

  'case.opened': z.looseObject({
    kind: caseKind,
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
  'case.contacted': z.looseObject({
    contact: idText.optional(),
    channel: word.optional(),
    notice: idText.optional(),
  }),
  'case.assigned': z.looseObject({ agent: idText.nullable() }),
  'case.replied': z.looseObject({
    kind: z.enum(['answer', 'progress']),
    agent: idText.optional(),
    department: idText.optional(),
    channel: word.optional(),
    contact: idText.optional(),
    nextAt: instant.optional(),
    text: text.optional(),
    accepted: z.boolean().optional(),
    offer: z
      .looseObject({ amount, currency: word, what: text.optional(), kind: idText.optional() })
      .optional(),
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
  'case.described': z.looseObject({
    title: text.optional(),
    kind: caseKind.optional(),
    queue: idText.optional(),
    team: idText.optional(),
    ...customer,
    cause: word.optional(),
    deadline: instant.nullable().optional(),
  }),
  'case.merged': z.looseObject({ into: idText }),
  'case.unmerged': z.looseObject({ into: idText.optional() }),

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
    kind: idText.optional(),
    amount: amount.optional(),
    currency: word.optional(),
    cause: idText.optional(),
    reason: text.optional(),
  }),
  'approval.decided': z.looseObject({ granted: z.boolean(), by: idText.optional() }),
  'approval.questioned': z.looseObject({ text, by: idText.optional() }),
  'approval.explained': z.looseObject({ text, by: idText.optional() }),

  'assist.requested': z.looseObject({
    agent: idText,
    case: idText.optional(),
    contact: idText.optional(),
    place: name.optional(),
    note: text.optional(),
  }),
  'assist.accepted': z.looseObject({ by: idText }),
  'assist.ended': nothing,

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

/** Whether a feed may send events of this type. */
export function isFeedType(type: string): type is EventType {
  return Object.hasOwn(eventData, type)
}
