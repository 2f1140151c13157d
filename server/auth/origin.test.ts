import { expect, test } from 'vitest'
import { originVerdict } from './origin.ts'

const PUBLIC = 'https://floor.example.com'

test.each([
  ['the public address', { origin: 'https://floor.example.com', host: 'internal:3000' }, 'same'],
  [
    'the address that the browser itself used',
    { origin: 'http://10.0.0.5:3000', host: '10.0.0.5:3000' },
    'same',
  ],
  ['no browser at all', { host: 'floor.example.com' }, 'none'],
  ['another site', { origin: 'https://evil.example', host: 'floor.example.com' }, 'foreign'],
  ['another port', { origin: 'https://floor.example.com:8443', host: 'floor.example.com' }, 'foreign'],
  [
    'a site that ends alike',
    { origin: 'https://evilfloor.example.com', host: 'floor.example.com' },
    'foreign',
  ],
  ['a page without an origin', { origin: 'null', host: 'floor.example.com' }, 'foreign'],
] as const)('%s', (_name, headers, verdict) => {
  expect(originVerdict(headers, PUBLIC)).toBe(verdict)
})
