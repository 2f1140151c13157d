import type { Registry } from 'prom-client'
import { answerWithin } from '../http/answer-within.ts'
import { answerJson } from '../http/json-answer.ts'
import type { MayLook } from '../http/may-look-inside.ts'
import type { Handler } from '../http/router.ts'

/** `/metrics`: Prometheus text, on this machine for anybody, else for administrators. */
export function metricsRoute(registry: Registry, mayLook: MayLook, onFault: (error: Error) => void): Handler {
  return async (req, res) => {
    const inside = await answerWithin(mayLook(req), () => false, onFault)
    if (!inside) {
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
