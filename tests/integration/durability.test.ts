import { afterEach, expect, test } from 'vitest'
import { openConnection } from '#store/redis/connection.ts'
import { checkDurability } from '#store/redis/durability.ts'
import { type PrivateRedis, startRedis } from '../support/redis.ts'

let redis: PrivateRedis
afterEach(() => redis.stop())

async function findings(settings: Record<string, string>) {
  redis = await startRedis(settings)
  const connection = openConnection(redis.url)
  try {
    return await checkDurability(connection)
  } finally {
    connection.close()
  }
}

test('the shipped settings leave nothing to say', async () => {
  expect(await findings({})).toEqual([])
})

test('each setting that loses events or delays timers is named with its fix', async () => {
  const found = await findings({
    appendonly: 'no',
    appendfsync: 'everysec',
    'maxmemory-policy': 'allkeys-lru',
    hz: '10',
  })
  expect(found.map(({ setting, value, level }) => [setting, value, level])).toEqual([
    ['appendonly', 'no', 'fault'],
    ['appendfsync', 'everysec', 'fault'],
    ['maxmemory-policy', 'allkeys-lru', 'fault'],
    ['hz', '10', 'warning'],
  ])
  expect(found[1]!.message).toContain('appendfsync always')
})

test('a Redis that does not tell its settings is a warning, not a guess', async () => {
  redis = await startRedis()
  const connection = openConnection(redis.url)
  await connection.send(['ACL', 'SETUSER', 'default', '-config'])
  const found = await checkDurability(connection)
  connection.close()
  expect(found.map(({ level }) => level)).toEqual(['warning', 'warning', 'warning', 'warning'])
  expect(found[0]!.message).toContain('cannot be read')
})
