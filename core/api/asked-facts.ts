import type { Asking } from '../notify/notification.ts'

/** What a colleague asks, as the page of its link tells it: no customer, no title of a case. */
export interface AskedFacts extends Asking {
  readonly is: 'assist' | 'approval'
  readonly case: string | null
  readonly askedAt: string
  readonly state: 'open' | 'accepted' | 'granted' | 'refused' | 'ended'
  /** Name of who is on the way, or has decided. */
  readonly by: string | null
}
