/** `GET /api/v1/deliveries`: what an administrator looks after. Instants are RFC 3339. */
export interface Deliveries {
  at: string
  dead: DeadMessage[]
  lines: Lane[]
  unreached: {
    person: string
    name: string
    role: string
    screenOnly: boolean
    pushOnly: boolean
    dead: { channel: string; name: string; reason: string; at: string }[]
  }[]
  nobody: {
    is: 'step' | 'department' | 'roster'
    what: string
    as: string | null
    reason: string
    at: string | null
  }[]
  departments: DepartmentLinks[]
  /** Calendars and the years, now or soon, of which no official list of their holidays is known. */
  calendars: { calendar: string; code: string; year: number }[]
}

export interface DeadMessage {
  id: string
  kind: string
  to: { is: 'person' | 'department'; id: string; name: string }
  channel: string
  target: string | null
  severity: string
  attempts: number
  reason: string
  diedAt: string
}

export interface Lane {
  line: string
  waiting: number
  sending: number
  failed: { failures: number; since: string; reason: string; failing: boolean } | null
}

export interface DepartmentLinks {
  id: string
  name: string
  opened: number
  lastOpenedAt: string | null
  revokedBefore: string | null
}
