import { sourceOf } from '#core/access/source-of.ts'
import { type ActAnswer, actRequest } from '#core/acts/act-request.ts'
import { siteLimits } from '#core/site/limits.ts'
import { type ApiAnswer, refuse } from '../api/answer.ts'
import { readJson } from '../api/read-json.ts'
import type { ApiRoute, StaffRequest } from '../api/route.ts'
import { createPersonLimit } from '../gateway/person-limit.ts'
import type { ActService } from './act-service.ts'

const statusOf = { not_allowed: 403, unsupported: 409, refused: 409, unreachable: 503, timeout: 504 } as const

const answered = (answer: ActAnswer): ApiAnswer => ({
  status: answer.ok ? 200 : statusOf[answer.code],
  body: answer,
})

/** `POST /actions`: asks the PBX to act (contract §4). */
export function actRoutes(service: ActService): ApiRoute[] {
  const person = createPersonLimit()

  async function act({ req, viewer, floor }: StaffRequest): Promise<ApiAnswer> {
    const read = await readJson(req, actRequest)
    if (!read.ok) return read.answer
    if (!person.take(sourceOf(viewer), siteLimits(floor.site)))
      return refuse(429, 'too_fast', 'too many actions of yours: send again later', { 'Retry-After': '1' })
    const answer = await service.act(viewer, read.value, floor)
    return 'fault' in answer ? refuse(400, 'bad_request', answer.fault) : answered(answer)
  }

  return [{ method: 'POST', path: '/actions', for: 'staff', answer: act }]
}
