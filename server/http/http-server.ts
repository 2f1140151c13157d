import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { answerJson } from './json-answer.ts'
import type { OurHosts } from './our-hosts.ts'
import { refusedName, refuseHost } from './refuse-host.ts'
import { type Routes, routeOf } from './router.ts'
import { setLinkHeaders, setPagePolicy, setSecurityHeaders, type Transport } from './security-headers.ts'
import { keepStylesheetsFresh } from './stylesheet-cache.ts'

export interface HttpServerOptions {
  /** Null: a route that this process does not serve, or not yet. */
  readonly routes: { readonly [route in keyof Routes]: () => Routes[route] | null }
  readonly transport: Transport
  /** The names of this site; requests for any other are refused. */
  readonly hosts: Pick<OurHosts, 'has'>
  /** Told the name of a request that was refused for it. */
  readonly onRefusedHost?: (name: string) => void
  /** In how many ms a request must have arrived whole, its body included; not given: 30 s. */
  readonly requestMs?: number
  /** A request's body took so many seconds to come; not whole: it was cut. */
  readonly onArrival?: (sec: number, whole: boolean) => void
  /** A fault of ours: the request fails, the process goes on. */
  readonly onFault: (error: Error) => void
}

/** Those that any part of it knows; TRACE and the like would tell more than is asked. */
const METHODS: ReadonlySet<string> = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'])
/** Who watches over the process may call it what it likes: these tell no secret. */
const FOR_ANY_NAME: ReadonlySet<keyof Routes> = new Set(['healthz', 'readyz'])
const HEADERS_MS = 10_000
const REQUEST_MS = 30_000
/** How often connections are looked at, as a share of the time that a request has. */
const LOOKS = 6
/** Longer than the idle time of the usual load balancer, which otherwise reuses a connection that we just closed. */
const KEEP_ALIVE_MS = 65_000
const LOOK_EVERY_MS = 20
const LONGEST_CLOSE_MS = 8_000

/** The one HTTP server of the process; Socket.IO takes its own path from it before these routes are asked. */
export function createHttpServer(options: HttpServerOptions): Server {
  const requestMs = options.requestMs ?? REQUEST_MS
  // Who is slow is found at the next look after their time, which is therefore earlier by one.
  const lookEveryMs = Math.floor(requestMs / LOOKS)
  const server = createServer({ connectionsCheckingInterval: lookEveryMs }, (req, res) => {
    watchArrival(req, options.onArrival)
    // Engine.IO hangs itself before this listener and never calls it for its own path.
    setSecurityHeaders(res, options.transport)
    setLinkHeaders(res, req.url ?? '/')
    // Who is signed in, and what is so now: only pages and their files may lie in a cache.
    if (routeOf(req.url ?? '/') !== 'pages') res.setHeader('Cache-Control', 'no-store')
    answer(options, req, res).catch((error: Error) => {
      options.onFault(error)
      if (res.headersSent) res.destroy()
      else answerJson(res, 500, { code: 'fault', message: 'something went wrong here; it is in the log' })
    })
  })
  server.requestTimeout = requestMs - lookEveryMs
  server.headersTimeout = Math.min(HEADERS_MS, server.requestTimeout)
  server.keepAliveTimeout = KEEP_ALIVE_MS
  return server
}

/** Tells when a body is here, or will never be. */
function watchArrival(req: IncomingMessage, tell: HttpServerOptions['onArrival']): void {
  const hasBody =
    req.headers['content-length'] !== undefined || req.headers['transfer-encoding'] !== undefined
  if (tell === undefined || !hasBody) return
  const began = performance.now()
  const sec = () => (performance.now() - began) / 1_000
  req.once('end', () => tell(sec(), true))
  req.once('close', () => {
    if (!req.complete) tell(sec(), false)
  })
}

async function answer(options: HttpServerOptions, req: IncomingMessage, res: ServerResponse): Promise<void> {
  if (!METHODS.has(req.method ?? '')) {
    res.setHeader('Connection', 'close')
    return answerJson(res, 405, { code: 'wrong_method', message: 'there is no such method here' })
  }
  const route = routeOf(req.url ?? '/')
  if (!options.hosts.has(req.headers.host) && !FOR_ANY_NAME.has(route)) {
    options.onRefusedHost?.(refusedName(req))
    return refuseHost(req, res)
  }
  const handler = options.routes[route]()
  if (handler === null) {
    res.setHeader('Retry-After', '1')
    answerJson(res, 503, { code: 'not_ready', message: 'this server is starting, or does not serve this' })
    return
  }
  if (route === 'pages') {
    setPagePolicy(req, res)
    keepStylesheetsFresh(req, res)
  }
  await handler(req, res)
}

/** Listens; rejects if the port is taken. */
export function listen(server: Server, port: number, host: string): Promise<void> {
  return new Promise((done, fail) => {
    server.once('error', fail)
    server.listen(port, host, () => {
      server.off('error', fail)
      done()
    })
  })
}

/** Takes no new requests, and waits for those that run; who takes too long is cut. */
export function closeHttp(server: Server): Promise<void> {
  // A connection that is kept alive becomes idle only when its answer is out.
  const idle = setInterval(() => server.closeIdleConnections(), LOOK_EVERY_MS)
  const late = setTimeout(() => server.closeAllConnections(), LONGEST_CLOSE_MS)
  return new Promise((done) => {
    server.close(() => {
      clearInterval(idle)
      clearTimeout(late)
      done()
    })
  })
}
