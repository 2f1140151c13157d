import type { AgentRecord } from '../agents/leg-counts.ts'
import type { IntervalMetrics } from '../history/interval-metrics.ts'
import type { PeriodUnit } from '../history/periods.ts'
import type { Counts } from '../queues/counts.ts'
import type { ServiceLevelVariant } from '../queues/service-level.ts'

/** Whose figures are asked for. */
export const reportSubjects = ['site', 'board', 'queue', 'team', 'agent'] as const
export type ReportSubject = (typeof reportSubjects)[number]

/** Whether a text of a request is a kind of subject that a report can be of. */
export function isReportSubject(text: string): text is ReportSubject {
  return reportSubjects.some((subject) => subject === text)
}

type Seconds = { waitSec: number; talkSec: number; holdSec: number; wrapSec: number }

/** Counts and figures of the entries of queues. Shares are 0–1, times in seconds; null: nothing to divide by. */
export type EntryMetrics = Omit<
  Counts,
  'waitMs' | 'talkMs' | 'holdMs' | 'wrapMs' | 'rated' | 'ratedMillionths'
> &
  Seconds &
  IntervalMetrics & {
    readonly leftBy: Readonly<Record<string, number>>
    readonly longestWaitSec: number | null
    readonly csat: number | null
    readonly ratedShare: number | null
  }

/** Counts and figures of the legs of agents. */
export type LegMetrics = Omit<AgentRecord, 'waitMs' | 'talkMs' | 'holdMs' | 'wrapMs'> &
  Seconds &
  IntervalMetrics

/** One period: `from` and `to` are RFC 3339; `weekday` (1 Monday … 7 Sunday) where all of these are one period. */
export interface ReportPeriod {
  readonly from: string
  readonly to: string
  readonly weekday: number | null
}

interface Report<S extends ReportSubject, M> {
  readonly pos: string
  readonly at: string
  readonly of: S
  /** Null: the whole site. */
  readonly id: string | null
  readonly from: string
  readonly to: string
  readonly by: PeriodUnit
  readonly variant: ServiceLevelVariant
  /** Only a part of the site, as far as the caller may see it. */
  readonly partial: boolean
  readonly target: { readonly share: number; readonly withinSec: number } | null
  readonly periods: readonly (ReportPeriod & M)[]
  readonly total: M
  /** The same span by queue or by agent, where there are several. */
  readonly parts: readonly ({ readonly id: string } & M)[]
  /** Days that have come and of which no queue has a record: lost though contacts came, or nothing happened. */
  readonly missing: readonly { readonly from: string; readonly to: string; readonly lost: boolean }[]
}

export type EntryReport = Report<'site' | 'board' | 'queue', EntryMetrics>
export type LegReport = Report<'team' | 'agent', LegMetrics>

/** What `GET /api/v1/intervals` answers. */
export type IntervalReport = EntryReport | LegReport

/** Whether a report is of queue entries, and not of agents. */
export function isEntryReport(report: IntervalReport): report is EntryReport {
  return report.of !== 'team' && report.of !== 'agent'
}
