import type { ActRequest } from '#core/pbx-actions/act-request.ts'
import { randomId } from '../_browser/random-id.ts'
import { fetchWithin } from '../_shell/fetch-within.ts'

export type NewActRequest = Omit<ActRequest, 'id'>
export type PbxAnswer = { ok: true; already?: true } | { ok: false; code: string; message: string }

/** The server answers within three seconds. */
const ANSWER_MS = 4_000

/** Has the PBX do something (`POST /actions`). */
export async function requestAct(request: NewActRequest): Promise<PbxAnswer> {
  try {
    const response = await fetchWithin(
      '/api/v1/actions',
      {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ ...request, id: randomId() }),
      },
      ANSWER_MS,
    )
    const body = (await response.json()) as { code?: string; message?: string }
    if (response.ok) return { ok: true }
    return { ok: false, code: body.code ?? 'no_answer', message: body.message ?? '' }
  } catch {
    // No answer that can be read: the network, or a proxy's page.
    return { ok: false, code: 'no_answer', message: '' }
  }
}
