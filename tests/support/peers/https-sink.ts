import { createServer as createPlain, type IncomingMessage, type ServerResponse } from 'node:http'
import { createServer as createTls } from 'node:https'
import type { AddressInfo, Socket } from 'node:net'
import { createArrivals } from './arrivals.ts'
import { makeCertificate, type TestCertificate } from './certificate.ts'

/** A request that the sink was sent. */
export interface SunkRequest {
  readonly method: string
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: Buffer
  readonly text: string
  readonly json: unknown
  readonly at: number
}

/** How the sink answers: as a service does, or as none should. */
export type Behaviour =
  | {
      readonly is: 'answer'
      readonly status: number
      readonly body?: string
      readonly headers?: Record<string, string>
    }
  /** The connection is torn down after the request was read. */
  | { readonly is: 'reset' }
  /** Nothing is ever answered. */
  | { readonly is: 'hang' }
  /** 200, and a body of which a byte comes now and then. */
  | { readonly is: 'drip' }
  /** 200, and a body without end. */
  | { readonly is: 'flood' }

export interface HttpsSink {
  readonly url: string
  readonly port: number
  readonly cert: string
  readonly requests: readonly SunkRequest[]
  /** From the next request on; a function answers each by what it says. */
  behave(next: Behaviour | ((request: SunkRequest) => Behaviour)): void
  /** Resolves once so many requests have been read. */
  received(count: number): Promise<void>
  stop(): Promise<void>
}

export interface SinkOptions {
  readonly certificate?: TestCertificate
  /** Without TLS. */
  readonly plain?: boolean
}

const OK: Behaviour = { is: 'answer', status: 200, body: '{}' }

/** A service on a real socket that takes messages, or fails in the way it is told to. */
export async function startHttpsSink(options: SinkOptions = {}): Promise<HttpsSink> {
  const certificate = options.certificate ?? makeCertificate()
  const requests: SunkRequest[] = []
  const sockets = new Set<Socket>()
  const timers = new Set<NodeJS.Timeout>()
  const arrivals = createArrivals()
  let behaviour: Behaviour | ((request: SunkRequest) => Behaviour) = OK

  async function take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const sunk = await readRequest(request)
    requests.push(sunk)
    answer(typeof behaviour === 'function' ? behaviour(sunk) : behaviour, request, response)
    arrivals.arrived(requests.length)
  }

  function answer(how: Behaviour, request: IncomingMessage, response: ServerResponse): void {
    switch (how.is) {
      case 'answer':
        response.writeHead(how.status, { 'content-type': 'application/json', ...how.headers })
        response.end(how.body ?? '')
        return
      case 'reset':
        ;(request.socket as Socket).resetAndDestroy?.()
        request.socket.destroy()
        return
      case 'hang':
        return
      case 'drip':
        response.writeHead(200)
        repeat(200, () => response.write('.'))
        return
      case 'flood':
        response.writeHead(200)
        repeat(1, () => response.write('x'.repeat(65_536)))
        return
      default:
        how satisfies never
    }
  }

  function repeat(ms: number, run: () => void): void {
    timers.add(setInterval(run, ms))
  }

  const onRequest = (request: IncomingMessage, response: ServerResponse) => {
    take(request, response).catch(() => request.socket.destroy())
  }
  const server = options.plain ? createPlain(onRequest) : createTls(certificate, onRequest)
  server.on('connection', (socket: Socket) => {
    sockets.add(socket)
    socket.on('error', () => socket.destroy())
    socket.once('close', () => sockets.delete(socket))
  })
  server.on('tlsClientError', () => undefined)
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const { port } = server.address() as AddressInfo

  return {
    url: `${options.plain ? 'http' : 'https'}://localhost:${port}`,
    port,
    cert: certificate.cert,
    requests,
    behave(next) {
      behaviour = next
    },
    received: (count) => arrivals.until(count),
    async stop() {
      for (const timer of timers) clearInterval(timer)
      for (const socket of sockets) socket.destroy()
      await new Promise((done) => server.close(done))
    },
  }
}

async function readRequest(request: IncomingMessage): Promise<SunkRequest> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  const body = Buffer.concat(chunks)
  const text = body.toString('utf8')
  return {
    method: request.method ?? '',
    path: request.url ?? '',
    headers: request.headers as Record<string, string>,
    body,
    text,
    json: readJson(text),
    at: performance.now(),
  }
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
