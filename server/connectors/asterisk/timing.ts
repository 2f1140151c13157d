import type { Outage } from './client.ts'

/** The client's own times, in real milliseconds: a PBX answers in real time whatever clock the site shows. */
export interface ClientTiming {
  /** How often the PBX is asked for a sign of life. */
  readonly pingMs: number
  /** A connection that has said nothing for this long is taken for dead. */
  readonly silentMs: number
  /** How long FullyBooted is waited for before the PBX is asked for its state. */
  readonly bootedMs: number
  readonly firstDelayMs: number
  readonly maxDelayMs: number
  /** After a refused sign-in: asking again soon would lock the account out. */
  readonly refusedDelayMs: number
  /** How often the callers per queue are compared. */
  readonly summaryMs: number
}

export const TIMING: ClientTiming = {
  pingMs: 5_000,
  silentMs: 16_000,
  bootedMs: 3_000,
  firstDelayMs: 250,
  maxDelayMs: 10_000,
  refusedDelayMs: 30_000,
  summaryMs: 60_000,
}

/** The delay before attempt `failures` + 1: doubled each time, with half of it left to chance so that servers do not come all at once. */
export function nextDelayMs(timing: ClientTiming, why: Outage, failures: number, random: number): number {
  const whole =
    why === 'refused'
      ? timing.refusedDelayMs
      : Math.min(timing.maxDelayMs, timing.firstDelayMs * 2 ** Math.min(20, failures - 1))
  return whole / 2 + (whole / 2) * random
}
