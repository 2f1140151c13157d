/** The units of a span of time, the greatest first. */
export const spanUnits = ['d', 'h', 'min', 's'] as const
export type SpanUnit = (typeof spanUnits)[number]

export interface SpanPart {
  /** A number as it is written: `05` minutes of an hour. */
  readonly digits: string
  readonly unit: SpanUnit
}

const two = (value: number) => String(value).padStart(2, '0')
/** Seconds are said up to here: of a longer span they tell nothing and only flicker. */
const SECONDS_UNTIL = 10 * 60
/** From here on days: "40 h" is read at once, "51 h" is not. */
const DAYS_FROM = 48 * 3_600

/**
 * A span of seconds in the one notation of all screens: at most two units, the greatest that are there. `40 s`,
 * `2 min 34 s`, `12 min`, `1 h 05 min`, `2 d 4 h`; what is cut off is cut off. Of less than none it is none.
 */
export function spanParts(totalSec: number): SpanPart[] {
  const sec = Math.max(0, Math.floor(totalSec))
  const [days, hours, minutes] = [Math.floor(sec / 86_400), Math.floor(sec / 3_600), Math.floor(sec / 60)]
  if (sec >= DAYS_FROM) {
    const rest = hours % 24
    const left: SpanPart[] = rest === 0 ? [] : [{ digits: String(rest), unit: 'h' }]
    return [{ digits: String(days), unit: 'd' }, ...left]
  }
  if (hours > 0)
    return [
      { digits: String(hours), unit: 'h' },
      { digits: two(minutes % 60), unit: 'min' },
    ]
  if (sec >= SECONDS_UNTIL) return [{ digits: String(minutes), unit: 'min' }]
  const seconds: SpanPart = { digits: minutes === 0 ? String(sec) : two(sec % 60), unit: 's' }
  return minutes === 0 ? [seconds] : [{ digits: String(minutes), unit: 'min' }, seconds]
}

/** What units are called. */
export type UnitNames = Readonly<Record<SpanUnit, string>>
/** In a sentence; minutes may be called otherwise where they stand alone: "12 分" would be a mark. */
export type SentenceUnits = UnitNames & { readonly alone: string }

/** A number stands apart from a Latin unit, never on another line, and close to a Chinese one. */
export const gapBefore = (unit: string): string => (/^[\u3000-\u9fff]/.test(unit) ? '' : '\u00a0')

/** A span as a figure: `1 h 05 min`, `1时05分`. */
export function spanText(totalSec: number, names: UnitNames): string {
  const between = gapBefore(names.h) === '' ? '' : ' '
  return spanParts(totalSec)
    .map(({ digits, unit }) => digits + gapBefore(names[unit]) + names[unit])
    .join(between)
}

/** A span as one says it in a sentence, without seconds from a minute on: `1 h 5 min`, `1 小时 5 分`, `12 分钟`. */
export function sentenceSpan(totalSec: number, names: SentenceUnits): string {
  const parts = spanParts(totalSec)
  const said = parts.filter(({ unit, digits }, index) => index === 0 || (unit !== 's' && Number(digits) > 0))
  return said
    .map(
      ({ digits, unit }) =>
        `${Number(digits)} ${unit === 'min' && said.length === 1 ? names.alone : names[unit]}`,
    )
    .join(' ')
}
