import {
  Agent,
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  request,
  type ServerResponse,
} from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import { listenHere } from './listen-here.ts'
import { isFromHere } from './local-only.ts'
import { isForFrame, pipeWithTellsRows, sendTellsRows, TELLS_ROWS } from './tell-rows.ts'
import type { ViewSession } from './view-session.ts'

/** Where the demo's server is just now; null: it is being set up. */
export interface Upstream {
  readonly host: string
  readonly port: number
  readonly publicUrl: string
}

export interface ViewProxyOptions {
  readonly upstream: () => Upstream | null
  /** By whose session everything is asked that comes through here. */
  readonly session: ViewSession
  /** Origins of the page that shows this one in a frame. */
  readonly framedBy: () => readonly string[]
}

export interface ViewProxy {
  readonly port: number
  close(): void
}

/** So long a page waits before it asks again while the floor is being set up. */
const ASK_AGAIN_SEC = 1

/**
 * The demo's server as one person sees it, on a port of its own: whoever asks here is that person, by a session that the
 * browser never holds. So several people stand side by side in one browser.
 */
export async function openViewProxy(options: ViewProxyOptions): Promise<ViewProxy> {
  const agent = new Agent({ keepAlive: true })
  const server = createServer((req, res) => passOn(options, agent, req, res))
  server.on('upgrade', (req: IncomingMessage, socket: Socket, head: Buffer) =>
    passSocketOn(options, req, socket, head),
  )
  await listenHere(server)
  return {
    port: (server.address() as AddressInfo).port,
    close() {
      server.close()
      server.closeAllConnections()
      agent.destroy()
    },
  }
}

function headersFor(
  { session }: ViewProxyOptions,
  upstream: Upstream,
  headers: IncomingHttpHeaders,
): IncomingHttpHeaders {
  const cookie = session.cookie()
  const passed: IncomingHttpHeaders = { ...headers, host: `${upstream.host}:${upstream.port}` }
  delete passed.cookie
  if (cookie !== null) passed.cookie = cookie
  // Asked by our own page, as `isFromHere` has seen.
  if (headers.origin !== undefined) passed.origin = upstream.publicUrl
  return passed
}

function passOn(options: ViewProxyOptions, agent: Agent, req: IncomingMessage, res: ServerResponse): void {
  const upstream = options.upstream()
  if (!isFromHere(req)) {
    refuse(res, 403, 'the demo answers its own pages on this machine alone')
    return
  }
  if (upstream === null) {
    refuse(res, 503, 'the floor is being set up')
    return
  }
  if (req.url === TELLS_ROWS) {
    sendTellsRows(res)
    return
  }
  const { host, port } = upstream
  const headers = headersFor(options, upstream, req.headers)
  const isFramed = isForFrame(req.headers)
  if (isFramed) delete headers['accept-encoding']
  const asked = request({ agent, host, port, method: req.method, path: req.url, headers }, (answer) => {
    options.session.keepCookies(answer.headers['set-cookie'] ?? [])
    const passed = answerHeaders(options, upstream, answer.headers)
    if (isFramed && String(passed['content-type']).startsWith('text/html')) {
      pipeWithTellsRows(answer, res, passed).catch(() => res.destroy())
      return
    }
    res.writeHead(answer.statusCode!, passed)
    answer.pipe(res)
  })
  asked.on('error', () => {
    if (res.headersSent) res.destroy()
    else refuse(res, 503, 'the floor is being set up')
  })
  req.pipe(asked)
}

function answerHeaders(
  { framedBy }: ViewProxyOptions,
  { publicUrl }: Upstream,
  { 'set-cookie': _kept, ...headers }: IncomingHttpHeaders,
): IncomingHttpHeaders {
  const policy = headers['content-security-policy']
  const { location } = headers
  return {
    ...headers,
    ...(typeof policy === 'string' && {
      'content-security-policy': policy.replace(
        "frame-ancestors 'self'",
        `frame-ancestors 'self' ${framedBy().join(' ')}`,
      ),
    }),
    ...(location?.startsWith(publicUrl) && { location: location.slice(publicUrl.length) }),
  }
}

function refuse(res: ServerResponse, status: number, message: string): void {
  res.writeHead(status, {
    'content-type': 'application/json',
    'cache-control': 'no-store',
    ...(status === 503 && { 'retry-after': String(ASK_AGAIN_SEC) }),
  })
  res.end(JSON.stringify({ code: status === 503 ? 'not_ready' : 'forbidden', message }))
}

/** A socket is handed through as it is once its first request has been written anew. */
function passSocketOn(options: ViewProxyOptions, req: IncomingMessage, socket: Socket, head: Buffer): void {
  const upstream = options.upstream()
  if (upstream === null || !isFromHere(req)) {
    socket.end(`HTTP/1.1 ${upstream === null ? '503 Service Unavailable' : '403 Forbidden'}\r\n\r\n`)
    return
  }
  const { host, port } = upstream
  const headers = headersFor(options, upstream, req.headers)
  const asked = request({ host, port, method: 'GET', path: req.url, headers })
  asked.on('upgrade', (answer, there, first) => {
    socket.write(`HTTP/1.1 101 Switching Protocols\r\n${headerLines(answer.rawHeaders)}\r\n`)
    if (first.length > 0) socket.write(first)
    if (head.length > 0) there.write(head)
    there.pipe(socket).pipe(there)
    const end = () => {
      there.destroy()
      socket.destroy()
    }
    for (const side of [socket, there]) side.on('error', end).on('close', end)
  })
  asked.on('response', (answer) => {
    socket.write(
      `HTTP/1.1 ${answer.statusCode} ${answer.statusMessage}\r\n${headerLines(answer.rawHeaders)}\r\n`,
    )
    answer.pipe(socket)
  })
  asked.on('error', () => socket.destroy())
  socket.on('error', () => asked.destroy())
  asked.end()
}

function headerLines(raw: readonly string[]): string {
  let text = ''
  for (let index = 0; index < raw.length; index += 2) {
    if (raw[index]!.toLowerCase() === 'set-cookie') continue
    text += `${raw[index]}: ${raw[index + 1]}\r\n`
  }
  return text
}
