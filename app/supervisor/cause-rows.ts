export interface CauseRow {
  cause: string
  today: number
  /** Null: nothing is known of last week. */
  lastWeek: number | null
}

interface CauseCount {
  cause: string
  count: number
}

/** Causes today beside last week's, the most today first; one that was there last week and is not today stands at the end. */
export function causeRows(today: readonly CauseCount[], lastWeek: readonly CauseCount[] | null): CauseRow[] {
  const before = new Map(lastWeek?.map(({ cause, count }) => [cause, count]))
  const now = new Map(today.map(({ cause, count }) => [cause, count]))
  const rows = [...new Set([...now.keys(), ...before.keys()])].map((cause) => ({
    cause,
    today: now.get(cause) ?? 0,
    lastWeek: lastWeek === null ? null : (before.get(cause) ?? 0),
  }))
  return rows.sort(
    (a, b) => b.today - a.today || (b.lastWeek ?? 0) - (a.lastWeek ?? 0) || (a.cause < b.cause ? -1 : 1),
  )
}
