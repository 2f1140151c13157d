import type { FeedRow } from '#core/rows/feed-rows.ts'

/** `GET /api/v1/operations`. Instants are RFC 3339; the words of findings are in the language that was asked for. */
export interface OperationsAnswer {
  at: string
  findings: ShownFinding[]
  /** The set of the site file in force. */
  version: { version: number; at: string; by: string } | null
  screens: { paired: number; silent: number }
  feeds: FeedRow[]
  /** Null: nothing was counted again yet. */
  recount: Recount | null
}

export interface ShownFinding {
  level: 'good' | 'warning' | 'fault'
  about: string
  text: string
}

export interface Recount {
  at: string
  pos: string
  intervals: number
  tookMs: number
  /** Per figure the sum of all differences. */
  differences: Record<string, number>
  found: RecordDifference[]
}

/** One record of which the live count and the recount do not say the same. */
export interface RecordDifference {
  kind: string
  subject: string
  /** Its beginning, ms; 0: it has none. */
  start: number
  figures: Record<string, [live: number, again: number]>
}

/** `GET /api/v1/rejected`. */
export interface ShownRefusal {
  at: string
  id?: string
  code: string
  message: string
  raw: string
  mayReplay: boolean
}

const RANK = { fault: 0, warning: 1, good: 2 } as const

/** What is to be mended first, then what is to be looked at; within these as they were found. */
export function byUrgency(findings: readonly ShownFinding[]): ShownFinding[] {
  return findings.toSorted((a, b) => RANK[a.level] - RANK[b.level])
}

/** ShownRefusal events of one reason. */
export interface RefusedGroup {
  code: string
  message: string
  count: number
  /** The newest of them. */
  last: ShownRefusal
}

/** ShownRefusal events by their reason, the most frequent first. */
export function byReason(refused: readonly ShownRefusal[]): RefusedGroup[] {
  const groups = new Map<string, RefusedGroup>()
  for (const event of refused) {
    const { code, message } = event
    const known = groups.get(`${code} ${message}`)
    if (known === undefined) groups.set(`${code} ${message}`, { code, message, count: 1, last: event })
    else known.count++
  }
  return [...groups.values()].toSorted((a, b) => b.count - a.count)
}
