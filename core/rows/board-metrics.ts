/** The figures that a board may show of each queue (docs/metrics.md). */
export const boardMetrics = [
  ...(['waiting', 'longest', 'level', 'level30m', 'offered', 'answered', 'abandoned'] as const),
  ...(['answerRate', 'abandonRate', 'asa', 'aht', 'longestToday', 'available', 'csat'] as const),
  ...(['callbacks', 'callbacksOverdue', 'cases', 'casesOverdue'] as const),
] as const
export type BoardMetric = (typeof boardMetrics)[number]

/** What a board need not show: its sums, notices, what breaches next, and who is there. */
export const boardSections = ['sums', 'notices', 'next', 'agents'] as const
export type BoardSection = (typeof boardSections)[number]

/** What a board shows besides: what is owed in place of its queues, a clock for the whole room, what the signs mean. */
export const boardExtras = ['owed', 'clock', 'legend'] as const
export type BoardExtra = (typeof boardExtras)[number]

/** What each queue shows where the board says nothing else. */
export const usualMetrics: readonly BoardMetric[] = ['waiting', 'longest', 'level']
