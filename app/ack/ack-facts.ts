import type { AskedFacts } from '#core/api/asked-facts.ts'
import type { Severity } from '#core/rows/row.ts'

/** `GET /api/v1/links/ack/{token}`: what would be taken, and how it stands. */
export interface AckPageFacts {
  person: string | null
  /** Name of who is signed in at this browser; null: nobody is. */
  you: string | null
  /** A group reads the message: a press of its button is that of who is signed in. */
  inGroup: boolean
  /** The server's time. */
  at: string
  state:
    | { is: 'open' | 'resolved' }
    | { is: 'used' | 'open_again'; at: string }
    | { is: 'taken'; by: string | null }
  alerts: AckPageAlert[]
  /** What a colleague asks, where the link is about that and not about alerts. */
  asked: AskedFacts | null
  /** The customer of these alerts asked for a supervisor, and none has spoken to them yet. */
  waitsForSupervisor: boolean
}

export interface AckPageAlert {
  rule: string
  severity: Severity
  subject: string
  /** What its queue, team or agent is called. */
  place: string | null
  title: Record<string, string>
  state: 'open' | 'acked' | 'snoozed' | 'resolved'
  step: number
  raisedAt: string
  dueAt: string | null
}
