import { type AmiMessage, header } from '#protocols/ami/message.ts'
import { LIST_EVENTS } from './statement.ts'

/**
 * When a message was sent, and up to when the PBX has told everything. With `timestampevents` each event carries the
 * PBX's own time; answers to our questions carry none and may overtake events that are late.
 */
export interface StreamTime {
  /** Takes the next message; its time of receipt in ms since 1970. */
  take(message: AmiMessage, receivedAt: number): StreamMoment
  /** The instant of the stream that corresponds to one of our clock, as far as is known. */
  at(ours: number): number
  /** When, by our clock, the PBX's silence decides what was due at an instant of the stream. */
  silenceDecidesAt(due: number): number
  /** A connection was made: how late it is shows with its first event. */
  connected(): void
  /** How late the latest event was, ms; null if none of this connection said when it was sent. */
  readonly lagMs: number | null
  /** True where an answer may know what no event has told yet: events are late, or none came in this connection. */
  readonly isBehind: boolean
  /** The same, or that of the connection before, or 0. */
  readonly lastLagMs: number
  /** From when on this connection tells all events: since it was made, or since the first that came was sent. Null before that. */
  readonly since: number | null
}

export interface StreamMoment {
  /** When it happened. */
  readonly at: number
  /** Whatever happened until then was told by now. */
  readonly heardUntil: number
}

/** From this on events are late, and an answer to a question says nothing about them. */
export const LATE_MS = 2_000
/** How long an event may be overdue behind an answer: while events come in time, and while they come late. */
const OVERDUE_MS = { inTime: 10_000, late: 120_000 }

/** Events that are answers. */
const ANSWERS = new Set([...LIST_EVENTS, 'QueueSummary', 'QueueSummaryComplete', 'FullyBooted'])

export function createStreamTime(): StreamTime {
  let lagMs: number | null = null
  let lastLagMs = 0
  let isStamped = false
  let since: number | null = null
  let hasEvent = false

  const overdueMs = (): number =>
    isStamped ? (lastLagMs < LATE_MS ? OVERDUE_MS.inTime : OVERDUE_MS.late) : 0

  return {
    take(message, receivedAt) {
      since ??= receivedAt
      const sentAt = message.kind === 'event' ? sentAtOf(message) : null
      hasEvent ||= message.kind === 'event' && !ANSWERS.has(message.name)
      if (sentAt === null) {
        const at = receivedAt - lastLagMs
        return { at, heardUntil: at - overdueMs() }
      }
      isStamped = true
      // A PBX whose clock is ahead tells nothing of the future.
      const at = Math.min(sentAt, receivedAt)
      since = Math.min(since, at)
      lagMs = receivedAt - at
      lastLagMs = lagMs
      return { at, heardUntil: at }
    },
    at: (ours) => ours - lastLagMs,
    silenceDecidesAt: (due) => due + lastLagMs + overdueMs(),
    connected() {
      lagMs = null
      since = null
      hasEvent = false
    },
    get lagMs() {
      return lagMs
    },
    get isBehind() {
      return lagMs === null ? !hasEvent : lagMs >= LATE_MS
    },
    get lastLagMs() {
      return lastLagMs
    },
    get since() {
      return since
    },
  }
}

/** `Timestamp: 1743751276.123123`, with six or nine digits of fraction: ms since 1970, cut; null if there is none. */
function sentAtOf(message: AmiMessage): number | null {
  const found = /^(\d{9,11})(?:\.(\d{1,9}))?$/.exec(header(message, 'Timestamp'))
  return found === null
    ? null
    : Number(found[1]) * 1_000 + Number((found[2] ?? '').padEnd(3, '0').slice(0, 3))
}
