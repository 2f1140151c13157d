import { fieldsOf } from '../collections/fields.ts'
import { maskName, maskPhone } from './mask.ts'
import { maskText } from './mask-text.ts'

/** What a field of an event's `data` is to who may not know the customer. */
type Field =
  /** An id of ours, an instant, a number, a yes or no: shown as it is. */
  | 'plain'
  /** What somebody typed, or a word of the source's: long numbers and known names are masked in it. */
  | 'text'
  | 'phone'
  | 'name'
  /** Numbers by ids of ours. */
  | 'numbers'
  /** What it holds is named here, too. */
  | 'nested'

/** The fields that events are shown with (contract §3): what stands here is shown, anything else never. */
const fields: Readonly<Record<string, Field>> = {
  accepted: 'plain',
  agent: 'plain',
  amount: 'plain',
  answer: 'text',
  basis: 'plain',
  because: 'plain',
  by: 'text',
  callback: 'plain',
  capacity: 'nested',
  case: 'plain',
  cause: 'text',
  channel: 'text',
  chat: 'plain',
  contact: 'plain',
  currency: 'text',
  customer: 'text',
  // From which contact an opening has its customer.
  customerFrom: 'plain',
  deadline: 'plain',
  department: 'plain',
  doing: 'text',
  due: 'plain',
  fault: 'plain',
  from: 'plain',
  granted: 'plain',
  into: 'plain',
  kind: 'text',
  limit: 'plain',
  mailbox: 'text',
  missed: 'plain',
  name: 'name',
  nextAt: 'plain',
  notBefore: 'plain',
  notice: 'plain',
  of: 'plain',
  note: 'text',
  offer: 'nested',
  origin: 'plain',
  outcome: 'text',
  pausedIn: 'nested',
  penalties: 'numbers',
  phone: 'phone',
  place: 'text',
  priority: 'text',
  question: 'text',
  queue: 'plain',
  queues: 'plain',
  reason: 'text',
  resets: 'plain',
  score: 'plain',
  share: 'plain',
  team: 'plain',
  text: 'text',
  title: 'text',
  to: 'nested',
  unit: 'text',
  until: 'plain',
  used: 'plain',
  via: 'text',
  voice: 'plain',
  waitSec: 'plain',
  what: 'text',
}

/** The fields by name that may be shown at all. */
export const shownFields: readonly string[] = Object.keys(fields)

export interface ShownAs {
  /** The customer's number and name, and what was typed, may be read as they are. */
  bare: boolean
  /** Names of the customer, which stand in no text. */
  names: readonly string[]
  /** Ids as well are only what somebody wrote there: of an event that nobody checked. */
  unchecked?: boolean
}

const INSTANT = /^\d{4}-\d\d-\d\dT[\d:.,+Zz-]{5,40}$/

/** An instant as it is written, any other text masked. */
export function maskUnlessInstant(text: string, names: readonly string[]): string {
  return INSTANT.test(text) ? text : maskText(text, names)
}

function shownValue(field: Field, value: unknown, as: ShownAs): unknown {
  if (Array.isArray(value)) return value.map((each) => shownValue(field, each, as))
  if (typeof value === 'object' && value !== null) {
    if (field === 'numbers')
      return Object.fromEntries(Object.entries(value).filter(([, each]) => typeof each === 'number'))
    return field === 'nested' ? shownData(fieldsOf(value), as) : undefined
  }
  if (as.bare) return value
  switch (field) {
    case 'phone':
      return maskPhone(String(value))
    case 'name':
      return maskName(String(value))
    case 'text':
    case 'nested':
      return typeof value === 'string' ? maskText(value, as.names) : value
    case 'numbers':
      return undefined
    case 'plain':
      return as.unchecked && typeof value === 'string' ? maskUnlessInstant(value, as.names) : value
    default:
      return field satisfies never
  }
}

/** The data of an event as they may be shown: the fields that are known to be harmless, texts masked, nothing else. */
export function shownData(data: Readonly<Record<string, unknown>>, as: ShownAs): Record<string, unknown> {
  const shown: Record<string, unknown> = {}
  for (const [key, value] of Object.entries(data)) {
    const field = Object.hasOwn(fields, key) ? fields[key] : undefined
    const given = field === undefined ? undefined : shownValue(field, value, as)
    if (given !== undefined) shown[key] = given
  }
  return shown
}

/** Everything that data call the customer. */
export function namesIn(...list: readonly Readonly<Record<string, unknown>>[]): string[] {
  return [...new Set(list.flatMap(({ name }) => (typeof name === 'string' ? [name] : [])))]
}
