import type { OutcomeFilter } from '#core/api/entry-report.ts'
import type { EntryMetrics, LegMetrics } from '#core/api/interval-report.ts'

/** How a figure is written. */
export type ColumnUnit = 'count' | 'mean' | 'share' | 'fineShare' | 'seconds'

/** A column of the table: which figure, how it is written, and which entries are behind it. */
export interface ReportColumn<M> {
  readonly key: ColumnKey
  readonly unit: ColumnUnit
  readonly value: (metrics: M) => number | null
  /** `all`, an outcome, or null: the figure is made of more than one. */
  readonly opens: Outcome | null
  /** Beside it stands the same of the span before. */
  readonly isBeside: boolean
}

export type Outcome = OutcomeFilter

export type ColumnKey =
  | 'offered'
  | 'inTarget'
  | 'late'
  | 'abandoned'
  | 'short'
  | 'other'
  | 'waiting'
  | 'serviceLevel'
  | 'answerRate'
  | 'abandonRate'
  | 'asa'
  | 'longest'
  | 'aht'
  | 'handled'
  | 'levelOfAnswered'

const column = <M>(
  key: ColumnKey,
  unit: ColumnUnit,
  value: ReportColumn<M>['value'],
  opens: Outcome | null = null,
  isBeside = false,
): ReportColumn<M> => ({ key, unit, value, opens, isBeside })

/** Of queues: every entry is in exactly one of the counts from `inTarget` to `waiting`. */
export const entryColumns: readonly ReportColumn<EntryMetrics>[] = [
  column('offered', 'count', ({ offered }) => offered, 'all', true),
  column('inTarget', 'count', ({ answeredInTarget }) => answeredInTarget, 'inTarget'),
  column('late', 'count', ({ answeredLate }) => answeredLate, 'late'),
  column('abandoned', 'count', ({ abandoned }) => abandoned, 'abandoned'),
  column('short', 'count', ({ shortAbandoned }) => shortAbandoned, 'short'),
  column('other', 'count', ({ left, callbackRequested }) => left + callbackRequested, 'left'),
  column('waiting', 'count', ({ waiting }) => waiting, 'waiting'),
  column('serviceLevel', 'share', ({ serviceLevel }) => serviceLevel, 'all', true),
  column('answerRate', 'share', ({ answerRate }) => answerRate, 'all'),
  column('abandonRate', 'fineShare', ({ abandonRate }) => abandonRate, 'abandoned', true),
  column('asa', 'seconds', ({ asaSec }) => asaSec, 'answered'),
  column('longest', 'seconds', ({ longestWaitSec }) => longestWaitSec, 'all'),
  column('aht', 'seconds', ({ ahtSec }) => ahtSec, 'answered', true),
]

/** Of agents: legs, and the entries that they answered. */
export const legColumns: readonly ReportColumn<LegMetrics>[] = [
  column('handled', 'count', ({ handled }) => handled, 'all', true),
  column('inTarget', 'count', ({ answeredInTarget }) => answeredInTarget, 'inTarget'),
  column('late', 'count', ({ answeredLate }) => answeredLate, 'late'),
  column('levelOfAnswered', 'share', ({ serviceLevel }) => serviceLevel, 'answered', true),
  column('asa', 'seconds', ({ asaSec }) => asaSec, 'answered'),
  column('aht', 'seconds', ({ ahtSec }) => ahtSec, 'all', true),
]
