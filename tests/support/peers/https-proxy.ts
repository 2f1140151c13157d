import { createHash, X509Certificate } from 'node:crypto'
import { type IncomingMessage, request } from 'node:http'
import { createServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import type { Duplex } from 'node:stream'
import { makeCertificate } from './certificate.ts'

export interface HttpsProxy {
  readonly port: number
  /** What a Chromium is started with to trust this proxy's certificate, and no other that is not trusted. */
  readonly trust: string
  /** Where requests go from now on. */
  forwardTo(port: number): void
  stop(): Promise<void>
}

/** What stands before a server for https: it keeps the browser's Host, says that it was https, and passes sockets on. */
export async function startHttpsProxy(host: string): Promise<HttpsProxy> {
  const { key, cert } = makeCertificate([host])
  const { publicKey } = new X509Certificate(cert)
  const pin = createHash('sha256')
    .update(publicKey.export({ type: 'spki', format: 'der' }))
    .digest('base64')
  let target = 0
  const open = new Set<Duplex>()

  function pass({ method, url, headers, socket }: IncomingMessage) {
    const said = { 'x-forwarded-proto': 'https', 'x-forwarded-for': socket.remoteAddress ?? '' }
    return request({ host: '127.0.0.1', port: target, method, path: url, headers: { ...headers, ...said } })
  }
  const server = createServer({ key, cert }, (req, res) => {
    const passed = pass(req)
    passed.on('response', (answer) => {
      res.writeHead(answer.statusCode!, answer.rawHeaders)
      answer.pipe(res)
    })
    passed.on('error', () => res.destroy())
    req.pipe(passed)
  })
  server.on('upgrade', (req: IncomingMessage, socket: Duplex, first: Buffer) => {
    const passed = pass(req)
    passed.on('upgrade', (answer, upstream, firstBack) => {
      const lines = Object.entries(answer.headers).map(([name, value]) => `${name}: ${value}`)
      socket.write(`HTTP/1.1 101 Switching Protocols\r\n${lines.join('\r\n')}\r\n\r\n`)
      // What came in one packet with the upgrade itself is part of the stream.
      socket.write(firstBack)
      upstream.write(first)
      socket.pipe(upstream).pipe(socket)
      upstream.on('error', () => socket.destroy())
      socket.on('error', () => upstream.destroy())
    })
    passed.on('response', () => socket.destroy())
    passed.on('error', () => socket.destroy())
    passed.end()
  })
  server.on('connection', (socket: Duplex) => {
    open.add(socket)
    socket.on('close', () => open.delete(socket))
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  return {
    port: (server.address() as AddressInfo).port,
    trust: `--ignore-certificate-errors-spki-list=${pin}`,
    forwardTo(port) {
      target = port
    },
    async stop() {
      for (const socket of open) socket.destroy()
      await new Promise((done) => server.close(done))
    },
  }
}
