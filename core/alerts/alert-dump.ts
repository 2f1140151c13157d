import type { EventName } from '../rules/rule-transition.ts'
import type { AlertEvent } from './alert-state.ts'

export interface AlertDump {
  readonly id: string
  readonly rule: string
  readonly subject: string
  readonly start: EventName | null
  readonly heardAt: number
  readonly events: readonly AlertEvent[]
}

/** A quiet run in a snapshot: what it was written as, and when it is to be looked at again (ms). */
export type SilentRunDump = readonly [id: string, text: string, lookAt: number | null]

/** Some runs that have raised nothing. */
export interface SilentRunDumps {
  readonly quiet: readonly SilentRunDump[]
}
