import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import { listenHere } from './listen-here.ts'
import { TELLS_ROWS } from './tell-rows.ts'
import { openViewProxy } from './view-proxy.ts'
import { createViewSession } from './view-session.ts'

const PAGE = '<html><head><title>回音</title></head><body></body></html>'

async function proxied() {
  const asked: (string | undefined)[] = []
  const server = createServer((req, res) => {
    asked.push(req.headers['accept-encoding'])
    const type = req.url === '/data' ? 'application/json' : 'text/html; charset=utf-8'
    res.writeHead(200, { 'content-type': type, 'content-length': Buffer.byteLength(PAGE) })
    res.end(PAGE)
  })
  await listenHere(server)
  const { port } = server.address() as AddressInfo
  const proxy = await openViewProxy({
    upstream: () => ({ host: '127.0.0.1', port, publicUrl: 'http://localhost:1' }),
    session: createViewSession(null),
    framedBy: () => [],
  })
  onTestFinished(() => {
    proxy.close()
    server.close()
    server.closeAllConnections()
  })
  const ask = async (path: string, headers: Record<string, string> = {}) =>
    (await fetch(`http://127.0.0.1:${proxy.port}${path}`, { headers })).text()
  return { ask, asked }
}

test('a page in a frame tells when it shows its rows; what is no page, and a page of its own, are as they were', async () => {
  const { ask, asked } = await proxied()
  const framed = { 'sec-fetch-dest': 'iframe', 'accept-encoding': 'gzip' }
  expect(await ask('/', framed)).toBe(
    PAGE.replace('</head>', `<script src="${TELLS_ROWS}" async></script></head>`),
  )
  expect(asked).toEqual([undefined])
  expect(await ask('/data', framed)).toBe(PAGE)
  expect(await ask('/')).toBe(PAGE)
  expect(await ask(TELLS_ROWS)).toContain("postMessage('rows'")
})
