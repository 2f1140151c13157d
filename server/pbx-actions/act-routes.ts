import { type ActAnswer, actRequest } from '#core/pbx-actions/act-request.ts'
import { type ApiAnswer, refuse } from '../api/answer.ts'
import { readJson } from '../api/read-json.ts'
import type { ApiRoute, StaffRequest } from '../api/route.ts'
import type { ActService } from './act-service.ts'

const statusOf = { not_allowed: 403, unsupported: 409, refused: 409, unreachable: 503, timeout: 504 } as const

const answered = (answer: ActAnswer): ApiAnswer => ({
  status: answer.ok ? 200 : statusOf[answer.code],
  body: answer,
})

/** `POST /actions`: asks the PBX to act (contract §4). */
export function actRoutes(service: ActService): ApiRoute[] {
  async function act({ req, viewer, floor }: StaffRequest): Promise<ApiAnswer> {
    const read = await readJson(req, actRequest)
    if (!read.ok) return read.answer
    const answer = await service.act(viewer, read.value, floor)
    return 'fault' in answer ? refuse(400, 'bad_request', answer.fault) : answered(answer)
  }

  return [{ method: 'POST', path: '/actions', for: 'staff', answer: act }]
}
