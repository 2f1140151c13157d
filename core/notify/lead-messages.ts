import type { TeamRow } from '../rows/row.ts'
import type { Site } from '../site/site-schema.ts'
import { leadsOf } from './people-of.ts'
import type { ReceiptProjection } from './receipt-projection.ts'

/** Messages per lead today: of each lead of a team, how many reached them outside the screen since `dayStart`. */
export function leadMessages(
  projection: Pick<ReceiptProjection, 'messagesSince'>,
  site: Site,
  team: string,
  dayStart: number,
): TeamRow['messages'] {
  return leadsOf(site, team).map(({ id, name }) => ({
    person: id,
    name,
    count: projection.messagesSince(id, dayStart),
  }))
}
