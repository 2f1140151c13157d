import { createHmac, timingSafeEqual } from 'node:crypto'

const DIGITS = 6

/** The number that a test message carries, by which a person shows that the way is theirs. One for each way. */
export function proofCode(key: string, method: string): string {
  const mac = createHmac('sha256', key).update(`way\0${method}`).digest()
  return String(mac.readUInt32BE(0) % 10 ** DIGITS).padStart(DIGITS, '0')
}

export function isProofCode(key: string, method: string, given: string): boolean {
  const [right, said] = [Buffer.from(proofCode(key, method)), Buffer.from(given.trim())]
  return right.length === said.length && timingSafeEqual(right, said)
}
