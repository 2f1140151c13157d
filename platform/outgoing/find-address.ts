import { lookup } from 'node:dns/promises'
import type { BlockList } from 'node:net'
import { isIP } from 'node:net'
import { mayReach } from './forbidden-ranges.ts'

export type FoundAddress =
  | { readonly ok: true; readonly address: string }
  /** `refused`: it lies where no message may go. Otherwise nobody knows the name, at least now. */
  | { readonly ok: false; readonly refused: boolean; readonly reason: string }

const LOOKUP_MS = 5_000

/** Finds a host's address, once: what is connected to is this address, whatever its name means a moment later. */
export async function findAddress(host: string, allowed: BlockList): Promise<FoundAddress> {
  const name = host.replace(/^\[|\]$/g, '')
  const addresses = isIP(name) > 0 ? [name] : await addressesOf(name)
  if (addresses.length === 0) return { ok: false, refused: false, reason: `the host ${name} is not known` }
  const open = addresses.find((address) => mayReach(address, allowed))
  if (open !== undefined) return { ok: true, address: open }
  const reason = `${name} is ${addresses[0]}, a private address that alerts.allow does not open`
  return { ok: false, refused: true, reason }
}

/** Empty: the name is not known, or nobody says within some seconds. */
async function addressesOf(name: string): Promise<string[]> {
  const { promise: late, resolve } = Promise.withResolvers<string[]>()
  const timer = setTimeout(resolve, LOOKUP_MS, [])
  const known = lookup(name, { all: true }).then(
    (found) => found.map(({ address }) => address),
    () => [],
  )
  return Promise.race([known, late]).finally(() => clearTimeout(timer))
}
