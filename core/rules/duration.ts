import { lookUp, present } from '../collections/present.ts'

const UNIT_MS = new Map([
  ['ms', 1],
  ['s', 1_000],
  ['m', 60_000],
  ['h', 3_600_000],
  ['d', 86_400_000],
])
const WHOLE = /^(?:\d{1,12}(?:ms|s|m|h|d))+$/
const PART = /(\d+)(ms|s|m|h|d)/g

/** Longest duration that a rule may name: ten years. */
export const MAX_DURATION_MS = 3_660 * 86_400_000

/** Reads "90m", "37h30m", "500ms" (d is 24 h) as ms; null if it is none. */
export function readDuration(text: string): number | null {
  if (!WHOLE.test(text)) return null
  let ms = 0
  for (const [, count, unit = ''] of text.matchAll(PART)) ms += Number(count) * lookUp(UNIT_MS, unit)
  return ms
}

/** The same of a text that a schema has checked; throws if it is none. */
export function durationMs(text: string): number {
  return present(readDuration(text), `the duration in "${text}"`)
}
