import type { CaseRow, HandoffRow } from '../rows/case-rows.ts'
import type { InstantText } from '../rows/clock-view.ts'

/** `GET /api/v1/links/department/{token}`: all that a department owes. Instants are RFC 3339. */
export interface DepartmentFacts {
  readonly at: InstantText
  readonly department: { readonly id: string; readonly name: string }
  readonly others: readonly { readonly id: string; readonly name: string }[]
  readonly expiresAt: InstantText
  readonly handoffs: readonly OpenHandoff[]
}

/** A hand-off as its department sees it: what is asked, the customer's matter and clock, and nothing of the customer. */
export interface OpenHandoff
  extends Pick<HandoffRow, 'id' | 'question' | 'sentAt' | 'dueAt' | 'acceptedAt' | 'moreTime' | 'bounces'> {
  /** Null: it belongs to no case that we know. */
  readonly case: CustomersMatter | null
  readonly timeline: readonly TimelineEntry[]
}

export interface CustomersMatter extends Pick<CaseRow, 'kind' | 'title' | 'priority' | 'openedAt'> {
  /** Since when the customer waits for a word from us. */
  readonly waitingSince: InstantText | null
  /** When something owed to the customer is next due. */
  readonly nextDueAt: InstantText | null
}

/** Something that happened to the customer's matter, as far as a department may know it. */
export interface TimelineEntry {
  readonly type: string
  readonly at: InstantText
  readonly channel: string | null
  /** What was said, masked. */
  readonly text: string | null
  readonly due: InstantText | null
}
