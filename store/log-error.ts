/** Nothing is confirmed: Redis is away, full, read-only or too slow. Sending again later is safe. */
export class LogUnavailable extends Error {
  override readonly name = 'LogUnavailable'
}

/** More is waiting to be written than may wait. Sending again later is safe. */
export class LogBusy extends Error {
  override readonly name = 'LogBusy'
}

/** The writer no longer holds the lease that it wrote under: another has taken over, so nothing was written. */
export class LogFenced extends Error {
  override readonly name = 'LogFenced'
}

/** The log does not hold what follows this position (trimmed, or another log): what was folded must be built anew. */
export class LogGap extends Error {
  override readonly name = 'LogGap'
}
