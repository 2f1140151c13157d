import type { MissingRecipient, StepRecipient } from '../notify/escalation-step.ts'
import type { NextStep } from '../notify/next-step.ts'
import type { InstantText } from '../rows/clock-view.ts'
import type { AlertRow } from '../rows/row.ts'

/** `GET /api/v1/alerts/{id}`: an alert, its history, and what comes next. Instants are RFC 3339. */
export interface OneAlert {
  readonly alert: AlertRow
  readonly history: readonly HistoryEntry[]
  readonly next: NextStepFacts | null
}

/** The next step of an alert's ladder, if nobody takes it. */
export type NextStepFacts = Omit<NextStep, 'at'> & { readonly at: InstantText }

/** One line of an alert's history, oldest first; instants are RFC 3339. */
export type HistoryEntry =
  /** Its rule spoke: warned, breached, paused, met … */
  | { readonly is: 'rule'; readonly at: string; readonly to: string }
  /** Somebody took it, put it off, or was given it. */
  | {
      readonly is: 'hand'
      readonly at: string
      readonly to: 'acked' | 'snoozed'
      readonly by: string
      readonly until: string
      /** Who gave it to them; null: they took it themselves. */
      readonly givenBy: string | null
      readonly note: string | null
    }
  /** Somebody took back what they did a moment before. */
  | { readonly is: 'undone'; readonly at: string; readonly by: string }
  /** A step of the ladder was taken. */
  | {
      readonly is: 'called'
      readonly at: string
      readonly round: number
      readonly step: number
      readonly route: string
      readonly called: readonly {
        readonly person: string | null
        readonly department: string | null
        readonly as: string
        readonly how: StepRecipient['how']
        readonly until: string | null
      }[]
      readonly missing: readonly MissingRecipient[]
    }
  /** A message went out, or did not. */
  | {
      readonly is: 'told' | 'failed'
      readonly at: string
      readonly channel: string
      readonly person: string | null
      readonly department: string | null
      readonly again: boolean
      readonly edited: boolean
      readonly reason: string | null
      readonly final: boolean
    }
