import { expect, test } from 'vitest'
import { usualLimits } from '#core/site/limits.ts'
import { trustNone } from '#platform/trusted-proxies.ts'
import { noLimitWatch } from '../metrics/limit-watch.ts'
import { createSecurityLog } from './security-log.ts'

function logOf() {
  const records: string[] = []
  const security = createSecurityLog({
    audit: async (...record) => void records.push(record.slice(0, 3).join(' ')),
    tokens: {
      find: (token) => (token === 'a-feed’s' ? { kind: 'feed', feed: 'pbx' } : null),
    },
    isTrustedProxy: trustNone,
    limits: () => usualLimits,
    limitWatch: noLimitWatch,
    onFault: (error) => {
      throw error
    },
  })
  const from = (remoteAddress: string) => ({ socket: { remoteAddress }, headers: {} }) as never
  return { records, security, from }
}

test('wrong tokens slow down their address, of IPv6 the /64, and no other; one that somebody bears never does', () => {
  const { records, security, from } = logOf()
  const tries = (address: string, token: string) =>
    Array.from({ length: 200 }, () => security.tokenRefused(token, from(address)))
  expect(tries('2001:db8::1', 'a-feed’s').every((waitSec) => waitSec === 0)).toBe(true)
  expect(records).toEqual([])
  const waits = tries('2001:db8::1', 'guessed')
  expect(waits.slice(0, 60).every((waitSec) => waitSec === 0)).toBe(true)
  expect(waits.slice(70).every((waitSec) => waitSec > 0)).toBe(true)
  expect(security.tokenRefused('guessed', from('2001:db8::2'))).toBeGreaterThan(0)
  expect(security.tokenRefused('guessed', from('2001:db8:0:1::2'))).toBe(0)
  expect(records).toEqual([
    'address/2001:db8::1 token.refused ',
    'address/2001:db8::2 token.refused ',
    'address/2001:db8:0:1::2 token.refused ',
  ])
})

test('who asks for what is not theirs is on record once an hour for each thing', () => {
  const { records, security } = logOf()
  const agent = { kind: 'person', id: 'yuan' } as const
  for (let times = 0; times < 100; times++) security.accessRefused(agent, 'GET /cases/:id')
  security.accessRefused(agent, 'GET /rejected')
  security.accessRefused({ kind: 'token', id: 'checks' }, 'GET /rejected')
  expect(records).toEqual([
    'yuan access.refused GET /cases/:id',
    'yuan access.refused GET /rejected',
    'token/checks access.refused GET /rejected',
  ])
})
