/** One of what a figure counts; instants are RFC 3339. */
export interface ShownItem {
  readonly kind: 'promise' | 'handoff' | 'callback' | 'case' | 'contact' | 'message' | 'stretch' | 'state'
  /** Of a message what it was about ("case/C1"), of a stretch what kept the agent, or the state that they were in. */
  readonly id: string
  /** The case that it belongs to. */
  readonly case: string | null
  readonly at: string
  /** Of a stretch: until when. */
  readonly to: string | null
  /** An agent, a department or a person; null: nobody, or nobody whom the caller may see. */
  readonly who: string | null
  /** Of a stretch: for how long somebody waited meanwhile. */
  readonly lostSec: number | null
}

/** What `GET /intervals/items` answers: those behind one figure, of which at most 500 are listed. */
export interface ItemsAnswer {
  readonly figure: string
  readonly from: string
  readonly to: string
  readonly items: readonly ShownItem[]
  /** There are more. */
  readonly cut: boolean
}

/**
 * The figures that may be asked for, by their first word: `promises/agent/yuan/kept`, `departments/finance/open`,
 * `callbacks/0/done`, `causes/late-refund`, `repeats/24` (or `known`), `outcomes/unclassified` (or `ended`),
 * `suggestions/heard`, `messages/lin`, `losses/away.break`, `states/available` (or `lost`).
 */
export const itemMetrics = [
  ...(['promises', 'departments', 'callbacks', 'causes', 'repeats', 'outcomes'] as const),
  ...(['suggestions', 'messages', 'losses', 'states'] as const),
] as const
export type ItemMetric = (typeof itemMetrics)[number]

/** A figure as its first word and what follows it; null: there is none of that name. */
export function splitMetric(figure: string): { readonly head: ItemMetric; readonly rest: string } | null {
  const slash = figure.indexOf('/')
  const head = itemMetrics.find((each) => each === figure.slice(0, slash))
  return head === undefined || slash === figure.length - 1 ? null : { head, rest: figure.slice(slash + 1) }
}
