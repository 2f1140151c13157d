import type { IncomingMessage } from 'node:http'
import { expect, it } from 'vitest'
import { type IsTrusted, parseProxies, trustNone } from '#platform/trusted-proxies.ts'
import { clientAddress } from './client-address.ts'

const from = (remoteAddress: string, forwarded?: string, isTrusted: IsTrusted = trustNone) =>
  clientAddress(
    { socket: { remoteAddress }, headers: { 'x-forwarded-for': forwarded } } as unknown as IncomingMessage,
    isTrusted,
  )
const ours = parseProxies('10.0.0.0/8, 127.0.0.1, fd00::/8')!

it('believes nobody who is no proxy of ours', () => {
  expect(from('203.0.113.7', '198.51.100.1')).toBe('203.0.113.7')
  expect(from('203.0.113.7', '198.51.100.1', ours)).toBe('203.0.113.7')
})

it('takes the nearest address that is no proxy of ours, whatever a caller wrote before it', () => {
  expect(from('10.1.2.3', '198.51.100.1', ours)).toBe('198.51.100.1')
  expect(from('::ffff:127.0.0.1', 'forged, 198.51.100.1, 10.9.9.9', ours)).toBe('198.51.100.1')
  expect(from('fd00::1', '[2001:db8::5]:4711', ours)).toBe('2001:db8::5')
  expect(from('10.1.2.3', '198.51.100.1:8080', ours)).toBe('198.51.100.1')
})

it('counts against the proxy what no proxy of ours said rightly', () => {
  expect(from('10.1.2.3', undefined, ours)).toBe('10.1.2.3')
  expect(from('10.1.2.3', 'nonsense', ours)).toBe('10.1.2.3')
})

it('refuses what is neither address nor range', () => {
  for (const text of ['proxy', '10.0.0.0/33', '10.0.0.0/8/8', 'fd00::/129', '10.0.0.0/x', ''])
    expect(parseProxies(text), text).toBeNull()
})
