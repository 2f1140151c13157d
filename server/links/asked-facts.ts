import type { AskedFacts } from '#core/api/asked-facts.ts'
import type { Floor } from '#core/floor/floor.ts'
import { askedAlert, nameOfColleague } from '#core/notify/asked-alert.ts'
import type { RequestSubject } from '#core/notify/escalation-step.ts'
import { instantText } from '#core/rows/row.ts'

/** Null: it is not there any more, which is long after it ended. */
export function askedFacts(
  { is, id }: RequestSubject,
  floor: Pick<Floor, 'row' | 'site'>,
): AskedFacts | null {
  if (is !== 'assist' && is !== 'approval') return null
  const alert = askedAlert(is, id, { floor, site: floor.site })
  if (alert?.asks === undefined) return null
  const row = is === 'assist' ? floor.row('assist', id) : floor.row('approval', id)
  if (row === null) return null
  const by = 'acceptedBy' in row ? row.acceptedBy : row.decidedBy
  return {
    ...alert.asks,
    ...{ is, case: alert.case, askedAt: instantText(alert.raisedAt), state: row.state },
    by: by === null ? null : nameOfColleague(floor.site, floor, by),
  }
}
