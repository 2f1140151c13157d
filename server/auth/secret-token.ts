import { createHash, randomBytes } from 'node:crypto'

/** A token of 256 random bits, and the digest by which it is kept. */
export function newToken(): { token: string; digest: string } {
  const token = randomBytes(32).toString('base64url')
  return { token, digest: digestOf(token) }
}

/** Tokens are random and long, so a fast digest is enough. */
export function digestOf(token: string): string {
  return createHash('sha256').update(token).digest('hex')
}
