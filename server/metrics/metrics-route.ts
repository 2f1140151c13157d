import type { Registry } from 'prom-client'
import { answerWithin } from '../http/answer-within.ts'
import { answerJson } from '../http/json-answer.ts'
import type { MayLook } from '../http/may-look-inside.ts'
import type { Handler } from '../http/router.ts'

/** `/metrics`: Prometheus text, on this machine for anybody, else for administrators; 503 where a store gives no figures. */
export function metricsRoute(registry: Registry, mayLook: MayLook, onFault: (error: Error) => void): Handler {
  type Read = { text: string } | 'forbidden' | 'away'
  return async (req, res) => {
    const reading = mayLook(req).then(
      async (inside): Promise<Read> => (inside ? { text: await registry.metrics() } : 'forbidden'),
    )
    const read = await answerWithin<Read>(reading, () => 'away', onFault).catch((error: Error): Read => {
      onFault(error)
      return 'away'
    })
    if (read === 'forbidden') {
      answerJson(res, 403, { code: 'forbidden', message: 'from elsewhere this needs an admin’s token' })
    } else if (read === 'away') {
      const message = 'a store that is asked for figures does not answer'
      answerJson(res, 503, { code: 'unavailable', message })
    } else {
      res.writeHead(200, { 'Content-Type': registry.contentType })
      res.end(read.text)
    }
  }
}
