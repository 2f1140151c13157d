import { bucketOf, ratesOf } from '#core/alerts/targets/target-rate.ts'
import type { LineLimits } from '#store/jobs/tellings/telling-claims.ts'
import type { DeliveryContext, DeliverySite } from './delivery-context.ts'
import { persist } from './persist.ts'
import { sendGroup } from './send-group.ts'

/** So few that one which hangs leaves senders for the others. */
const AT_ONCE = 8
const APP_AT_ONCE = 32

/** How much a line may be sent, by what it goes through. */
export function limitsOf(line: string, { targets }: DeliverySite): LineLimits {
  const slash = line.indexOf('/')
  const target = slash < 0 ? undefined : targets.get(line.slice(slash + 1))
  const buckets = target === undefined ? [] : ratesOf(target).map(bucketOf)
  return { buckets, atOnce: line === 'app' ? APP_AT_ONCE : AT_ONCE }
}

/**
 * Sends what waits on a line, the gravest first, for as long as something waits and may be sent. Gives the ms after
 * which more can be sent; null: nothing waits, or others are at it.
 */
export async function sendLine(line: string, context: DeliveryContext): Promise<number | null> {
  const { claims, stop } = context
  while (!stop.aborted) {
    const limits = limitsOf(line, await context.site())
    const taken = await claims.take(line, limits)
    if (taken.is === 'later') return taken.ms
    if (taken.is !== 'taken') return null
    try {
      const used = await sendGroup(line, taken.claimed, context)
      if (!used) await persist(() => claims.refund(line, limits), stop)
    } finally {
      // What a fault left behind is put back by the sweep.
      claims.letGo(
        line,
        taken.claimed.map(({ telling }) => telling.id),
      )
    }
  }
  return null
}
