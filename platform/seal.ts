import { createCipheriv, createDecipheriv, type DecipherGCM, randomBytes } from 'node:crypto'

const CIPHER = 'aes-256-gcm'
const IV_BYTES = 12
const TAG_BYTES = 16

/** Encrypts a secret for keeping; `key` is 32 bytes as hex. A dump of the database alone then gives nothing away. */
export function seal(text: string, key: string): string {
  const iv = randomBytes(IV_BYTES)
  const cipher = createCipheriv(CIPHER, Buffer.from(key, 'hex'), iv)
  const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
  return Buffer.concat([iv, cipher.getAuthTag(), body]).toString('base64')
}

/** What was sealed cannot be opened: it was changed, or sealed with another key. */
export class SealBroken extends Error {
  constructor(cause: unknown) {
    super('a kept secret cannot be opened with the key of secrets.json: give it anew', { cause })
  }
}

/** Gives the secret back; throws `SealBroken` if it was sealed with another key or changed. */
export function unseal(sealed: string, key: string): string {
  const bytes = Buffer.from(sealed, 'base64')
  const decipher = createDecipheriv(CIPHER, Buffer.from(key, 'hex'), bytes.subarray(0, IV_BYTES))
  decipher.setAuthTag(bytes.subarray(IV_BYTES, IV_BYTES + TAG_BYTES))
  const body = decipher.update(bytes.subarray(IV_BYTES + TAG_BYTES))
  return Buffer.concat([body, final(decipher)]).toString('utf8')
}

function final(decipher: DecipherGCM): Buffer {
  try {
    return decipher.final()
  } catch (error) {
    throw new SealBroken(error)
  }
}
