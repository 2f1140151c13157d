import { expect, test } from 'vitest'
import { sharedLink } from './shared-link.ts'

test.each([
  [
    'of this machine, asked for on the LAN',
    'http://localhost:3000/departments/t',
    'http://192.0.2.5:3000',
    'http://192.0.2.5:3000/departments/t',
  ],
  [
    'of the address that was set',
    'https://floor.example.com/departments/t',
    'http://192.0.2.5:3000',
    'https://floor.example.com/departments/t',
  ],
  [
    'asked for by a program',
    'http://localhost:3000/departments/t',
    undefined,
    'http://localhost:3000/departments/t',
  ],
] as const)('a link %s', (_name, link, origin, shared) => {
  expect(sharedLink(link, origin)).toBe(shared)
})
