import { createHmac } from 'node:crypto'
import type { KeyedHash } from '#core/event/customer-key.ts'

const LETTERS = 24

/** A keyed hash of a text as 24 letters and digits (HMAC-SHA-256, cut). */
export function keyedHash(key: string): KeyedHash {
  return (text) => createHmac('sha256', key).update(text).digest('hex').slice(0, LETTERS)
}
