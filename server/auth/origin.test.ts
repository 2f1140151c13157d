import type { IncomingMessage } from 'node:http'
import { expect, test } from 'vitest'
import { parseProxies } from '#platform/trusted-proxies.ts'
import { createOurHosts } from '../http/our-hosts.ts'
import { originVerdict } from './origin.ts'

const ours = createOurHosts({
  ...{ host: '0.0.0.0', publicUrl: 'https://floor.example.com', hosts: ['huiyin.lan'] },
  isTrustedProxy: parseProxies('10.9.9.9')!,
})

const asked = (headers: IncomingMessage['headers'], remoteAddress = '10.0.0.7') =>
  ({ headers, socket: { remoteAddress } }) as IncomingMessage

test.each([
  ['the public address', { origin: 'https://floor.example.com', host: 'internal:3000' }, 'same'],
  [
    'the address that the browser itself used',
    { origin: 'http://10.0.0.5:3000', host: '10.0.0.5:3000' },
    'same',
  ],
  ['a name that was told', { origin: 'http://huiyin.lan:3000', host: 'huiyin.lan:3000' }, 'same'],
  ['no browser at all', { host: 'floor.example.com' }, 'none'],
  ['another site', { origin: 'https://evil.example', host: 'floor.example.com' }, 'foreign'],
  [
    'a name that was led to our address',
    { origin: 'http://evil.example:3000', host: 'evil.example:3000' },
    'foreign',
  ],
  ['another port', { origin: 'https://floor.example.com:8443', host: 'floor.example.com' }, 'foreign'],
  ['another scheme', { origin: 'https://10.0.0.5:3000', host: '10.0.0.5:3000' }, 'foreign'],
  ['the public name by another scheme', { origin: 'http://floor.example.com', host: '10.0.0.5' }, 'foreign'],
  [
    'a site that ends alike',
    { origin: 'https://evilfloor.example.com', host: 'floor.example.com' },
    'foreign',
  ],
  ['a page without an origin', { origin: 'null', host: 'floor.example.com' }, 'foreign'],
] as const)('%s', (_name, headers, verdict) => {
  expect(originVerdict(asked(headers), ours)).toBe(verdict)
})

test('https before the server is believed of a proxy of ours alone', () => {
  const headers = { origin: 'https://huiyin.lan', host: 'huiyin.lan', 'x-forwarded-proto': 'https' }
  expect(originVerdict(asked(headers, '10.9.9.9'), ours)).toBe('same')
  expect(originVerdict(asked(headers), ours)).toBe('foreign')
})
