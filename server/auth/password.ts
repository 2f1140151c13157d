import { type Argon2Parameters, argon2, createHmac, randomBytes, scrypt, timingSafeEqual } from 'node:crypto'
import { promisify } from 'node:util'

const deriveArgon2 = promisify<'argon2id', Argon2Parameters, Buffer>(argon2)
const deriveScrypt = promisify<string, Buffer, number, object, Buffer>(scrypt)

/** Argon2id as OWASP advises: 19 MiB, two passes. A seventh of the processor's time that scrypt of that advice takes. */
const COST = { memory: 19 * 1024, passes: 2, parallelism: 1 }
const LENGTH = 32
const KIND = 'argon2id'
const SCRYPT_MEMORY = 64 * 1024 * 1024

const base64 = (bytes: Buffer) => bytes.toString('base64').replace(/=+$/, '')

/** A password as it is kept: `$argon2id$v=19$m=<KiB>,t=<passes>,p=<parallelism>$<salt>$<key>`. */
export async function hashPassword(password: string): Promise<string> {
  const nonce = randomBytes(16)
  const key = await deriveArgon2(KIND, { ...COST, message: bytesOf(password), nonce, tagLength: LENGTH })
  const { memory, passes, parallelism } = COST
  return `$${KIND}$v=19$m=${memory},t=${passes},p=${parallelism}$${base64(nonce)}$${base64(key)}`
}

/** Whether this is the password. A kept text that is none of ours never matches. */
export async function verifyPassword(password: string, kept: string): Promise<boolean> {
  if (kept.startsWith('scrypt$')) return verifyScrypt(password, kept)
  const [, kind, version, cost = '', salt, key] = kept.split('$')
  const numbers = /^m=(\d+),t=(\d+),p=(\d+)$/.exec(cost)?.slice(1).map(Number)
  if (kind !== KIND || version !== 'v=19' || numbers === undefined || !salt || !key) return false
  const [memory, passes, parallelism] = numbers as [number, number, number]
  const wanted = Buffer.from(key, 'base64')
  const given = await deriveArgon2(KIND, {
    ...{ memory, passes, parallelism, message: bytesOf(password) },
    ...{ nonce: Buffer.from(salt, 'base64'), tagLength: wanted.length },
  })
  return timingSafeEqual(given, wanted)
}

/** As releases before this one kept them: `scrypt$<log N>$<r>$<p>$<salt>$<key>`. */
async function verifyScrypt(password: string, kept: string): Promise<boolean> {
  const [, logN, r, p, salt, key] = kept.split('$')
  if (salt === undefined || key === undefined) return false
  const cost = { N: 2 ** Number(logN), r: Number(r), p: Number(p), maxmem: SCRYPT_MEMORY }
  const wanted = Buffer.from(key, 'base64url')
  const given = await deriveScrypt(
    bytesOf(password).toString(),
    Buffer.from(salt, 'base64url'),
    wanted.length,
    cost,
  )
  return timingSafeEqual(given, wanted)
}

/** Whether a password is kept as it would be today. */
export const isHashCurrent = (kept: string) =>
  kept.startsWith(`$${KIND}$v=19$m=${COST.memory},t=${COST.passes},p=${COST.parallelism}$`)

/** The same letters are the same password, on whichever keyboard they were typed. */
const bytesOf = (password: string) => Buffer.from(password.normalize('NFKC'))

let decoy: Promise<string> | null = null

/** Takes as long as checking a password, so that nobody learns from the time whether an account exists. */
export async function pretendToVerify(password: string): Promise<false> {
  decoy ??= hashPassword(randomBytes(16).toString('hex'))
  await verifyPassword(password, await decoy)
  return false
}

/** A keyed mark of a first password: tells whether it is still the same, and is worth nothing without the key. */
export function firstPasswordDigest(key: string, person: string, password: string): string {
  return createHmac('sha256', key).update(`first\0${person}\0${password}`).digest('base64url')
}

export function isFirstPassword(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)]
  return left.length === right.length && timingSafeEqual(left, right)
}
