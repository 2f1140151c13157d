import { createECDH } from 'node:crypto'
import { expect, test } from 'vitest'
import { vapidKeys } from './vapid-keys.ts'

test('the same secrets give the same pair of keys, and each site its own', () => {
  const keys = vapidKeys('5'.repeat(64), 'a')
  expect(vapidKeys('5'.repeat(64), 'a')).toEqual(keys)
  expect(vapidKeys('5'.repeat(64), 'b').publicKey).not.toBe(keys.publicKey)
  const curve = createECDH('prime256v1')
  curve.setPrivateKey(Buffer.from(keys.privateKey, 'base64url'))
  expect(curve.getPublicKey('base64url')).toBe(keys.publicKey)
  expect(Buffer.from(keys.publicKey, 'base64url')).toHaveLength(65)
})
