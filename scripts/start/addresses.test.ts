import { expect, test } from 'vitest'
import { readEnv, type Variables } from '#platform/env.ts'
import { shownAddress } from './addresses.ts'

const of = (address: string, internal: boolean) => ({
  ...{ address, internal, family: 'IPv4' as const, netmask: '', mac: '', cidr: null },
})
const network = { lo: [of('127.0.0.1', true)], eth0: [of('192.0.2.7', false)] }

function shown(variables: Variables, interfaces = network): string {
  const read = readEnv(variables)
  if (!read.ok) throw new Error(read.faults.join())
  return shownAddress(read.env, interfaces)
}

test('the address is one that others reach where the server listens to them, with the port that it has', () => {
  expect(shown({})).toBe('http://localhost:3000')
  expect(shown({ PORT: '3100' })).toBe('http://localhost:3100')
  expect(shown({ HOST: '0.0.0.0', PORT: '3100' })).toBe('http://192.0.2.7:3100')
  expect(shown({ HOST: '192.0.2.8' })).toBe('http://192.0.2.8:3000')
  expect(shown({ HOST: 'fd00::8' })).toBe('http://[fd00::8]:3000')
  expect(shown({ HOST: '0.0.0.0', HUIYIN_PUBLIC_URL: 'https://floor.example.com' })).toBe(
    'https://floor.example.com',
  )
  expect(shown({ HOST: '0.0.0.0' }, { lo: network.lo } as never)).toBe('http://localhost:3000')
})
