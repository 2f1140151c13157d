import type { CallbackRow, CaseRow, PromiseRow } from '../rows/case-rows.ts'
import type { InstantText } from '../rows/clock-view.ts'

/** What is shown of a case in a list, masked for its reader. */
export type FoundCase = Pick<
  CaseRow,
  | 'id'
  | 'kind'
  | 'title'
  | 'cause'
  | 'state'
  | 'queue'
  | 'team'
  | 'owner'
  | 'priority'
  | 'openedAt'
  | 'urgency'
  | 'owing'
  | 'name'
  | 'phone'
  | 'mergedInto'
>

export interface FoundCustomer {
  /** The key by which events name the customer. */
  customer: string
  /** What stands for the customer in addresses. */
  ref: string
  name: string | null
  phone: string | null
  lastAt: InstantText
}

export interface FoundContact {
  id: string
  at: InstantText
  endedAt: InstantText | null
  channel: string
  direction: 'inbound' | 'outbound'
  queue: string | null
  agent: string | null
  answered: boolean
  outcome: string | null
  cause: string | null
  case: string | null
  /** Of whom it is; null where the contact named nobody. */
  ref: string | null
}

export interface FoundAgent {
  id: string
  name: string
  team: string | null
  state: string
}

export interface FoundQueue {
  id: string
  name: string
}

/** Whether the archive answered; `away`: what is shown is of the last two days alone. */
export type ArchiveState = 'here' | 'away'

/** `GET /api/v1/search`, `POST /api/v1/search`: what was found, best first, live and archived in one. */
export interface SearchAnswer {
  cases: FoundCase[]
  customers: FoundCustomer[]
  contacts: FoundContact[]
  agents: FoundAgent[]
  queues: FoundQueue[]
  archive: ArchiveState
}

/** `GET /api/v1/cases`: cases of any age, newest first. */
export interface CaseListAnswer {
  cases: FoundCase[]
  /** The `after` of the next page; null: this is the last. */
  next: string | null
  archive: ArchiveState
}

export type FoundPromise = Pick<PromiseRow, 'id' | 'case' | 'text' | 'dueAt' | 'agent' | 'state'> & {
  at: InstantText
}
export type FoundCallback = Pick<
  CallbackRow,
  'id' | 'queue' | 'agent' | 'requestedAt' | 'dueAt' | 'attempts' | 'lastOutcome' | 'case'
> & { open: boolean }

/** How a callback may be asked for from a contact. */
export interface StoryCallback {
  /** The case that it is then about; null: none, or one about which its reader may not ask. */
  case: string | null
  /** Whether the number is known that is called. */
  hasNumber: boolean
}

export type StoryContact = FoundContact & {
  /** Null: its reader may ask for none from it, or it is long over. */
  callback: StoryCallback | null
}

/** `GET /api/v1/customers/{ref}`: what is known of a customer, of all time, newest first. */
export interface CustomerAnswer {
  customer: FoundCustomer
  cases: FoundCase[]
  contacts: StoryContact[]
  promises: FoundPromise[]
  callbacks: FoundCallback[]
  archive: ArchiveState
}
