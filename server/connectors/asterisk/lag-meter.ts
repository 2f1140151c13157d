import { type AmiMessage, header } from '#store/ami/message.ts'

/** How far behind a PBX's events come, by its own clock; nothing is known of one that does not stamp them. */
export interface LagMeter {
  /** A message was read at `now` (ms). */
  read(message: AmiMessage, now: number): void
  /** The PBX was asked for a sign of life. */
  asked(now: number): void
  /** The least lag of the last seconds, ms; null: it cannot be told. */
  lagMs(now: number): number | null
}

const WINDOW_MS = 3_000
/** Messages of which the least lag is taken, also where they are older than the window. */
const LEAST_MESSAGES = 3
const FORGOTTEN_AFTER_MS = 60_000
/** An answer that took longer says too little of the other clock. */
const PROMPT_MS = 2_000

/** The `Timestamp` of a message in ms, which a PBX sends with `timestampevents = yes`; null: none. */
export function timestampOf(message: AmiMessage): number | null {
  const seconds = Number(header(message, 'Timestamp'))
  return Number.isFinite(seconds) && seconds > 0 ? seconds * 1_000 : null
}

export function createLagMeter(): LagMeter {
  let lags: { readonly at: number; readonly lag: number }[] = []
  /** By how much the PBX's clock is ahead of ours, as the promptest of its latest answers says. */
  let ahead = 0
  let promptest = PROMPT_MS
  let askedAt: number | null = null

  function readAnswer(stamp: number, now: number): void {
    if (askedAt === null) return
    const took = now - askedAt
    askedAt = null
    // A clock may be set: each answer that is nearly as prompt counts anew.
    promptest = Math.min(PROMPT_MS, Math.max(50, promptest * 1.1))
    if (took > promptest) return
    promptest = took
    ahead = stamp - (now - took / 2)
  }

  return {
    read(message, now) {
      const stamp = timestampOf(message)
      if (stamp === null) return
      if (message.kind === 'response') {
        readAnswer(stamp, now)
        return
      }
      lags.push({ at: now, lag: Math.max(0, now + ahead - stamp) })
      const old = lags.findIndex(({ at }) => at > now - WINDOW_MS)
      lags = lags.slice(Math.max(0, Math.min(old === -1 ? lags.length : old, lags.length - LEAST_MESSAGES)))
    },
    asked(now) {
      askedAt ??= now
    },
    lagMs(now) {
      const recent = lags.filter(({ at }) => at > now - FORGOTTEN_AFTER_MS)
      if (recent.length < LEAST_MESSAGES) return null
      return Math.min(...recent.map(({ lag }) => lag))
    },
  }
}
