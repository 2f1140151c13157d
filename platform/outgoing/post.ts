import { type IncomingMessage, request as requestPlain } from 'node:http'
import { request as requestTls } from 'node:https'
import { type BlockList, isIP } from 'node:net'
import { type ConnectionPool, createConnectionPool } from './connection-pool.ts'
import { findAddress } from './find-address.ts'
import { within } from './within.ts'

/** One message to a service by HTTP. */
export interface Posted {
  readonly url: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body: string | Buffer
  readonly method?: 'POST' | 'PUT' | 'PATCH'
  /** PEM of an authority to be trusted besides the world's. */
  readonly ca?: string | undefined
}

export type HttpAnswer =
  | {
      readonly is: 'answered'
      readonly status: number
      readonly body: string
      /** How long the service asks to be left alone. */
      readonly retryAfterMs: number | null
    }
  /** No whole answer came; `sent`: the message may have arrived all the same. */
  | { readonly is: 'unreachable'; readonly reason: string; readonly sent: boolean }
  /** We do not send there. */
  | { readonly is: 'refused'; readonly reason: string }

export type Post = (posted: Posted) => Promise<HttpAnswer>

export interface OutgoingLimits {
  /** From the first look-up to the last byte of the answer. */
  readonly wholeMs: number
  readonly answerBytes: number
  readonly headerBytes: number
}

export const OUTGOING_LIMITS: OutgoingLimits = {
  wholeMs: 12_000,
  answerBytes: 65_536,
  headerBytes: 16_384,
}

/**
 * Sends by HTTP to whom an address belongs at this moment, and to nobody else: the name is looked up once and the
 * connection made to that address, redirects are not followed, certificates are checked, and of the answer no more is
 * read than `limits`. Without TLS only into ranges that an administrator opened.
 */
export function createPost(allowed: () => BlockList, limits: OutgoingLimits): Post {
  const pool = createConnectionPool()

  async function send(posted: Posted, until: AbortSignal): Promise<HttpAnswer> {
    const url = new URL(posted.url)
    const ranges = allowed()
    const found = await findAddress(url.hostname, ranges)
    if (!found.ok)
      return found.refused
        ? { is: 'refused', reason: found.reason }
        : { is: 'unreachable', reason: found.reason, sent: false }
    const family = isIP(found.address) === 4 ? 'ipv4' : 'ipv6'
    if (url.protocol === 'http:' && !ranges.check(found.address, family))
      return { is: 'refused', reason: `${url.hostname} is not asked without TLS: use https` }
    return exchange(posted, { url, address: found.address, until, limits, pool })
  }

  return (posted) => within(limits.wholeMs, (until) => send(posted, until))
}

interface Exchange {
  readonly url: URL
  readonly address: string
  readonly until: AbortSignal
  readonly limits: OutgoingLimits
  readonly pool: ConnectionPool
}

function exchange(posted: Posted, { url, address, until, limits, pool }: Exchange): Promise<HttpAnswer> {
  const { promise, resolve } = Promise.withResolvers<HttpAnswer>()
  const tls = url.protocol === 'https:'
  let sent = false
  const request = (tls ? requestTls : requestPlain)({
    host: address,
    port: url.port || (tls ? 443 : 80),
    path: `${url.pathname}${url.search}`,
    method: posted.method ?? 'POST',
    headers: { ...posted.headers, host: url.host, 'content-length': Buffer.byteLength(posted.body) },
    agent: pool.agentFor(tls, posted.ca),
    signal: until,
    maxHeaderSize: limits.headerBytes,
    ...(tls ? named(url.hostname) : {}),
  })
  request.on('finish', () => {
    sent = true
  })
  request.on('error', (error) => resolve({ is: 'unreachable', reason: why(error, until), sent }))
  request.on('response', (response) => {
    readBody(response, limits.answerBytes).then(
      (body) => resolve(answered(response, body)),
      (error: Error) => resolve({ is: 'unreachable', reason: why(error, until), sent: true }),
    )
  })
  request.end(posted.body)
  return promise
}

/** The certificate must be the name's, though the connection is made to its address. */
function named(host: string) {
  const name = host.replace(/^\[|\]$/g, '')
  return isIP(name) > 0 ? {} : { servername: name }
}

async function readBody(response: IncomingMessage, most: number): Promise<string> {
  const chunks: Buffer[] = []
  let bytes = 0
  for await (const chunk of response as AsyncIterable<Buffer>) {
    bytes += chunk.length
    if (bytes > most) throw new Error(`its answer is longer than ${most} bytes`)
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}

function answered(response: IncomingMessage, body: string): HttpAnswer {
  const { 'retry-after': standard, 'x-ogw-ratelimit-reset': feishu } = response.headers
  const retryAfterMs = readRetryAfter(standard ?? feishu?.toString(), Date.now())
  return { is: 'answered', status: response.statusCode ?? 0, body, retryAfterMs }
}

const LONGEST_PAUSE_MS = 24 * 3_600_000

/** `Retry-After` in seconds or as a date; null if there is none that can be read. */
export function readRetryAfter(value: string | undefined, now: number): number | null {
  if (value === undefined) return null
  const ms = /^\d{1,9}$/.test(value.trim()) ? Number(value) * 1_000 : Date.parse(value) - now
  return Number.isNaN(ms) ? null : Math.min(LONGEST_PAUSE_MS, Math.max(0, ms))
}

function why(error: Error, until: AbortSignal): string {
  if (until.aborted) return 'it did not answer in time'
  const { code } = error as NodeJS.ErrnoException
  return code === undefined || error.message.includes(code) ? error.message : `${code}: ${error.message}`
}
