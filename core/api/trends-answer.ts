/** One period of the trends: counts; instants are RFC 3339. */
export interface TrendPeriod {
  readonly from: string
  readonly to: string
  readonly weekday: number | null
  /** Contacts of known customers, and those whose customer had come in the 24, 48, 72 hours before. */
  readonly known: number
  readonly within24: number
  readonly within48: number
  readonly within72: number
  /** Answered contacts that ended, and those without an outcome though the shift is over. */
  readonly ended: number
  readonly unclassified: number
}

/** What `GET /api/v1/intervals/trends` answers. */
export interface TrendsAnswer {
  readonly at: string
  readonly from: string
  readonly to: string
  readonly periods: readonly TrendPeriod[]
  /** Cases of which a cause was said in the span, each once, by the cause said last. */
  readonly causes: readonly { readonly cause: string; readonly count: number }[]
}
