import { z } from 'zod'

/** A range of addresses that an administrator opens for targets (`alerts.allow`): `10.1.0.0/16`, `fd00::/8`, or one address. */
export const addressRangeSchema = z.union([z.cidrv4(), z.cidrv6(), z.ipv4(), z.ipv6()], {
  error: 'must be an address or a range such as 10.1.0.0/16',
})

export interface AddressRange {
  readonly family: 'ipv4' | 'ipv6'
  readonly network: string
  readonly prefix: number
}

/** A range as network and length of its prefix; `text` is one that the schema has taken. */
export function readAddressRange(text: string): AddressRange {
  const [network = '', length] = text.split('/')
  const aggregate = network.includes(':') ? 'ipv6' : 'ipv4'
  return {
    family: aggregate,
    network,
    prefix: length === undefined ? (aggregate === 'ipv4' ? 32 : 128) : Number(length),
  }
}
