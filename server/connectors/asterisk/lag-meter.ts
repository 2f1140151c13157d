import { type AmiMessage, header } from '#protocols/ami/message.ts'

/** How far behind a PBX's events come, by its own clock; nothing is known of one that does not stamp them. */
export interface LagMeter {
  /** A message was read at `now` (ms). */
  read(message: AmiMessage, now: number): void
  /** The PBX was asked for a sign of life. */
  asked(now: number): void
  /** The least lag of the last seconds, ms; null: it cannot be told. */
  lagMs(now: number): number | null
}

const WINDOW_SEC = 3
/** Messages of which the least lag is taken, also where they are older than the window. */
const LEAST_MESSAGES = 3
const FORGOTTEN_AFTER_SEC = 60
/** An answer that took longer says too little of the other clock. */
const PROMPT_MS = 2_000

/** The `Timestamp` of a message in ms, which a PBX sends with `timestampevents = yes`; null: none. */
export function timestampOf(message: AmiMessage): number | null {
  const seconds = Number(header(message, 'Timestamp'))
  return Number.isFinite(seconds) && seconds > 0 ? seconds * 1_000 : null
}

export function createLagMeter(): LagMeter {
  /** Of each second with messages the least lag, and how many came. */
  const seconds: { readonly second: number; least: number; count: number }[] = []
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

  const counted = (from: number) => seconds.slice(from).reduce((sum, { count }) => sum + count, 0)

  function note(lag: number, second: number): void {
    const last = seconds.at(-1)
    if (last?.second === second) {
      last.least = Math.min(last.least, lag)
      last.count++
      return
    }
    seconds.push({ second, least: lag, count: 1 })
  }

  /** Forgets what is older than the window, if enough came since. */
  function forgetBefore(second: number): void {
    while (seconds[0]!.second <= second - WINDOW_SEC && counted(1) >= LEAST_MESSAGES) seconds.shift()
  }

  return {
    read(message, now) {
      const stamp = timestampOf(message)
      if (stamp === null) return
      if (message.kind === 'response') {
        readAnswer(stamp, now)
        return
      }
      const second = Math.floor(now / 1_000)
      note(Math.max(0, now + ahead - stamp), second)
      forgetBefore(second)
    },
    asked(now) {
      askedAt ??= now
    },
    lagMs(now) {
      const last = seconds.at(-1)
      if (last === undefined || last.second < now / 1_000 - FORGOTTEN_AFTER_SEC) return null
      return counted(0) < LEAST_MESSAGES ? null : Math.min(...seconds.map(({ least }) => least))
    },
  }
}
