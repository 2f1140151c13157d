import { expect, test } from 'vitest'
import { durabilityFaults, type RedisFacts } from './redis-facts.ts'

const durable: RedisFacts = {
  version: '7.0.15',
  appendOnly: true,
  lastWriteOk: true,
  appendFsync: 'always',
  maxMemoryPolicy: 'noeviction',
  hz: 100,
}

test('only what fsyncs before it confirms and never evicts is durable; each fault is named with its fix', () => {
  expect(durabilityFaults(durable)).toEqual([])
  expect(durabilityFaults({ ...durable, appendFsync: 'everysec', maxMemoryPolicy: 'allkeys-lru' })).toEqual([
    'appendfsync is everysec: set "appendfsync always"',
    'maxmemory-policy is allkeys-lru: set "maxmemory-policy noeviction"',
  ])
  expect(durabilityFaults({ ...durable, appendOnly: false })).toEqual([
    'appendonly is no: set "appendonly yes"',
  ])
  expect(durabilityFaults({ ...durable, lastWriteOk: false })).toHaveLength(1)
})

test('a Redis that does not let us look is not called durable', () => {
  expect(durabilityFaults({ ...durable, appendFsync: null, maxMemoryPolicy: null })).toHaveLength(1)
})
