import type { IncomingMessage, ServerResponse } from 'node:http'

const STYLESHEET = /^\/_next\/static\/[^?]*\.css(\?|$)/
/** Chromium 85 to 87, which televisions of 2022 never leave. */
const CRASHES = /Chrom(?:e|ium)\/8[5-7]\./

/**
 * Old engines crash when a second page takes a stylesheet with fonts from their memory (seen in 85 and 86: at each
 * reload of a wall), and do not when it is fetched anew. They are told to keep none; Next leaves what was said already.
 */
export function keepStylesheetsFresh(req: IncomingMessage, res: ServerResponse): void {
  const { url = '', headers } = req
  if (STYLESHEET.test(url) && CRASHES.test(headers['user-agent'] ?? ''))
    res.setHeader('Cache-Control', 'no-store')
}
