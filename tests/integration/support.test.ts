import pg from 'pg'
import { createClient } from 'redis'
import { expect, test } from 'vitest'
import { startPostgres } from '../support/postgres.ts'
import { startRedis } from '../support/redis.ts'

test('the private Redis keeps what it confirmed over kill -9', async () => {
  const redis = await startRedis()
  try {
    const before = await createClient({ url: redis.url })
      .on('error', () => {})
      .connect()
    await before.set('kept', 'yes')
    before.destroy()
    await redis.kill()
    await redis.restart()
    const after = await createClient({ url: redis.url }).connect()
    expect(await after.get('kept')).toBe('yes')
    after.destroy()
  } finally {
    await redis.stop()
  }
})

test('the private PostgreSQL answers, and again after a crash', async () => {
  const postgres = await startPostgres()
  try {
    const ask = async () => {
      const client = new pg.Client({ connectionString: postgres.url })
      await client.connect()
      const answer = await client.query('select 1 as one')
      await client.end()
      return answer.rows
    }
    expect(await ask()).toEqual([{ one: 1 }])
    await postgres.restart()
    expect(await ask()).toEqual([{ one: 1 }])
  } finally {
    await postgres.stop()
  }
})
