import { sql } from 'kysely'
import type { Database } from './database.ts'

/** Short ids for cases that screens open. */
export interface CaseNumbers {
  /** An id such as `C-1042`, which nobody was given before and no archived event is about. */
  next(): Promise<string>
}

/** A feed that numbers its own cases alike would have to hit so many in a row. */
const TRIES = 20

/** The numbers come from the database, which outlives the log: none is given out twice, not even after the log was lost. */
export function createCaseNumbers(database: Database, site: string): CaseNumbers {
  async function draw(): Promise<{ id: string; isTaken: boolean }> {
    const { rows } = await sql<{ id: string; isTaken: boolean }>`
      with drawn as (select 'C-' || nextval('case_number') as id)
      select id, exists (select 1 from event where site_id = ${site} and subject = drawn.id) as "isTaken"
      from drawn`.execute(database)
    return rows[0]!
  }
  return {
    async next() {
      for (let tries = 1; ; tries++) {
        const { id, isTaken } = await draw()
        if (!isTaken) return id
        if (tries === TRIES) throw new Error(`the case numbers up to ${id} are taken by a feed`)
      }
    },
  }
}
