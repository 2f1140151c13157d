import type { IncomingMessage, ServerResponse } from 'node:http'

export type Handler = (req: IncomingMessage, res: ServerResponse) => unknown

export interface Routes {
  readonly ingest: Handler
  readonly api: Handler
  readonly healthz: Handler
  readonly readyz: Handler
  readonly metrics: Handler
  readonly pages: Handler
}

/** Which part answers a path. Socket.IO takes `/socket.io/` before the router is asked. */
export function routeOf(url: string): keyof Routes {
  const path = url.split('?', 1)[0]!
  if (path === '/api/v1/events') return 'ingest'
  if (path.startsWith('/api/')) return 'api'
  if (path === '/healthz') return 'healthz'
  if (path === '/readyz') return 'readyz'
  if (path === '/metrics') return 'metrics'
  return 'pages'
}
