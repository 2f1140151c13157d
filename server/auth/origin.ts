/**
 * Whether a request comes from our own pages. A browser names the page's origin on every request that changes
 * something and on every socket; programs that are no browsers name none.
 */
export type OriginVerdict = 'same' | 'none' | 'foreign'

export function originVerdict(
  headers: { origin?: string | undefined; host?: string | undefined },
  publicUrl: string,
): OriginVerdict {
  const { origin, host } = headers
  if (origin === undefined) return 'none'
  if (!URL.canParse(origin)) return 'foreign'
  const from = new URL(origin)
  if (from.origin === new URL(publicUrl).origin) return 'same'
  // The address that the browser itself used for this request is ours too, such as a LAN address of the server.
  return host !== undefined && from.host === host ? 'same' : 'foreign'
}
