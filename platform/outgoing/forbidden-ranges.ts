import { BlockList, isIPv4, isIPv6 } from 'node:net'
import { readAddressRange } from '#core/alerts/targets/address-range.ts'

/**
 * Where no message goes unless an administrator opens the range: this machine, private and link-local networks (the
 * clouds' metadata addresses lie in these), and what is no place at all.
 */
const FORBIDDEN = [
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.0.0.0/24',
  '192.0.2.0/24',
  '192.88.99.0/24',
  '192.168.0.0/16',
  '198.18.0.0/15',
  '198.51.100.0/24',
  '203.0.113.0/24',
  '224.0.0.0/4',
  '240.0.0.0/4',
  '::/128',
  '::1/128',
  '64:ff9b::/96',
  '64:ff9b:1::/48',
  '100::/64',
  '2001::/23',
  '2001:db8::/32',
  '2002::/16',
  '3fff::/20',
  '5f00::/16',
  'fc00::/7',
  'fe80::/10',
  'fec0::/10',
  'ff00::/8',
]

export function blockListOf(ranges: readonly string[]): BlockList {
  const list = new BlockList()
  for (const text of ranges) {
    const { family, network, prefix } = readAddressRange(text)
    list.addSubnet(network, prefix, family)
  }
  return list
}

const forbidden = blockListOf(FORBIDDEN)

/** Whether a message may go to an address; `allowed` holds the ranges that an administrator opened. */
export function mayReach(address: string, allowed: BlockList): boolean {
  const plain = unmapped(address)
  const family = isIPv4(plain) ? 'ipv4' : 'ipv6'
  if (family === 'ipv6' && !isIPv6(plain)) return false
  return allowed.check(plain, family) || !forbidden.check(plain, family)
}

const MAPPED = /^::(?:ffff:(?:0:)?)?([0-9a-f]{1,4}):([0-9a-f]{1,4})$/

/** An IPv4 address that is written as IPv6 (`::ffff:10.0.0.1`, in whatever spelling) as what it is. */
function unmapped(address: string): string {
  if (!isIPv6(address)) return address
  const bare = address.replace(/%.*$/, '')
  const hex = MAPPED.exec(new URL(`http://[${bare}]`).hostname.slice(1, -1))
  if (hex === null) return bare
  const [high, low] = [Number.parseInt(hex[1]!, 16), Number.parseInt(hex[2]!, 16)]
  return [high >> 8, high & 255, low >> 8, low & 255].join('.')
}
