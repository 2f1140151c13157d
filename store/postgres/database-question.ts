import pg from 'pg'

/** Less than readiness waits, so that what hangs is told by its own words. */
const ANSWER_MS = 1_800

/**
 * Asks a PostgreSQL by a connection of its own, since those that are open may go on answering while it takes no new
 * ones. Rejects when it does not answer in time. Who asks meanwhile shares the question.
 */
export function createDatabaseQuestion(url: string): () => Promise<void> {
  let asking: Promise<void> | null = null
  return () => {
    asking ??= ask(url).finally(() => {
      asking = null
    })
    return asking
  }
}

async function ask(url: string): Promise<void> {
  const client = new pg.Client({
    connectionString: url,
    connectionTimeoutMillis: ANSWER_MS,
    query_timeout: ANSWER_MS,
  })
  // A connection that breaks is told by the query that it carried.
  client.on('error', () => undefined)
  try {
    await client.connect()
    await client.query('select 1')
  } finally {
    // One that hangs does not take a goodbye either.
    client.end().catch(() => undefined)
  }
}
