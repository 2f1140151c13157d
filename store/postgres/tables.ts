import type { Generated } from 'kysely'
import type { ShiftHandover } from '#core/reports/shift-handover.ts'
import type { Retained } from '#core/site/retention-days.ts'
import type { Role, Site } from '#core/site/site-schema.ts'
import type {
  ContactMethodsVersionTable,
  ContactMethodTable,
  LinkCutoffTable,
  LinkUseTable,
  PersonSettingsTable,
} from './contact-method-tables.ts'
import type {
  AccountTable,
  RecoveryCodeTable,
  RefusedTryTable,
  ScreenPairingTable,
  ScreenTable,
  SecondFactorTable,
  SessionTable,
  SignedInBeforeTable,
} from './people-tables.ts'
import type {
  CaseItemRecordTable,
  CaseRecordTable,
  ContactRecordTable,
  CustomerRecordTable,
  ErasedSubjectTable,
  RecordPositionTable,
} from './record-tables.ts'

/** The tables as queries see them. Who adds a migration adds its tables here. */
export interface Tables {
  event: EventTable
  archive_position: ArchivePositionTable
  interval_record: IntervalTable
  recount: RecountTable
  retention: RetentionTable
  case_record: CaseRecordTable
  case_item_record: CaseItemRecordTable
  contact_record: ContactRecordTable
  customer_record: CustomerRecordTable
  record_position: RecordPositionTable
  erased_subject: ErasedSubjectTable
  personal_held: PersonalHeldTable
  shift_handover: ShiftHandoverTable
  audit: AuditTable
  site_version: SiteVersionTable
  token: TokenTable
  site_secret: SiteSecretTable
  target_secret: TargetSecretTable
  account: AccountTable
  session: SessionTable
  second_factor: SecondFactorTable
  recovery_code: RecoveryCodeTable
  refused_try: RefusedTryTable
  signed_in_before: SignedInBeforeTable
  screen: ScreenTable
  screen_pairing: ScreenPairingTable
  way: ContactMethodTable
  person_settings: PersonSettingsTable
  ways_version: ContactMethodsVersionTable
  link_use: LinkUseTable
  link_cutoff: LinkCutoffTable
  saved_view: SavedViewTable
  site_picture: SitePictureTable
}

/** A picture that boards show, as an address that holds it. */
export interface SitePictureTable {
  site_id: string
  id: string
  url: string
  at: Generated<Date>
}

/** A view of History that a person keeps. */
export interface SavedViewTable {
  site_id: string
  id: Generated<string>
  person: string
  name: string
  query: string
  made_at: Generated<Date>
}

/** The archived log. A position `ms-seq` is kept as two numbers, so that it sorts as it should. */
export interface EventTable {
  site_id: string
  pos_ms: number
  pos_seq: number
  at: Date
  time: Date
  sent_time: Date | null
  source: string
  id: string
  type: string
  subject: string
  data: Record<string, unknown>
}

/** Up to where the log of a site is archived without a gap. */
export interface ArchivePositionTable {
  site_id: string
  pos_ms: number
  pos_seq: number
}

/** One 15-minute interval of a queue or an agent (metrics.md); durations in ms. */
export interface IntervalTable {
  site_id: string
  kind: 'queue' | 'agent'
  subject: string
  start: Date
  offered: number
  waiting: number
  answered_in_target: number
  answered_late: number
  short_abandoned: number
  abandoned: number
  left_queue: number
  left_by_reason: Record<string, number>
  callback_requested: number
  turned_away: number
  abandoned_in_target: number
  callback_in_target: number
  wait_ms: number
  longest_wait_ms: number | null
  handled: number
  /** Of an agent: legs that are over. */
  finished: number
  talk_ms: number
  hold_ms: number
  wrap_ms: number
  rated: number
  /** Sum of score ÷ of, in millionths. */
  rated_millionths: number
  updated_at: Generated<Date>
}

/** What a recount found. */
export interface RecountTable {
  site_id: string
  id: Generated<number>
  at: Date
  /** Log position at which fold and recount were compared. */
  pos: string
  span: 'touched' | 'all'
  /** Records that were compared, and older ones that were written anew. */
  intervals: number
  corrected: number
  took_ms: number
  /** Per figure the sum of all differences, without sign. */
  differences: Record<string, number>
  /** The first records that differ. */
  found: unknown[]
}

/** The last run that removed what had been kept for as long as the site file says. */
export interface RetentionTable {
  site_id: string
  keep_days: Partial<Record<Retained, number>>
  begun_at: Date
  /** Null: it is under way, or was broken off. */
  finished_at: Date | null
  events_before: Date | null
  events: Generated<number>
  personal: Generated<number>
  audit: Generated<number>
  intervals: Generated<number>
  /** Up to which position personal data was looked at, but for what `personal_held` names. */
  personal_pos_ms: Generated<number>
  personal_pos_seq: Generated<number>
}

/** What a shift handed over, and who took it over. */
export interface ShiftHandoverTable {
  site_id: string
  id: Generated<string>
  made_at: Date
  made_by: string
  note: string
  content: ShiftHandover
  taken_at: Date | null
  taken_by: string | null
}

/** What was open or owed when personal data of its age was erased: it is looked at again. */
export interface PersonalHeldTable {
  site_id: string
  kind: string
  subject: string
}

/** Who did or saw what: changes of the site file, unmasked looks at personal data, sign-ins. */
export interface AuditTable {
  site_id: string
  id: string
  at: Date
  who: string
  action: string
  subject: string | null
  detail: Record<string, unknown>
}

/** Every set of the site file that was ever in force; the greatest version is. */
export interface SiteVersionTable {
  site_id: string
  version: number
  at: Date
  /** `file`, or the person who changed it. */
  who: string
  /** SHA-256 of the file that it was read from, null if it came from elsewhere. */
  file_hash: string | null
  /** Without any secret. */
  content: Site
  /** As people wrote it, without any secret; null: an earlier program kept none. */
  text: string | null
  /** Why it was made, in its maker's words. */
  why: string | null
  /** Whether the log has it. */
  published: boolean
}

/** A token as SHA-256 of its text: of a feed, or of an outside program. */
export interface TokenTable {
  hash: string
  site_id: string
  kind: 'feed' | 'api'
  name: string
  role: Role | null
  agent: string | null
  /** Shorter than it should be. */
  short: boolean
}

/** The password by which a connector signs in at its PBX, encrypted. */
export interface SiteSecretTable {
  site_id: string
  feed: string
  sealed: string
}

/** What a target of alerts keeps secret, sealed. */
export interface TargetSecretTable {
  site_id: string
  target: string
  name: string
  sealed: string
}
