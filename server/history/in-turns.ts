import { sourceOf } from '#core/access/source-of.ts'
import { type Limits, usualLimits } from '#core/site/limits.ts'
import { type ApiAnswer, refuse } from '../api/answer.ts'
import type { ApiRoute, StaffRequest } from '../api/route.ts'
import { Busy, createTurns } from '../auth/turns.ts'
import { type LimitWatch, noLimitWatch } from '../metrics/limit-watch.ts'

/** So many read the archive at the same time: sign-in, search and what the floor needs have the other connections. */
const AT_ONCE = 3
const WAIT_MS = 4_000

export interface InTurnsOptions {
  /** The limits in force; not given: the usual ones. */
  readonly limits?: () => Limits
  readonly limitWatch?: Pick<LimitWatch, 'met' | 'near' | 'watch'>
}

type Answer = Extract<ApiRoute, { for: 'staff' }>['answer']

const busy = (sec: number) =>
  refuse(503, 'busy', `many reports are being made right now: try again in ${sec} s`, {
    'Retry-After': String(sec),
  })

/**
 * Reports that read many events of the archive, each in its turn: whoever asks for several waits for themselves, not
 * for others, and what a server holds of the archive at a time stays bounded.
 */
export function inTurns(
  routes: readonly ApiRoute[],
  { limits = () => usualLimits, limitWatch = noLimitWatch }: InTurnsOptions = {},
): ApiRoute[] {
  const most = () => limits().reportsWaiting
  const turns = createTurns({ atOnce: AT_ONCE, most, withinMs: WAIT_MS })
  limitWatch.watch(() => ({ reportsWaiting: turns.waiting / most() }))

  async function taken(request: StaffRequest, answer: Answer): Promise<ApiAnswer> {
    const who = sourceOf(request.viewer)
    try {
      return await turns.take(who, async () => answer(request), request.deadline)
    } catch (error) {
      if (!(error instanceof Busy)) throw error
      limitWatch.met('reportsWaiting', who)
      limitWatch.near('reportsWaiting', 1)
      return busy(error.retryAfterSec)
    }
  }

  return routes.map((route): ApiRoute => {
    if (route.for !== 'staff') return route
    const { answer } = route
    return { ...route, answer: (request: StaffRequest) => taken(request, answer) }
  })
}
