import type { IncomingMessage } from 'node:http'
import { expect, test } from 'vitest'
import { isLocal } from './is-local.ts'

const asked = (remoteAddress: string, headers: IncomingMessage['headers'], localAddress = '127.0.0.1') =>
  ({
    headers: { host: '127.0.0.1:3000', ...headers },
    socket: { remoteAddress, localAddress },
  }) as IncomingMessage

test.each([
  ['the loopback', asked('127.0.0.1', {}), true],
  ['the loopback of IPv6', asked('::1', { host: 'localhost:3000' }), true],
  ['IPv4 over IPv6', asked('::ffff:127.0.0.1', {}), true],
  ['the machine by its own address', asked('10.0.0.5', { host: '10.0.0.5:3000' }, '10.0.0.5'), true],
  ['another machine', asked('10.0.0.7', { host: '10.0.0.5:3000' }, '10.0.0.5'), false],
  ['a proxy on this machine', asked('127.0.0.1', { 'x-forwarded-for': '10.0.0.7' }), false],
  ['a proxy that says nothing but keeps the name', asked('127.0.0.1', { host: 'floor.example.com' }), false],
  ['a proxy that names itself', asked('127.0.0.1', { via: '1.1 proxy' }), false],
  ['a name that was led here', asked('127.0.0.1', { host: 'evil.test:3000' }), false],
])('%s', (_name, req, local) => expect(isLocal(req)).toBe(local))
