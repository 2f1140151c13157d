import { createHmac, randomBytes, scrypt, timingSafeEqual } from 'node:crypto'
import { promisify } from 'node:util'

const derive = promisify<string, Buffer, number, object, Buffer>(scrypt)

/** scrypt as OWASP advises where 128 MiB a sign-in is too much: N = 2¹⁵, r = 8, p = 3. */
const COST = { N: 2 ** 15, r: 8, p: 3, maxmem: 64 * 1024 * 1024 }
const LENGTH = 32

/** A password as it is kept: `scrypt$<log N>$<r>$<p>$<salt>$<key>`. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(16)
  const key = await derive(password.normalize('NFKC'), salt, LENGTH, COST)
  const numbers = [Math.log2(COST.N), COST.r, COST.p]
  return ['scrypt', ...numbers, salt.toString('base64url'), key.toString('base64url')].join('$')
}

/** Whether this is the password. A kept text that is none of ours never matches. */
export async function verifyPassword(password: string, kept: string): Promise<boolean> {
  const [kind, logN, r, p, salt, key] = kept.split('$')
  if (kind !== 'scrypt' || salt === undefined || key === undefined) return false
  const cost = { N: 2 ** Number(logN), r: Number(r), p: Number(p), maxmem: COST.maxmem }
  const wanted = Buffer.from(key, 'base64url')
  const given = await derive(password.normalize('NFKC'), Buffer.from(salt, 'base64url'), wanted.length, cost)
  return timingSafeEqual(given, wanted)
}

let decoy: Promise<string> | null = null

/** Takes as long as checking a password, so that nobody learns from the time whether an account exists. */
export async function pretendToVerify(password: string): Promise<false> {
  decoy ??= hashPassword(randomBytes(16).toString('hex'))
  await verifyPassword(password, await decoy)
  return false
}

/** A keyed mark of a first password: tells whether it is still the same, and is worth nothing without the key. */
export function firstMark(key: string, person: string, password: string): string {
  return createHmac('sha256', key).update(`first\0${person}\0${password}`).digest('base64url')
}

export function sameMark(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)]
  return left.length === right.length && timingSafeEqual(left, right)
}
