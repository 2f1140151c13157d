import type { IncomingMessage } from 'node:http'
import { isIP } from 'node:net'
import { plainAddress } from '#platform/trusted-proxies.ts'
import { hostNameOf, isLoopbackName } from './our-hosts.ts'

/** What proxies add: who is behind one may be anywhere. */
const PROXIED = ['x-forwarded-for', 'forwarded', 'x-real-ip', 'via'] as const

/**
 * Whether a request was made on this machine itself: to its loopback or from one of its own addresses to itself, by no
 * proxy, and under a name that no proxy would keep for somebody else.
 */
export function isLocal({ headers, socket }: Pick<IncomingMessage, 'headers' | 'socket'>): boolean {
  if (PROXIED.some((name) => headers[name] !== undefined)) return false
  const name = headers.host === undefined ? null : hostNameOf(headers.host)
  if (name === null || (isIP(name) === 0 && !isLoopbackName(name))) return false
  const [from, to] = [socket.remoteAddress, socket.localAddress].map((one) => plainAddress(one ?? ''))
  return from !== '' && (isLoopbackName(from!) || from === to)
}
