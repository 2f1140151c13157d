import type { IncomingMessage } from 'node:http'
import type { OurHosts } from '../http/our-hosts.ts'

/**
 * Whether a request comes from our own pages. A browser names the page's origin on every request that changes
 * something and on every socket; programs that are no browsers name none.
 */
export type OriginVerdict = 'same' | 'none' | 'foreign'

export function originVerdict(
  req: Pick<IncomingMessage, 'headers' | 'socket'>,
  ours: Pick<OurHosts, 'hasOrigin'>,
): OriginVerdict {
  const { origin } = req.headers
  if (origin === undefined) return 'none'
  return ours.hasOrigin(origin, req) ? 'same' : 'foreign'
}
