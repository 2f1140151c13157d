import { sql } from 'kysely'
import { createDatabase } from '#store/postgres/database.ts'
import { clockFinding } from './check-redis.ts'
import { type Finding, reasonOf, tell } from './finding.ts'

const ABOUT = 'PostgreSQL'
const OLDEST = 140_000

interface ServerFacts {
  readonly number: number
  readonly now: Date
  readonly encoding: string
}

/** Version, encoding and clock of a PostgreSQL, and whether it is ours to write. */
export async function checkPostgres(url: string): Promise<Finding[]> {
  const database = createDatabase(url, { max: 1 })
  try {
    const { rows } =
      await sql<ServerFacts>`select current_setting('server_version_num')::int as number, now() as now,
      current_setting('server_encoding') as encoding`.execute(database)
    const { number, now, encoding } = rows[0]!
    const version = Math.floor(number / 10_000)
    return [
      number >= OLDEST
        ? tell('good', ABOUT, 'postgres_version', { version })
        : tell('fault', ABOUT, 'postgres_old', { version }),
      encoding === 'UTF8'
        ? tell('good', ABOUT, 'encoding_good')
        : tell('fault', ABOUT, 'encoding_bad', { encoding }),
      clockFinding(ABOUT, now.getTime()),
    ]
  } catch (error) {
    return [tell('fault', ABOUT, 'no_answer', { reason: reasonOf(error), variable: 'DATABASE_URL' })]
  } finally {
    await database.destroy()
  }
}
