import type { Staff } from '#core/access/viewer.ts'
import type { ReportReach } from '#store/postgres/day-report.ts'
import type { Summed } from './report-subject.ts'

/** The whole site is everything, or the caller's queues and teams; a queue or board is its queues' matters alone. */
export function reachOfSummed({ of, subjects, partial }: Summed, { reach }: Staff): ReportReach {
  if (of === 'site' && !partial && reach === 'all') return 'all'
  const teams = of === 'site' && reach !== 'all' ? [...reach.teams] : []
  return { queues: subjects, teams }
}
