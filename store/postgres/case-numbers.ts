import { sql } from 'kysely'
import type { Database } from './database.ts'

/** Short ids for cases that screens open. */
export interface CaseNumbers {
  /**
   * An id such as `C-1042`, which nobody was given before, no archived event is about, and the floor does not know
   * (`isKnown`): what a feed opened a moment ago is not archived yet.
   */
  next(isKnown?: (id: string) => boolean): Promise<string>
}

/** Beyond as many in a row that a feed has, nothing short is left. */
const MOST_TRIES = 16

interface Drawn {
  readonly id: string
  readonly isTaken: boolean
}

/**
 * The first id that is free. A feed that numbers its own cases alike has many in a row: each try goes twice as far as
 * the one before (`count`: so many numbers are used up), and 16 of them past sixty thousand.
 */
export async function firstFree(
  draw: (count: number) => Promise<Drawn>,
  isKnown: (id: string) => boolean,
): Promise<string> {
  for (let tries = 0; ; tries++) {
    const { id, isTaken } = await draw(2 ** tries)
    if (!isTaken && !isKnown(id)) return id
    if (tries === MOST_TRIES) throw new Error(`the case numbers up to ${id} are taken by a feed`)
  }
}

/** The numbers come from the database, which outlives the log: none is given out twice, not even after the log was lost. */
export function createCaseNumbers(database: Database, site: string): CaseNumbers {
  async function draw(count: number): Promise<Drawn> {
    const { rows } = await sql<Drawn>`
      with drawn as (select 'C-' || max(nextval('case_number')) as id from generate_series(1, ${count}::int))
      select id, exists (select 1 from event where site_id = ${site} and subject = drawn.id) as "isTaken"
      from drawn`.execute(database)
    return rows[0]!
  }
  return { next: (isKnown = () => false) => firstFree(draw, isKnown) }
}
