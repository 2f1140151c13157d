/** Days that follow one another, from the first to the last of them; instants are RFC 3339. */
export interface DayRange {
  readonly from: string
  /** The beginning of the last day. */
  readonly last: string
}

/** Puts days (in order) together as far as each begins where the one before ended. */
export function dayRanges(days: readonly { readonly from: string; readonly to: string }[]): DayRange[] {
  const ranges: { from: string; last: string; to: string }[] = []
  for (const { from, to } of days) {
    const before = ranges.at(-1)
    if (before?.to === from) Object.assign(before, { last: from, to })
    else ranges.push({ from, last: from, to })
  }
  return ranges.map(({ from, last }) => ({ from, last }))
}
