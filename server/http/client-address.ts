import type { IncomingMessage } from 'node:http'
import { isIP } from 'node:net'
import { type IsTrusted, plainAddress } from '#platform/trusted-proxies.ts'

/** `1.2.3.4:5678` and `[::1]:5678` without their port; null: no address. */
function addressIn(entry: string): string | null {
  const text = entry.trim()
  const bare = /^\[([^\]]+)\](?::\d+)?$/.exec(text)?.[1] ?? /^(\d+(?:\.\d+){3}):\d+$/.exec(text)?.[1] ?? text
  return isIP(bare) === 0 ? null : plainAddress(bare)
}

/**
 * Where a request came from: the nearest address that is no proxy of ours. `X-Forwarded-For` is read from its end, one
 * entry for each proxy that is trusted; whatever a stranger wrote before is never reached.
 */
export function clientAddress(
  { socket, headers }: Pick<IncomingMessage, 'socket' | 'headers'>,
  isTrusted: IsTrusted,
): string {
  let address = plainAddress(socket.remoteAddress ?? 'unknown')
  const said = String(headers['x-forwarded-for'] ?? '').split(',')
  while (isTrusted(address)) {
    const before = addressIn(said.pop() ?? '')
    if (before === null) break
    address = before
  }
  return address
}
