import { answerWithin } from './answer-within.ts'
import { answerJson } from './json-answer.ts'
import type { MayLook } from './may-look-inside.ts'
import { type Checks, readiness } from './readiness.ts'
import type { Handler } from './router.ts'

/** Who somebody is may hang on a database that hangs: then nobody in particular asked. */
const WHO_WITHIN_MS = 1_500

/** `/healthz`: the process lives and its loop turns. */
export const healthz: Handler = (_req, res) => answerJson(res, 200, { ok: true })

/** `/readyz`: whether all that serving needs is there; each by its name for who may look inside. */
export function readyz(checks: () => Checks, mayLook: MayLook, onFault: (error: Error) => void): Handler {
  return async (req, res) => {
    const asked = mayLook(req).catch((error: Error) => {
      onFault(error)
      return false
    })
    const [{ ready, checks: results }, inside] = await Promise.all([
      readiness(checks()),
      answerWithin(asked, () => false, onFault, WHO_WITHIN_MS),
    ])
    answerJson(res, ready ? 200 : 503, inside ? { ready, checks: results } : { ready })
  }
}
