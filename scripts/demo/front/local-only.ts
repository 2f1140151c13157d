import type { IncomingMessage } from 'node:http'
import { hostNameOf, isLoopbackName } from '#server/http/our-hosts.ts'

/**
 * Whether a request to one of the demo's own servers may be answered. They know no password, so they listen on this
 * machine alone; and no page from elsewhere that a browser here has open may reach them: neither by a name of its own
 * that leads here (DNS rebinding), nor by sending something from another origin.
 */
export function isFromHere({ headers, method }: Pick<IncomingMessage, 'headers' | 'method'>): boolean {
  const name = hostNameOf(headers.host ?? '')
  if (name === null || !isLoopbackName(name)) return false
  const { origin } = headers
  const changes = method !== 'GET' && method !== 'HEAD'
  const isSocket = headers.upgrade !== undefined
  if (origin === undefined) return !changes && !isSocket
  return origin === `http://${headers.host}`
}

/** Whether a program of this machine asks, and no page that a browser has open here, of whatever origin. */
export function isOfNoPage({ headers }: Pick<IncomingMessage, 'headers'>): boolean {
  const name = hostNameOf(headers.host ?? '')
  return name !== null && isLoopbackName(name) && headers.origin === undefined
}
