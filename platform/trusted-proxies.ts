import { BlockList, isIP } from 'node:net'

/** Tells whether an address is one of a proxy of ours. */
export type IsTrusted = (address: string) => boolean

/** An IPv4 address that came over an IPv6 socket, as IPv4. */
export const plainAddress = (address: string) => address.replace(/^::ffff:(?=\d+\.)/i, '')

const family = (address: string) => (isIP(address) === 6 ? 'ipv6' : 'ipv4')

/** Reads addresses and ranges such as `10.0.0.0/8, ::1`, separated by commas. Null: one of them is neither. */
export function parseProxies(text: string): IsTrusted | null {
  const list = new BlockList()
  for (const part of text.split(',').map((one) => one.trim())) {
    const [address = '', prefix, ...more] = part.split('/')
    const version = isIP(address)
    if (version === 0 || more.length > 0) return null
    if (prefix === undefined) list.addAddress(address, family(address))
    else {
      if (!/^\d{1,3}$/.test(prefix) || Number(prefix) > (version === 6 ? 128 : 32)) return null
      list.addSubnet(address, Number(prefix), family(address))
    }
  }
  return (address) => {
    const plain = plainAddress(address)
    return isIP(plain) !== 0 && list.check(plain, family(plain))
  }
}

/** No proxy is trusted: what a request says of where it came from is not believed. */
export const trustNone: IsTrusted = () => false
