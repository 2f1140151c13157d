import type { IncomingMessage } from 'node:http'
import type { Registry } from 'prom-client'
import { answerWithin } from '../http/answer-within.ts'
import { answerJson } from '../http/json-answer.ts'
import type { Handler } from '../http/router.ts'

const LOOPBACK = new Set(['127.0.0.1', '::1', '::ffff:127.0.0.1'])

/** What came through a proxy on this machine is not from this machine. */
function isLocal(req: IncomingMessage): boolean {
  const proxied = req.headers['x-forwarded-for'] !== undefined || req.headers.forwarded !== undefined
  return !proxied && LOOPBACK.has(req.socket.remoteAddress ?? '')
}

/** `/metrics`: Prometheus text, on the loopback for anybody, else for an admin's token. */
export function metricsRoute(
  registry: Registry,
  isAdmin: (token: string, req: IncomingMessage) => boolean,
  onFault: (error: Error) => void,
): Handler {
  return async (req, res) => {
    const token = /^Bearer +(\S+)$/i.exec(req.headers.authorization ?? '')?.[1]
    if (!isLocal(req) && !(token !== undefined && isAdmin(token, req))) {
      answerJson(res, 403, { code: 'forbidden', message: 'from elsewhere this needs an admin’s token' })
      return
    }
    const text = await answerWithin(registry.metrics(), () => null, onFault)
    if (text === null) {
      answerJson(res, 503, {
        code: 'unavailable',
        message: 'a store that is asked for figures does not answer',
      })
      return
    }
    res.writeHead(200, { 'Content-Type': registry.contentType, 'Cache-Control': 'no-store' })
    res.end(text)
  }
}
