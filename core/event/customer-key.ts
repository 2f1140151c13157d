import type { AnyEvent } from './event.ts'

/** A keyed hash (HMAC) of a text as letters and digits; the key stays with the caller. */
export type KeyedHash = (text: string) => string

/** The country code by which a zone's own numbers are dialled from abroad. */
const HOME_PREFIX: Readonly<Record<string, string>> = {
  'Asia/Shanghai': '86',
  'Asia/Urumqi': '86',
  'Asia/Chongqing': '86',
  'Asia/Harbin': '86',
  PRC: '86',
  'Asia/Taipei': '886',
  'Asia/Hong_Kong': '852',
  'Asia/Macau': '853',
  'Asia/Singapore': '65',
}

/** What switches send in place of a number that the caller hides: many people, so never a customer. */
const NOBODY = new Set([
  'anonymous',
  'unknown',
  'private',
  'restricted',
  'unavailable',
  'withheld',
  'asserted',
])

/**
 * A phone number in the one form that all ways of writing it share: digits only, without the home country's code
 * and without trunk zeros; a number of another country keeps its `+`. A SIP name is taken as it is, in small letters.
 * Null if it names nobody (`anonymous`, no digit at all).
 */
export function normaliseNumber(phone: string, timezone: string): string | null {
  const name = phone
    .normalize('NFKC')
    .trim()
    .toLowerCase()
    .replace(/^(sips?|tel):/, '')
    .replace(/[@;].*$/, '')
  if (name === '' || NOBODY.has(name)) return null
  if (/[a-z]/.test(name)) return name
  const abroad = name.startsWith('+') || /^00\d/.test(name)
  const digits = name.replace(/\D/g, '').replace(/^0+/, '')
  const home = HOME_PREFIX[timezone]
  if (digits === '' || digits === home) return null
  if (!abroad) return digits
  return home !== undefined && digits.startsWith(home)
    ? digits.slice(home.length).replace(/^0+/, '')
    : `+${digits}`
}

/** The key of a customer known by phone only: `tel:` and a keyed hash of the normalised number; null if it names nobody. */
export function customerOfPhone(phone: string, timezone: string, hash: KeyedHash): string | null {
  const number = normaliseNumber(phone, timezone)
  return number === null ? null : `tel:${hash(number)}`
}

/** The event with the customer that its phone stands for, where it names none itself (contract §3). */
export function withCustomer(event: AnyEvent, timezone: string, hash: KeyedHash): AnyEvent {
  const { customer, phone } = event.data
  if (customer !== undefined || typeof phone !== 'string') return event
  const key = customerOfPhone(phone, timezone, hash)
  return key === null ? event : { ...event, data: { ...event.data, customer: key } }
}
