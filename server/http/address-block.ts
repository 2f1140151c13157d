import { isIPv6 } from 'node:net'

const GROUPS = 8
const BLOCK_GROUPS = 4

/** The 16-bit groups of an IPv6 address, as written in hexadecimal without leading zeros. */
function groupsOf(address: string): string[] {
  const [head = '', tail] = address.split('::', 2)
  const groups = (text: string) => (text === '' ? [] : text.split(':'))
  const [before, after] = [groups(head), groups(tail ?? '')]
  const left = tail === undefined ? 0 : Math.max(0, GROUPS - before.length - after.length)
  return [...before, ...Array.from({ length: left }, () => '0'), ...after].map((group) =>
    (Number.parseInt(group, 16) || 0).toString(16),
  )
}

/**
 * What counts as one place that requests come from: an IPv4 address, or the /64 of an IPv6 address, of which one
 * household or office has all addresses and a device takes a new one whenever it likes.
 */
export function addressBlock(address: string): string {
  if (!isIPv6(address)) return address
  const [bare = ''] = address.split('%', 1)
  return `${groupsOf(bare).slice(0, BLOCK_GROUPS).join(':')}::/64`
}
