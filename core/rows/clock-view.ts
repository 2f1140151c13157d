/** An instant in a row: RFC 3339 in UTC, with milliseconds. */
export type InstantText = string

/** A clock of a rule as rows show it (contract §5). */
export interface ClockView {
  rule: string
  subject: string
  run: number
  state: 'running' | 'warned' | 'breached' | 'paused' | 'released'
  startedAt: InstantText
  dueAt: InstantText | null
}
