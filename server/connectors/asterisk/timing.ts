import type { Outage } from './outage.ts'

/** The client's own times, in real milliseconds: a PBX answers in real time whatever clock the site shows. */
export interface ClientTiming {
  /** How often the PBX is asked for a sign of life. */
  readonly pingMs: number
  /** A connection that has said nothing for this long is taken for dead. */
  readonly silentMs: number
  /** How long FullyBooted is waited for before the PBX is asked for its state. */
  readonly bootedMs: number
  readonly firstDelayMs: number
  /** At most, while the PBX's machine says that nothing listens yet: that costs nothing, and it may be back any moment. */
  readonly closedPortDelayMs: number
  readonly maxDelayMs: number
  /** After a refused sign-in: asking again soon would lock the account out. */
  readonly refusedDelayMs: number
  /** How often the callers per queue are compared. */
  readonly summaryMs: number
  /** How often queues are asked for while no event of the class `agent` came, which the account may not read. */
  readonly unseenMs: number
}

export const TIMING: ClientTiming = {
  pingMs: 5_000,
  silentMs: 16_000,
  bootedMs: 3_000,
  firstDelayMs: 250,
  closedPortDelayMs: 800,
  maxDelayMs: 10_000,
  refusedDelayMs: 30_000,
  summaryMs: 60_000,
  unseenMs: 20_000,
}

/** What asking again soon does not change. */
const NEEDS_A_PERSON: ReadonlySet<Outage> = new Set<Outage>(['refused', 'certificate', 'no_tls'])

interface OutageOf {
  readonly why: Outage
  readonly detail: string
}

/** The delay before attempt `failures` + 1: doubled each time, with half of it left to chance so that servers do not come all at once. */
export function nextDelayMs(
  timing: ClientTiming,
  outage: OutageOf,
  failures: number,
  random: number,
): number {
  const whole = NEEDS_A_PERSON.has(outage.why)
    ? timing.refusedDelayMs
    : doubledDelayMs(timing, outage, failures)
  return whole / 2 + (whole / 2) * random
}

function doubledDelayMs(timing: ClientTiming, { detail }: OutageOf, failures: number): number {
  const most = detail === 'ECONNREFUSED' ? timing.closedPortDelayMs : timing.maxDelayMs
  return Math.min(most, timing.firstDelayMs * 2 ** Math.min(20, failures - 1))
}
