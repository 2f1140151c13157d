import type { AddressInfo } from 'node:net'
import { afterEach, expect, test } from 'vitest'
import { closeHttp, createHttpServer, type HttpServerOptions, listen } from './http-server.ts'
import { type Handler, routeOf } from './router.ts'
import { type Transport, transportOf } from './security-headers.ts'

let stop: (() => Promise<void>) | null = null
afterEach(() => stop?.())

async function serve(
  handlers: Partial<Record<keyof HttpServerOptions['routes'], Handler>>,
  transport: Transport = 'http',
) {
  const faults: Error[] = []
  const names = ['ingest', 'api', 'healthz', 'readyz', 'metrics', 'pages'] as const
  const routes = Object.fromEntries(names.map((name) => [name, () => handlers[name] ?? null]))
  const server = createHttpServer({
    hosts: { has: () => true },
    routes: routes as unknown as HttpServerOptions['routes'],
    transport,
    onFault: (error) => faults.push(error),
  })
  await listen(server, 0, '127.0.0.1')
  stop = () => closeHttp(server)
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return { url, faults }
}

const says =
  (text: string): Handler =>
  (_req, res) =>
    res.end(text)

test('each path reaches its part, whatever its query', async () => {
  const { url } = await serve({
    ingest: says('ingest'),
    api: says('api'),
    healthz: says('health'),
    pages: says('pages'),
  })
  const bodyOf = async (path: string) => (await fetch(url + path)).text()
  expect(await bodyOf('/api/v1/events?x=1')).toBe('ingest')
  expect(await bodyOf('/api/v1/events/more')).toBe('api')
  expect(await bodyOf('/api/v1/state')).toBe('api')
  expect(await bodyOf('/healthz')).toBe('health')
  expect(await bodyOf('/healthz/x')).toBe('pages')
  expect(await bodyOf('/wall/floor')).toBe('pages')
})

test('no cache keeps an answer that is no page, whatever answers it: 200, a fault, or that it is not served', async () => {
  const kept: string[] = []
  const paths = { ingest: '/api/v1/events', api: '/api/v1/state', healthz: '/healthz', readyz: '/readyz' }
  const bare = Object.fromEntries(Object.keys(paths).map((name) => [name, says(name)]))
  for (const handlers of [bare, { api: () => Promise.reject(new Error('broken')) }]) {
    const { url } = await serve({ ...handlers, pages: says('pages') })
    for (const path of [
      ...Object.values(paths),
      '/metrics',
      '/api/v1',
      '/api/unknown',
      '/api/v2/events?x=1',
    ]) {
      const { status, headers } = await fetch(url + path)
      if (path.startsWith('/api/') || routeOf(path) !== 'pages')
        if (headers.get('cache-control') !== 'no-store') kept.push(`${status} ${path}`)
    }
    expect((await fetch(`${url}/wall/floor`)).headers.get('cache-control')).toBeNull()
    await stop?.()
  }
  expect(kept).toEqual([])
})

test('a fault in one request answers that request, is told, and leaves the process serving', async () => {
  const { url, faults } = await serve({
    api: () => Promise.reject(new Error('broken table 13800138000')),
    healthz: says('health'),
  })
  const answer = await fetch(`${url}/api/v1/state`)
  expect([answer.status, await answer.json()]).toEqual([
    500,
    { code: 'fault', message: 'something went wrong here; it is in the log' },
  ])
  expect(faults).toHaveLength(1)
  expect((await fetch(`${url}/healthz`)).status).toBe(200)
})

test('what is not served yet is told to come again', async () => {
  const { url } = await serve({})
  const answer = await fetch(`${url}/wall/floor`)
  expect([answer.status, answer.headers.get('retry-after')]).toEqual([503, '1'])
})

test('a page may run our own scripts only, by a nonce that is never used twice', async () => {
  const { url } = await serve({ pages: (req, res) => res.end(req.headers['x-nonce']) }, 'https-own-name')
  const pages = await Promise.all([fetch(url), fetch(url)])
  const nonces = await Promise.all(pages.map((page) => page.text()))
  expect(new Set(nonces).size).toBe(2)
  const [page] = pages
  expect(page!.headers.get('content-security-policy')).toContain(`script-src 'self' 'nonce-${nonces[0]}';`)
  expect(page!.headers.get('content-security-policy')).toContain("frame-ancestors 'self'")
  expect(page!.headers.get('x-content-type-options')).toBe('nosniff')
  expect(page!.headers.get('strict-transport-security')).toBe('max-age=31536000; includeSubDomains')
  expect(page!.headers.get('cross-origin-opener-policy')).toBe('same-origin')
})

test('by plain http nothing is asked of a browser that it keeps for https', async () => {
  const { url } = await serve({ pages: says('page') })
  const { headers } = await fetch(url)
  for (const name of ['strict-transport-security', 'cross-origin-opener-policy'])
    expect(headers.get(name)).toBeNull()
  expect(headers.get('content-security-policy')).not.toContain('upgrade-insecure-requests')
})

test.each([
  ['http://floor.example.com', 'http'],
  ['https://floor.example.com:8443', 'https-own-name'],
  ['https://example.com', 'https'],
  ['https://192.0.2.7', 'https'],
] as const)('of %s browsers are asked as of %s', (publicUrl, transport) => {
  expect(transportOf(publicUrl)).toBe(transport)
})

test('what is no page shows nothing and stands in no frame; methods that nothing knows are refused', async () => {
  const { url } = await serve({ healthz: says('well') })
  const answer = await fetch(`${url}/healthz`)
  expect(answer.headers.get('content-security-policy')).toBe("default-src 'none'; frame-ancestors 'none'")
  expect((await fetch(`${url}/healthz`, { method: 'PROPFIND' })).status).toBe(405)
})

test('closing waits for the request that runs', async () => {
  const running = Promise.withResolvers<void>()
  const { url } = await serve({
    healthz: (_req, res) => {
      running.resolve()
      setTimeout(() => res.end('done'), 50)
    },
  })
  const asked = fetch(`${url}/healthz`).then((answer) => answer.text())
  await running.promise
  await stop!()
  expect(await asked).toBe('done')
})

test.each([2, 7, 20, 31, 3_600])(
  'a limit of %d s for a request is one that the server starts with',
  (sec) => {
    const none = () => null
    const routes = { ingest: none, api: none, healthz: none, readyz: none, metrics: none, pages: none }
    const server = createHttpServer({
      routes,
      transport: 'http',
      hosts: { has: () => true },
      requestMs: sec * 1_000,
      onFault: () => undefined,
    })
    expect(server.requestTimeout).toBeLessThanOrEqual(sec * 1_000)
    expect(server.requestTimeout).toBeGreaterThan(sec * 800)
  },
)
