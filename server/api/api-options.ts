import type { Staff } from '#core/access/viewer.ts'
import type { Floor } from '#core/floor/floor.ts'
import type { Limits } from '#core/site/limits.ts'
import type { ClockFacts } from '#core/site/site-facts.ts'
import type { IsTrusted } from '#platform/trusted-proxies.ts'
import type { ForgetStores } from '#store/forget-name.ts'
import type { LimitsMet } from '#store/limits-met.ts'
import type { ReadApprovals } from '#store/postgres/approval-archive.ts'
import type { CaseNumbers } from '#store/postgres/case-numbers.ts'
import type { DayReport } from '#store/postgres/day-report.ts'
import type { DeliveryReport } from '#store/postgres/delivery-report.ts'
import type { EntryArchive } from '#store/postgres/entry-archive.ts'
import type { HandoverStore } from '#store/postgres/handover-store.ts'
import type { IntervalArchive } from '#store/postgres/interval-archive.ts'
import type { IntervalSums } from '#store/postgres/interval-sums.ts'
import type { RecountStore } from '#store/postgres/recount-store.ts'
import type { TrendReport } from '#store/postgres/trend-report.ts'
import type { ReadWork } from '#store/postgres/work-archive.ts'
import type { RejectedStore } from '#store/rejected.ts'
import type { SavedViews } from '#store/saved-views.ts'
import type { SitePictures } from '#store/site-pictures.ts'
import type { Auth } from '../auth/create-auth.ts'
import type { SecurityLog } from '../auth/security-log.ts'
import type { CommandLog } from '../gateway/send-command.ts'
import type { DaysOfAgents } from '../history/days-of-agents.ts'
import type { OurHosts } from '../http/our-hosts.ts'
import type { ReplayRejected } from '../ingest/replay-rejected.ts'
import type { LimitWatch } from '../metrics/limit-watch.ts'
import type { ReadOperations } from '../operations/read-operations.ts'
import type { ActService } from '../pbx-actions/act-service.ts'
import type { PeopleService } from '../people-service.ts'
import type { ErasureContext } from '../privacy/erase-customer.ts'
import type { FindService } from '../search/find-service.ts'
import type { RuleTrial } from '../site/rule-trial.ts'
import type { SiteFileService } from '../site/site-file-service.ts'
import type { ReadAudit } from './audit-routes.ts'
import type { CallLimits } from './call-limits.ts'

/** What the routes under `/api/v1` are made of. */
export interface ApiOptions extends CommandLog {
  auth: Auth
  /** Null: the floor is not built yet. */
  floor: () => Floor | null
  rejected: Pick<RejectedStore, 'list'>
  replay: ReplayRejected
  erasure: ErasureContext
  handovers: HandoverStore
  operations: ReadOperations
  forget: ForgetStores
  people: PeopleService
  intervals: Pick<IntervalArchive, 'read' | 'readAgent'>
  intervalSums: IntervalSums
  entries: EntryArchive
  trends: TrendReport
  work: ReadWork
  heard: DeliveryReport
  daysOfAgents: DaysOfAgents
  savedViews: SavedViews
  recounts: Pick<RecountStore, 'recent'>
  day: DayReport
  caseNumbers: CaseNumbers
  siteFile: SiteFileService
  ruleTrial: RuleTrial
  pictures: SitePictures
  find: FindService
  /** Approvals of any age, for the report on limits. */
  approvals: ReadApprovals
  /** The site's time, ms since 1970. */
  now: () => number
  clock: ClockFacts
  limitWatch?: Pick<LimitWatch, 'met' | 'near' | 'watch'>
  /** How often somebody may send something; those of the sockets, too. */
  may: CallLimits
  /** The limits in force; not given: the usual ones. */
  limits?: () => Limits
  limitsMet: Pick<LimitsMet, 'read' | 'used'>
  /** Whose word on where a request came from counts. */
  isTrustedProxy: IsTrusted
  /** The names of this site. */
  hosts: OurHosts
  recordUnmasked: (viewer: Staff, view: string, id: string | null) => Promise<void>
  security: SecurityLog
  readAudit: ReadAudit
  acts: ActService
  onFault: (error: Error) => void
}
