import type { MoreTime } from '#core/row.ts'

/** `GET /api/v1/links/department/{token}`: all that a department owes. Instants are RFC 3339. */
export interface DepartmentFacts {
  at: string
  department: { id: string; name: string }
  others: { id: string; name: string }[]
  expiresAt: string
  handoffs: OpenHandoff[]
}

export interface OpenHandoff {
  id: string
  question: string | null
  sentAt: string
  dueAt: string | null
  acceptedAt: string | null
  moreTime: MoreTime | null
  bounces: number
  case: {
    kind: string
    title: string | null
    priority: string
    openedAt: string
    waitingSince: string | null
    nextDueAt: string | null
  } | null
  timeline: TimelineEntry[]
}

export interface TimelineEntry {
  type: string
  at: string
  channel: string | null
  text: string | null
  due: string | null
}
