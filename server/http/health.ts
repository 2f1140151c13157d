import { answerJson } from './json-answer.ts'
import { type Checks, readiness } from './readiness.ts'
import type { Handler } from './router.ts'

/** `/healthz`: the process lives and its loop turns. */
export const healthz: Handler = (_req, res) => answerJson(res, 200, { ok: true })

/** `/readyz`: whether all that serving needs is there, each by its name. */
export function readyz(checks: () => Checks): Handler {
  return async (_req, res) => {
    const { ready, checks: results } = await readiness(checks())
    answerJson(res, ready ? 200 : 503, { ready, checks: results })
  }
}
