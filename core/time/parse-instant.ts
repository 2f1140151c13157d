import { itemAt } from '../collections/present.ts'

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
  if (!(month >= 1 && month <= 12 && day >= 1 && day <= itemAt(DAYS_OF_MONTH, month - 1))) return false
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
