import type { ShiftHandover } from '#core/reports/shift-handover.ts'

/** One line of `GET /api/v1/handovers`. Instants are RFC 3339. */
export interface HandoverSummary {
  id: string
  madeAt: string
  madeBy: string
  note: string
  takenAt: string | null
  takenBy: string | null
  counts: { owed: number; late: number; alerts: number; breached: number }
}

/** `GET /api/v1/handovers`: a page, and what `after` of the next one is; null: there is none. */
export interface HandoverSlice {
  handovers: HandoverSummary[]
  next: string | null
}

/** `GET /api/v1/handovers/:id`. */
export interface WholeHandover extends HandoverSummary {
  content: ShiftHandover
}
