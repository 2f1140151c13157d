import { sql } from 'kysely'
import { createDatabase } from '#store/postgres/database.ts'
import { noAnswerText } from '../start/given-stores.ts'
import { clockFinding } from './check-redis.ts'
import { type Finding, fault, good } from './finding.ts'

const ABOUT = 'PostgreSQL'
const OLDEST = 140_000

interface Told {
  readonly number: number
  readonly now: Date
  readonly encoding: string
}

/** Version, encoding and clock of a PostgreSQL, and whether it is ours to write. */
export async function checkPostgres(url: string): Promise<Finding[]> {
  const database = createDatabase(url, { max: 1 })
  try {
    const { rows } =
      await sql<Told>`select current_setting('server_version_num')::int as number, now() as now,
      current_setting('server_encoding') as encoding`.execute(database)
    const { number, now, encoding } = rows[0]!
    return [
      number >= OLDEST
        ? good(ABOUT, `answers, version ${Math.floor(number / 10_000)}`)
        : fault(ABOUT, `is version ${Math.floor(number / 10_000)}: 14 or later is needed`),
      encoding === 'UTF8'
        ? good(ABOUT, 'encoding UTF8')
        : fault(ABOUT, `its encoding is ${encoding}: make the database with "encoding 'UTF8'"`),
      clockFinding(ABOUT, now.getTime()),
    ]
  } catch (error) {
    return [fault(ABOUT, noAnswerText(error, 'DATABASE_URL'))]
  } finally {
    await database.destroy()
  }
}
