/** Something that is said of a state, and that state as it was then. */
export interface OfState {
  readonly before: string
}

/**
 * What is still said once `shown` is there: of a state that was another one since nothing is said any more, and it does
 * not come back where that looks again as it did.
 */
export function stillSaid<T extends OfState>(said: T | null, shown: string): T | null {
  return said !== null && said.before === shown ? said : null
}
