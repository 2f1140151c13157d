import { type ApiAnswer, refuse } from '../api/answer.ts'
import type { ApiRoute, StaffRequest } from '../api/route.ts'
import { Busy, createTurns } from '../auth/turns.ts'

/** So many read the archive at the same time: sign-in, search and what the floor needs have the other connections. */
const AT_ONCE = 3
const MOST_WAITING = 40
const WAIT_MS = 4_000

type Answer = Extract<ApiRoute, { for: 'staff' }>['answer']

const busy = (sec: number) =>
  refuse(503, 'busy', `many reports are being made right now: try again in ${sec} s`, {
    'Retry-After': String(sec),
  })

/**
 * Reports that read many events of the archive, each in its turn: whoever asks for several waits for themselves, not
 * for others, and what a server holds of the archive at a time stays bounded.
 */
export function inTurns(routes: readonly ApiRoute[]): ApiRoute[] {
  const turns = createTurns({ atOnce: AT_ONCE, most: () => MOST_WAITING, withinMs: WAIT_MS })

  async function taken(call: StaffRequest, answer: Answer): Promise<ApiAnswer> {
    const { kind, id } = call.viewer
    try {
      return await turns.take(`${kind}/${id}`, async () => answer(call), call.deadline)
    } catch (error) {
      if (error instanceof Busy) return busy(error.retryAfterSec)
      throw error
    }
  }

  return routes.map((route): ApiRoute => {
    if (route.for !== 'staff') return route
    const { answer } = route
    return { ...route, answer: (call: StaffRequest) => taken(call, answer) }
  })
}
