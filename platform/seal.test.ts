import { randomBytes } from 'node:crypto'
import { expect, test } from 'vitest'
import { SealBroken, seal, unseal } from './seal.ts'

const key = randomBytes(32).toString('hex')

test('a sealed secret comes back with its key, and looks different each time', () => {
  const sealed = seal('pbx-geheim-密码', key)
  expect(unseal(sealed, key)).toBe('pbx-geheim-密码')
  expect(seal('pbx-geheim-密码', key)).not.toBe(sealed)
})

test('another key or a changed byte gives an error, never another secret', () => {
  const sealed = seal('secret', key)
  expect(() => unseal(sealed, randomBytes(32).toString('hex'))).toThrow(SealBroken)
  const bytes = Buffer.from(sealed, 'base64')
  bytes[bytes.length - 1]! ^= 1
  expect(() => unseal(bytes.toString('base64'), key)).toThrow(SealBroken)
})
