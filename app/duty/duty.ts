/** `GET /api/v1/duty`: who is on duty now and through the week. Instants are RFC 3339. */
export interface Duty {
  at: string
  maySwap: boolean
  rosters: Roster[]
}

export interface Roster {
  id: string
  name: string
  members: string[]
  deputies: Record<string, string>
  now: PersonOnDuty[]
  spans: { from: string; to: string; onDuty: PersonOnDuty[] }[]
  swaps: { id: string; from: string; to: string; person: string | null; by: string }[]
}

export interface PersonOnDuty {
  person: string
  /** Whom they stand in for. */
  instead: string | null
}
