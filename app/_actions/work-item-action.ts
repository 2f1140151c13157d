import type { ContactRow } from '#core/rows/row.ts'
import type { Acting } from '../_ui/use-act.ts'

/** What every step of a case is given: what it is about, how to say it, and what comes after. */
export interface WorkItemAction {
  /** The case's id. */
  subject: string
  /** With whom it is done while they are on the line, if anybody is. */
  contact?: ContactRow
  acting: Acting
  /** Called with whether the server took it. */
  done: (taken: boolean) => void
}
