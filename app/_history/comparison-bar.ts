/** One queue's or agent's bar: what became of its contacts. */
export interface ComparisonBar {
  readonly id: string
  readonly name: string
  readonly inTarget: number
  readonly late: number
  readonly abandoned: number
  readonly other: number
}
