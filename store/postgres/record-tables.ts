import type { ContactRecord } from '#core/search/contact-record.ts'

/** The last state of a case, and what it is found by. `row` is its row without clocks, unmasked. */
export interface CaseRecordTable {
  site_id: string
  id: string
  opened_at: Date
  state: string
  kind: string
  cause: string | null
  queue: string | null
  team: string | null
  owner: string | null
  customer: string | null
  merged_into: string | null
  row: Record<string, unknown>
  /** What belongs to it: `{type, id}`, contacts among it. */
  members: { type: string; id: string }[]
  tokens: string
}

/** The last row of a promise or a callback. */
export interface CaseItemRecordTable {
  site_id: string
  kind: string
  id: string
  case_id: string | null
  customer: string | null
  at: Date
  row: Record<string, unknown>
}

export interface ContactRecordTable {
  site_id: string
  id: string
  at: Date
  ended_at: Date | null
  channel: string
  direction: ContactRecord['direction']
  queue: string | null
  agent: string | null
  outcome: string | null
  cause: string | null
  answered: boolean
  customer: string | null
  case_id: string | null
}

/** What a customer was called last, and all that they are found by. */
export interface CustomerRecordTable {
  site_id: string
  customer: string
  /** A keyed hash that stands for the customer in addresses. */
  ref: string
  name: string | null
  phone: string | null
  last_at: Date
  tokens: string
}

/** What was erased on request: its customer comes into no record any more. */
export interface ErasedSubjectTable {
  site_id: string
  kind: string
  id: string
  at: Date
}

/** Up to where in the log these records tell. */
export interface RecordPositionTable {
  site_id: string
  pos_ms: number
  pos_seq: number
}
