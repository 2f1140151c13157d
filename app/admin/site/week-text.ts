import { readWeekKey } from '#core/calendars/week-key.ts'

/** The days of a week as a form shows them, from Monday. */
export const weekDays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const
export type WeekDay = (typeof weekDays)[number]

const indexOf = (day: WeekDay) => (weekDays.indexOf(day) + 1) % 7

/** The hours of each day, as one types them. */
export function hoursOfWeek(week: unknown): Record<WeekDay, string> {
  const entries = typeof week === 'object' && week !== null ? Object.entries(week) : []
  const of = (day: WeekDay) => {
    const found = entries.find(([key]) => readWeekKey(key)?.includes(indexOf(day)))
    return Array.isArray(found?.[1]) ? found[1].join(', ') : ''
  }
  return Object.fromEntries(weekDays.map((day) => [day, of(day)])) as Record<WeekDay, string>
}

/** Spans as they are typed: "9:00-12:00, 13:00–18:00". */
export function typedSpans(text: string): string[] {
  return text
    .split(/[,，、;；]+/)
    .map((part) =>
      part
        .trim()
        .replaceAll(/\s*[-–—~至]\s*/g, '-')
        .replaceAll('：', ':')
        .replaceAll(/(^|-)(\d:)/g, '$10$2'),
    )
    .filter((part) => part !== '')
}

/** A week as the site file has it: days in a row with the same hours stand together, days without any are left out. */
export function weekOfHours(hours: Readonly<Record<WeekDay, string>>): Record<string, string[]> {
  const week: Record<string, string[]> = {}
  for (let first = 0; first < weekDays.length; ) {
    const day = weekDays[first]!
    const spans = typedSpans(hours[day])
    let last = first
    while (last + 1 < weekDays.length && typedSpans(hours[weekDays[last + 1]!]).join() === spans.join())
      last++
    if (spans.length > 0) week[first === last ? day : `${day}-${weekDays[last]}`] = spans
    first = last + 1
  }
  return week
}
