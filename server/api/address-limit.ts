import { createTokenBucket, type TokenBucket } from '../gateway/token-bucket.ts'

/** True while an address may go on; `perSec` on average, `burst` at once. */
export type AddressLimit = (address: string) => boolean

const MOST_ADDRESSES = 10_000

/** Slows down what anybody may ask, by the address that it comes from. */
export function createAddressLimit(perSec: number, burst: number): AddressLimit {
  const buckets = new Map<string, TokenBucket>()
  return (address) => {
    if (buckets.size > MOST_ADDRESSES) buckets.clear()
    const bucket = buckets.get(address) ?? createTokenBucket(perSec, burst)
    buckets.set(address, bucket)
    return bucket.take()
  }
}
