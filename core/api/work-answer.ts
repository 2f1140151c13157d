import type { WorkReport } from '../history/work-report.ts'

/** What `GET /api/v1/intervals/work` answers; instants are RFC 3339. */
export interface WorkAnswer extends WorkReport {
  readonly at: string
  readonly from: string
  readonly to: string
  readonly suggestions: { readonly heard: number; readonly answered: number; readonly adopted: number }
  /** Of the whole site: how many messages reached each lead outside the screen. Null: of a queue or board nobody's. */
  readonly messages: readonly { readonly person: string; readonly count: number }[] | null
}
