import type { IncomingMessage } from 'node:http'
import { isIP } from 'node:net'
import { hostname } from 'node:os'
import type { Env } from '#platform/env.ts'
import { plainAddress } from '#platform/trusted-proxies.ts'

/**
 * The names by which a browser may ask for this site. Any other is refused: a page elsewhere can let its own name lead
 * to our address (DNS rebinding), and would be of one origin with us.
 */
export interface OurHosts {
  /** Whether a `Host` header is one of ours; without one it is no browser. */
  has(host: string | undefined): boolean
  /** Whether a page of this origin, whose browser sent this request, is one of ours. */
  hasOrigin(origin: string, req: Pick<IncomingMessage, 'headers' | 'socket'>): boolean
}

export type HostSettings = Pick<Env, 'host' | 'hosts' | 'publicUrl' | 'isTrustedProxy'>

/** A `Host` header's name, small and without port; brackets of IPv6 stay away. Null: it is none. */
export function hostNameOf(host: string): string | null {
  const found = /^(?:\[([\da-f:.]+)\]|([^:[\]/@\\?#\s]+))(?::\d{0,5})?$/i.exec(host.trim())
  return (found?.[1] ?? found?.[2])?.toLowerCase().replace(/\.$/, '') ?? null
}

/** Names that lead nowhere but to the machine that asks. */
export const isLoopbackName = (name: string): boolean =>
  name === 'localhost' || name.endsWith('.localhost') || name === '::1' || /^127(\.\d{1,3}){3}$/.test(name)

export function createOurHosts(
  { host, hosts, publicUrl, isTrustedProxy }: HostSettings,
  machine: string = hostname(),
): OurHosts {
  const addresses = [publicUrl, ...hosts.filter((one) => one.includes('://'))].map((one) => new URL(one))
  const origins = new Set(addresses.map(({ origin }) => origin))
  const own = machine.toLowerCase()
  const short = own.split('.')[0]!
  const names = new Set([
    ...hosts.filter((one) => !one.includes('://')),
    ...addresses.flatMap((one) => hostNameOf(one.host) ?? []),
    ...[host.toLowerCase(), own, short, `${short}.local`],
  ])

  function has(given: string | undefined): boolean {
    if (given === undefined) return true
    const name = hostNameOf(given)
    // Nobody's name leads to an IP address but that address itself.
    return name !== null && (isIP(name) !== 0 || isLoopbackName(name) || names.has(name))
  }

  return {
    has,
    hasOrigin(origin, { headers, socket }) {
      if (!URL.canParse(origin)) return false
      const from = new URL(origin)
      if (origins.has(from.origin)) return true
      // The address that the browser itself used for this request is ours too, such as a LAN address of the server.
      const isTrusted = isTrustedProxy(plainAddress(socket.remoteAddress ?? ''))
      const forwarded = isTrusted ? String(headers['x-forwarded-proto'] ?? '') : ''
      const scheme = forwarded.split(',').at(-1)!.trim().toLowerCase() === 'https' ? 'https:' : 'http:'
      return from.protocol === scheme && from.host === headers.host?.toLowerCase() && has(headers.host)
    },
  }
}
