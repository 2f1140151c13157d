const NAMES = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat']

/**
 * The weekdays (0 is Sunday) that a key of `week` names: "mon", "mon-fri", "fri-mon" over the week's end,
 * "sat,sun". Null if it names none, or one twice.
 */
export function readWeekKey(key: string): number[] | null {
  const days: number[] = []
  for (const part of key.split(',')) {
    const [first, last, ...more] = part.trim().toLowerCase().split('-')
    const from = NAMES.indexOf((first ?? '').trim())
    const to = last === undefined ? from : NAMES.indexOf(last.trim())
    if (from === -1 || to === -1 || more.length > 0) return null
    for (let day = from; ; day = (day + 1) % 7) {
      days.push(day)
      if (day === to) break
    }
  }
  return new Set(days).size === days.length ? days : null
}
