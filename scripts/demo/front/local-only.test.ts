import { expect, test } from 'vitest'
import { isFromHere, isOfNoPage } from './local-only.ts'

const asks = (host: string, headers: Record<string, string> = {}, method = 'GET') =>
  isFromHere({ method, headers: { host, ...headers } })

test('what knows no password answers pages of this machine alone', () => {
  expect(asks('localhost:3001')).toBe(true)
  expect(asks('127.0.0.1:3001')).toBe(true)
  // A name elsewhere that leads here.
  expect(asks('evil.example:3001')).toBe(false)
  expect(asks('192.0.2.5:3001')).toBe(false)
})

test('nothing is changed, and no socket opened, by a page of another origin or by who names none', () => {
  const own = { origin: 'http://localhost:3002' }
  const other = { origin: 'http://evil.example' }
  expect(asks('localhost:3002', own, 'POST')).toBe(true)
  expect(asks('localhost:3002', {}, 'POST')).toBe(false)
  expect(asks('localhost:3002', other, 'POST')).toBe(false)
  expect(asks('localhost:3002', { origin: 'http://localhost:8080' }, 'POST')).toBe(false)
  expect(asks('localhost:3002', { ...other, upgrade: 'websocket' })).toBe(false)
  expect(asks('localhost:3002', { upgrade: 'websocket' })).toBe(false)
  expect(asks('localhost:3002', { ...own, upgrade: 'websocket' })).toBe(true)
})

test('what a group is sent comes from a program of this machine, never from a page', () => {
  expect(isOfNoPage({ headers: { host: '127.0.0.1:3003' } })).toBe(true)
  expect(isOfNoPage({ headers: { host: 'evil.example:3003' } })).toBe(false)
  for (const origin of ['http://evil.example', 'http://127.0.0.1:3003', 'null'])
    expect(isOfNoPage({ headers: { host: '127.0.0.1:3003', origin } })).toBe(false)
})
