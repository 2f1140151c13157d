import type { AlertRow } from '#core/row.ts'

/** `GET /api/v1/alerts/{id}`: an alert, its history, and what comes next. Instants are RFC 3339. */
export interface OneAlert {
  alert: AlertRow
  history: HistoryEntry[]
  next: NextStep | null
}

export interface NextStep {
  at: string
  round: number
  step: number
  as: string[]
  people: string[]
  departments: string[]
}

export type HistoryEntry =
  | { is: 'rule'; at: string; to: string }
  | {
      is: 'hand'
      at: string
      to: 'acked' | 'snoozed'
      by: string
      until: string
      givenBy: string | null
      note: string | null
    }
  | {
      is: 'called'
      at: string
      round: number
      step: number
      route: string
      called: {
        person: string | null
        department: string | null
        as: string
        how: string
        until: string | null
      }[]
      missing: { as: string; reason: string }[]
    }
  | {
      is: 'told' | 'failed'
      at: string
      channel: string
      person: string | null
      department: string | null
      again: boolean
      edited: boolean
      reason: string | null
      final: boolean
    }
