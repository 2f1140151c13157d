import { bucketOf, ratesOf } from '#core/alerts/targets/target-rate.ts'
import type { Claimed, LineLimits } from '#store/jobs/tellings/telling-claims.ts'
import type { DeliveryContext, DeliverySite } from './delivery-context.ts'
import { persist } from './persist.ts'
import { sendGroup } from './send-group.ts'

/** Enough that waiting for disk and network does not limit a storm; one that hangs holds so many connections. */
const AT_ONCE = 48

/** How much a line may be sent, by what it goes through. */
export function limitsOf(line: string, { targets }: DeliverySite): LineLimits {
  const slash = line.indexOf('/')
  const target = slash < 0 ? undefined : targets.get(line.slice(slash + 1))
  const buckets = target === undefined ? [] : ratesOf(target).map(bucketOf)
  return { buckets, atOnce: AT_ONCE }
}

/**
 * Sends what waits on a line, the gravest first, as many at once as may be, for as long as something waits and may be
 * sent. Gives the ms after which more can be sent; null: nothing waits, or others are at it.
 */
export async function sendLine(line: string, context: DeliveryContext): Promise<number | null> {
  const { claims, stop } = context
  const senders: Promise<number | null>[] = []
  const faults: Error[] = []
  let active = 0

  async function send(): Promise<number | null> {
    while (!stop.aborted) {
      const limits = limitsOf(line, await context.site())
      const taken = await claims.take(line, limits)
      if (taken.is === 'later') return taken.ms
      if (taken.is !== 'taken') return null
      if (taken.more && active < limits.atOnce) begin()
      await sendTaken(line, taken.claimed, limits, context)
    }
    return null
  }

  function begin(): void {
    active++
    const sender = send()
      .catch((error: Error) => {
        faults.push(error)
        return null
      })
      .finally(() => active--)
    senders.push(sender)
  }

  begin()
  const later: number[] = []
  // Those that begin meanwhile are waited for as well.
  for (const sender of senders) {
    const ms = await sender
    if (ms !== null) later.push(ms)
  }
  if (faults.length > 0) throw faults[0]
  return later.length === 0 ? null : Math.min(...later)
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
