const DAY_MS = 86_400_000

/** How an opening, or any other time to come, is said in a language and zone: `08:00` today, `Mon 08:00` within a week, else `8 Oct, 08:00`. */
export function createOpeningText(locale: string, timezone: string): (at: number, now: number) => string {
  const clock = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23', timeZone: timezone } as const
  const time = new Intl.DateTimeFormat(locale, clock)
  const weekday = new Intl.DateTimeFormat(locale, { weekday: 'short', timeZone: timezone })
  const date = new Intl.DateTimeFormat(locale, { month: 'short', day: 'numeric', timeZone: timezone })
  // Swedish writes dates as ISO 8601 does.
  const isoDate = new Intl.DateTimeFormat('sv-SE', { timeZone: timezone })
  const dayOf = (instant: number) => Date.parse(isoDate.format(instant)) / DAY_MS
  return (at, now) => {
    const days = dayOf(at) - dayOf(now)
    if (days === 0) return time.format(at)
    return `${(days > 0 && days < 7 ? weekday : date).format(at)} ${time.format(at)}`
  }
}
