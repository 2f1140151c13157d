import type { TeamRow } from '../../row.ts'
import type { Site } from '../../site/site-schema.ts'
import { leadsOf } from './people-of.ts'
import type { ToldBook } from './told-book.ts'

/** Messages per lead today: of each lead of a team, how many reached them outside the screen since `dayStart`. */
export function leadMessages(
  book: Pick<ToldBook, 'messagesSince'>,
  site: Site,
  team: string,
  dayStart: number,
): TeamRow['messages'] {
  return leadsOf(site, team).map(({ id, name }) => ({
    person: id,
    name,
    count: book.messagesSince(id, dayStart),
  }))
}
