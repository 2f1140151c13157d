import { shownDigits } from '../access/mask.ts'
import { normaliseNumber } from '../event/customer-key.ts'

/** Fewer digits than that are no end of a number. */
export const LEAST_DIGITS = 3
/** No number has more (E.164). */
const MOST_DIGITS = 15
/** An area code, or what one dials for an outside line: so many digits may stand before a number as it is kept. */
const MOST_BEFORE = 4
const LEAST_AFTER = 7

const NUMBER = /^\+?[\d\s()./#*-]+$/

/** Whether what was typed is (the end of) a telephone number, and so personal data: it stands in no address and no log. */
export function isNumberQuery(typed: string): boolean {
  const text = typed.normalize('NFKC').trim()
  return NUMBER.test(text) && text.replace(/\D/g, '').length >= LEAST_DIGITS
}

const bare = (text: string) => text.replace(/\D/g, '')

/** The digits of a number as it is compared, without home country code and trunk zero; null: it is none. */
export function digitsOf(phone: string, timezone: string): string | null {
  const number = normaliseNumber(phone, timezone)
  return number === null || /[a-z]/.test(number) ? null : bare(number)
}

/** The ends by which a number is found, three digits and more, and the whole (`=138…`). None: it is no number. */
export function numberEnds(phone: string, timezone: string): string[] {
  const digits = digitsOf(phone, timezone)?.slice(-MOST_DIGITS)
  if (digits === undefined) return []
  const ends: string[] = digits.length < LEAST_DIGITS ? [] : [`=${digits}`]
  for (let length = LEAST_DIGITS; length <= digits.length; length++) ends.push(digits.slice(-length))
  return ends
}

/**
 * The ends that what was typed may be, any of which finds: as it stands, without country code and trunk zero, and
 * without an area code that the kept number lacks.
 */
export function queryEnds(typed: string, timezone: string): string[] {
  if (!isNumberQuery(typed)) return []
  const raw = bare(typed.normalize('NFKC'))
  const plain = bare(normaliseNumber(typed, timezone) ?? '')
  const ends = new Set<string>()
  for (const digits of [raw, plain]) {
    if (digits.length < LEAST_DIGITS || digits.length > MOST_DIGITS) continue
    ends.add(digits)
    for (let before = 1; before <= MOST_BEFORE && digits.length - before >= LEAST_AFTER; before++)
      ends.add(`=${digits.slice(before)}`)
  }
  return [...ends]
}

/** The ends of `queryEnds` as whole numbers: which of its digits are right is told of none that is not right as a whole. */
export function wholeEnds(typed: string, timezone: string): string[] {
  return [...new Set(queryEnds(typed, timezone).map((end) => (end.startsWith('=') ? end : `=${end}`)))]
}

/** Whether an end is shown by the masked number, or so nearly the whole of it, that finding by it tells none of the digits that are masked. */
function tellsNothing(end: string, digits: string): boolean {
  const { first, last } = shownDigits(digits.length)
  return end.length <= last || end.length >= digits.length - first
}

/**
 * Tells whether a number (its `digitsOf`) is found by what was typed. `masked`: who looks sees numbers masked, and is not
 * to find the hidden digits one after the other by trying longer and longer ends.
 */
export function numberMatcher(typed: string, timezone: string, masked = false): (digits: string) => boolean {
  const ends = queryEnds(typed, timezone)
  return (digits) =>
    ends.some((end) =>
      end.startsWith('=')
        ? digits === end.slice(1)
        : digits.endsWith(end) && (!masked || tellsNothing(end, digits)),
    )
}

/** Whether a number is found by what was typed. */
export function hasNumber(phone: string, typed: string, timezone: string, masked = false): boolean {
  const digits = digitsOf(phone, timezone)
  return digits !== null && numberMatcher(typed, timezone, masked)(digits)
}
