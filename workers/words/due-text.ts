import type { Sentences } from './sentences.ts'

const formats = new Map<string, Intl.DateTimeFormat>()

/** Less than this is said as now. */
const NOW_MS = 60_000

/**
 * A deadline as it stands at `now` (ms), "due in 20 min", and on the site's clock, with its day, since a message may be
 * read on another.
 */
export function dueText(dueAt: number, now: number, say: Sentences, timezone: string): string {
  const time = formatOf(timezone).format(dueAt)
  const span = say.span(Math.abs(dueAt - now))
  if (Math.abs(dueAt - now) < NOW_MS) return say.t('dueNow', { time })
  return say.t(dueAt > now ? 'due' : 'wasDue', { time, span })
}

/** Digits alone, the same in every language: 03-02 14:30 GMT+8. */
function formatOf(timezone: string): { format(at: number): string } {
  let format = formats.get(timezone)
  if (format === undefined) {
    format = new Intl.DateTimeFormat('en', {
      timeZone: timezone,
      ...{ month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit' },
      ...{ hourCycle: 'h23', timeZoneName: 'short' },
    })
    formats.set(timezone, format)
  }
  const found = format
  return {
    format(at) {
      const part = Object.fromEntries(found.formatToParts(at).map(({ type, value }) => [type, value]))
      return `${part.month}-${part.day} ${part.hour}:${part.minute} ${part.timeZoneName}`
    },
  }
}
