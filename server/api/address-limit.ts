import { addressBlock } from '../http/address-block.ts'
import { createBuckets } from '../http/buckets.ts'

/** True while an address may go on; `perSec` on average, `burst` at once. */
export type AddressLimit = (address: string) => boolean

/** Slows down what anybody may ask, by the address (of IPv6, the /64) that it comes from. */
export function createAddressLimit(perSec: number, burst: number): AddressLimit {
  const buckets = createBuckets()
  return (address) => buckets.take(addressBlock(address), { perSec, burst }) === 0
}
