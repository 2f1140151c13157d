import { expect, test } from 'vitest'
import { parseRedisAddress } from './redis-address.ts'

test('one Redis is as it was written, and says how many replicas are waited for', () => {
  const url = 'rediss://huiyin:se%40cret@redis.lan:6380/2'
  expect(parseRedisAddress(url)).toMatchObject({ url, isTls: true, sentinels: [], replicas: 0 })
  expect(parseRedisAddress(`${url}?replicas=2`)).toMatchObject({ url, replicas: 2 })
  expect(parseRedisAddress('redis://127.0.0.1:6379')).toMatchObject({ isTls: false, replicas: 0 })
})

test('Sentinels are named with the group that they watch', () => {
  const text =
    'rediss+sentinel://huiyin:se%40cret@one,two:5000,[::1]:5001/floor?replicas=1&sentinelPassword=x'
  expect(parseRedisAddress(text)).toEqual({
    url: null,
    sentinels: [
      { host: 'one', port: 26379 },
      { host: 'two', port: 5000 },
      { host: '::1', port: 5001 },
    ],
    group: 'floor',
    isTls: true,
    username: 'huiyin',
    password: 'se@cret',
    sentinelUsername: undefined,
    sentinelPassword: 'x',
    replicas: 1,
  })
  expect(parseRedisAddress('redis+sentinel://:pw@one/floor')).toMatchObject({
    ...{ username: undefined, password: 'pw', isTls: false },
  })
})

test.each([
  'redis:/127.0.0.1',
  'http://127.0.0.1:6379',
  'redis+sentinel://one',
  'redis+sentinel://one:0/floor',
  'redis+sentinel://one,,two/floor',
  'redis+sentinel://u:%zz@one/floor',
  'redis://127.0.0.1?replicas=all',
  'redis+sentinel://one/floor?replicas=10',
])('%s is none', (text) => {
  expect(parseRedisAddress(text)).toBeNull()
})
