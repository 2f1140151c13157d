import { present } from '../collections/present.ts'

/** Opening hours of a day in ms since its midnight by the wall clock; `to` is past 24 h where it runs over midnight. */
export interface WallSpan {
  readonly from: number
  readonly to: number
}

const SPAN = /^([01]?\d|2[0-3]):([0-5]\d)\s*-\s*(?:([01]?\d|2[0-3]):([0-5]\d)|(24:00))$/
const MINUTE = 60_000
const DAY_MINUTES = 24 * 60

/** Reads "09:00-12:00"; null if it is none, or opens and closes at the same time. */
export function readSpan(text: string): WallSpan | null {
  const match = SPAN.exec(text.trim())
  if (match === null) return null
  const from = Number(match[1]) * 60 + Number(match[2])
  const to = match[5] === undefined ? Number(match[3]) * 60 + Number(match[4]) : DAY_MINUTES
  if (to === from) return null
  const overMidnight = to < from ? DAY_MINUTES : 0
  return { from: from * MINUTE, to: (to + overMidnight) * MINUTE }
}

/** The same of a text that a schema has checked; throws if it is none. */
export function spanOf(text: string): WallSpan {
  return present(readSpan(text), `the hours in "${text}"`)
}
