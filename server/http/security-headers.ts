import { randomBytes } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { isIP } from 'node:net'

/** How browsers reach us; `https-own-name`: by a name beneath which nobody else has one. */
export type Transport = 'http' | 'https' | 'https-own-name'

/** Of a bare domain (`example.com`) the names beneath are other people's; of `floor.example.com` they are ours. */
export function transportOf(publicUrl: string): Transport {
  const { protocol, hostname } = new URL(publicUrl)
  if (protocol !== 'https:') return 'http'
  return isIP(hostname) === 0 && hostname.split('.').length > 2 ? 'https-own-name' : 'https'
}

/** What is no page shows nothing, runs nothing and stands in no frame. */
const NO_PAGE = "default-src 'none'; frame-ancestors 'none'"

/** Headers of every answer, and for pages a policy that lets nothing run but our own scripts. */
export function setSecurityHeaders(res: ServerResponse, transport: Transport): void {
  res.setHeader('X-Content-Type-Options', 'nosniff')
  res.setHeader('Content-Security-Policy', NO_PAGE)
  res.setHeader('Referrer-Policy', 'same-origin')
  res.setHeader('Permissions-Policy', 'camera=(), microphone=(), geolocation=(), payment=()')
  if (transport === 'http') return
  // By plain http browsers ignore it, and say so as an error on every page.
  res.setHeader('Cross-Origin-Opener-Policy', 'same-origin')
  const beneath = transport === 'https' ? '' : '; includeSubDomains'
  res.setHeader('Strict-Transport-Security', `max-age=31536000${beneath}`)
}

const LINK = /^\/(ack|departments|api\/v1\/links)\//

/** An address that opens something by itself stands in no search engine, and no other page learns it. */
export function setLinkHeaders(res: ServerResponse, url: string): void {
  if (!LINK.test(url)) return
  res.setHeader('Referrer-Policy', 'no-referrer')
  res.setHeader('X-Robots-Tag', 'noindex, nofollow')
}

/**
 * The policy of a page. Next reads the nonce from the request's own header and puts it on the scripts that it writes;
 * what somebody else gets into a page has none and does not run.
 */
export function setPagePolicy(req: IncomingMessage, res: ServerResponse): void {
  const nonce = randomBytes(16).toString('base64')
  const policy = [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}'`,
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self'",
    "connect-src 'self'",
    "worker-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'self'",
  ].join('; ')
  req.headers['content-security-policy'] = policy
  req.headers['x-nonce'] = nonce
  res.setHeader('Content-Security-Policy', policy)
}
