import type { Floor } from '#core/floor.ts'
import { askedAlert, nameOfColleague } from '#core/notify/asked-alert.ts'
import type { RequestSubject } from '#core/notify/escalation-step.ts'
import type { Asking } from '#core/notify/notification.ts'
import { instantText } from '#core/row.ts'

/** What a colleague asks, as the page of its link tells it: no customer, no title of a case. */
export interface AskedFacts extends Asking {
  readonly is: 'assist' | 'approval'
  readonly case: string | null
  readonly askedAt: string
  readonly state: 'open' | 'accepted' | 'granted' | 'refused' | 'ended'
  /** Name of who is on the way, or has decided. */
  readonly by: string | null
}

/** Null: it is not there any more, which is long after it ended. */
export function askedFacts(
  { is, id }: RequestSubject,
  floor: Pick<Floor, 'row' | 'site'>,
): AskedFacts | null {
  if (is === 'handoff') return null
  const told = askedAlert(is, id, { floor, site: floor.site })
  if (told?.asks === undefined) return null
  const row = is === 'assist' ? floor.row('assist', id) : floor.row('approval', id)
  if (row === null) return null
  const by = 'acceptedBy' in row ? row.acceptedBy : row.decidedBy
  return {
    ...told.asks,
    ...{ is, case: told.case, askedAt: instantText(told.raisedAt), state: row.state },
    by: by === null ? null : nameOfColleague(floor.site, floor, by),
  }
}
