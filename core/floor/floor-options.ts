import type { HolidaySource } from '../calendars/opening-days.ts'
import type { Packer } from '../contacts/contact-archive.ts'
import type { Site } from '../site/site-schema.ts'

/** What a floor is made with; nothing of it is needed. */
export interface FloorOptions {
  /** Makes finished contacts small in memory; without one they are kept as texts. */
  packer?: Packer
  site?: Site
  holidays?: HolidaySource
  /** Keep what the rules say for `takeTransitions`, and when they next may for `takeInstants`: for those who say it. */
  keepTransitions?: boolean
  /** How many aggregates (a case with all that belongs to it) are kept at hand though nothing is heard of them. */
  heldHot?: number
  /** So many events of one entity are folded again at once; more are in pieces of so many (long-folds.ts). */
  stepsAtOnce?: number
  /** Cases that are over stay, however long ago: for a floor of a few of them, made of the archive to be looked at. */
  keepsOver?: boolean
}
