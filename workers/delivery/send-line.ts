import { bucketOf, ratesOf } from '#core/alerts/targets/target-rate.ts'
import type { Claimed, LineLimits } from '#store/jobs/tellings/telling-claims.ts'
import type { DeliveryContext, DeliverySite } from './delivery-context.ts'
import { persist } from './persist.ts'
import { sendGroup } from './send-group.ts'

/** So few that one which hangs leaves senders for the others. */
const AT_ONCE = 16
const APP_AT_ONCE = 32

/** How much a line may be sent, by what it goes through. */
export function limitsOf(line: string, { targets }: DeliverySite): LineLimits {
  const slash = line.indexOf('/')
  const target = slash < 0 ? undefined : targets.get(line.slice(slash + 1))
  const buckets = target === undefined ? [] : ratesOf(target).map(bucketOf)
  return { buckets, atOnce: line === 'app' ? APP_AT_ONCE : AT_ONCE }
}

/**
 * Sends what waits on a line, the gravest first, as many at once as may be, for as long as something waits and may be
 * sent. Gives the ms after which more can be sent; null: nothing waits, or others are at it.
 */
export async function sendLine(line: string, context: DeliveryContext): Promise<number | null> {
  const { claims, stop } = context
  let active = 0

  /** It may fail while this one still waits for Redis: whoever waits for both is told then. */
  function another(): Promise<number | null> {
    const sending = send()
    sending.catch(() => undefined)
    return sending
  }

  async function send(): Promise<number | null> {
    active++
    const others: Promise<number | null>[] = []
    try {
      while (!stop.aborted) {
        const limits = limitsOf(line, await context.site())
        const taken = await claims.take(line, limits)
        if (taken.is === 'later') return taken.ms
        if (taken.is !== 'taken') return null
        if (taken.more && active < limits.atOnce) others.push(another())
        await sendTaken(line, taken.claimed, limits, context)
      }
      return null
    } finally {
      active--
      await Promise.all(others)
    }
  }
  return send()
}

async function sendTaken(
  line: string,
  claimed: readonly Claimed[],
  limits: LineLimits,
  context: DeliveryContext,
): Promise<void> {
  const { claims, stop } = context
  try {
    const used = await sendGroup(line, claimed, context)
    if (!used) await persist(() => claims.refund(line, limits), stop)
  } finally {
    // What a fault left behind is put back by the sweep.
    claims.letGo(
      line,
      claimed.map(({ telling }) => telling.id),
    )
  }
}
