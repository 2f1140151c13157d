import type { HolidaySource } from '../../calendars/opening-days.ts'
import type { Packer } from '../../contacts/contact-archive.ts'
import type { FloorEvent } from '../../event/event.ts'
import type { RowType } from '../../rows/row.ts'

/** What the case side asks of the floor around it. */
export interface CaseProjectionContext {
  /** The instant up to which time has passed, ms since 1970. */
  now(): number
  /** Start of the site's day that `now` lies in. */
  today(): number
  readonly holidays: HolidaySource
  /** Everything heard of a contact so far in its order, the event just heard included. */
  contactEvents(id: string): readonly FloorEvent[]
  /** Whether anything heard of a contact is held: cheap, where asking for its events may unpack it. */
  holdsContact(id: string): boolean
  /** So many events of one case, promise, hand-off, approval or callback are folded. */
  most(): number
  /** So many events are folded again at once; not given: as many as usual. */
  readonly stepsAtOnce?: number
  /** Makes what is over small in memory. */
  readonly packer: Packer
  /** So many aggregates are kept hot though nothing is heard of them. */
  readonly heldHot: number
  /** Cases that are over are not let go; not given: they are. */
  readonly keepsOver?: boolean
  /** A row of this type may have changed; for queues and boards their `callbacks` and `cases`. */
  changed(type: RowType, id: string): void
  /** A subject of rules ("case/C1") may have another next instant, ms or null; not asked for: nobody wants to know. */
  moved?(subject: string, at: number | null): void
  /** So many openings of a source more (less, if negative) contradict the first one of their subject. */
  contradicted(source: string, by: number): void
}
