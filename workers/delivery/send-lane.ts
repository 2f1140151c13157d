import { bucketOf, ratesOf } from '#core/alerts/targets/target-rate.ts'
import type { Claimed, LaneLimits } from '#store/jobs/notifications/notification-claims.ts'
import { failed } from '../channels/channel.ts'
import { PATIENCE_MS } from './after-attempt.ts'
import type { DeliveryContext, DeliverySite } from './delivery-context.ts'
import { persist } from './persist.ts'
import { recordFailure, recordReceipt } from './record.ts'
import { sendGroup } from './send-group.ts'

/** Enough that waiting for disk and network does not limit a storm; one that hangs holds so many connections. */
const AT_ONCE = 48

/** How much a line may be sent, by what it goes through. */
export function laneLimits(lane: string, { targets }: DeliverySite): LaneLimits {
  const slash = lane.indexOf('/')
  const target = slash < 0 ? undefined : targets.get(lane.slice(slash + 1))
  const buckets = target === undefined ? [] : ratesOf(target).map(bucketOf)
  // A telephone rings for one call at a time.
  return { buckets, atOnce: AT_ONCE, patienceMs: PATIENCE_MS, alone: target?.kind === 'phone' }
}

/**
 * Sends what waits on a line, the worst first, as many at once as may be, for as long as something waits and may be
 * sent. Gives the ms after which more can be sent; null: nothing waits, or others are at it.
 */
export async function sendLane(lane: string, context: DeliveryContext): Promise<number | null> {
  const { claims, stop } = context
  const senders: Promise<number | null>[] = []
  const faults: Error[] = []
  let active = 0

  async function send(): Promise<number | null> {
    while (!stop.aborted) {
      const limits = laneLimits(lane, await context.site())
      const taken = await claims.take(lane, limits)
      if (taken.is === 'later') return taken.ms
      if (!('claimed' in taken)) return null
      if (taken.is === 'held') {
        await letGoAfter(lane, taken.claimed, context, () => recordHeld(lane, taken, context))
        continue
      }
      if (taken.more && active < limits.atOnce) begin()
      await letGoAfter(lane, taken.claimed, context, async () => {
        const used = await sendGroup(lane, taken.claimed, context)
        if (!used) await persist(() => claims.refund(lane, limits), stop)
      })
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

/** They are tried when the service takes messages again; till then nobody waits for them. */
async function recordHeld(
  lane: string,
  { claimed, ms, why }: { readonly claimed: readonly Claimed[]; readonly ms: number; readonly why: string },
  context: DeliveryContext,
): Promise<void> {
  const fresh = claimed.filter(({ state }) => state.outcome === null)
  await recordReceipt(
    lane,
    claimed.filter(({ state }) => state.outcome !== null),
    null,
    context,
  )
  await recordFailure(lane, fresh, failed(why, ms), false, context)
}

async function letGoAfter(
  lane: string,
  claimed: readonly Claimed[],
  { claims }: DeliveryContext,
  run: () => Promise<void>,
): Promise<void> {
  try {
    await run()
  } finally {
    // What a fault left behind is put back by the sweep.
    claims.letGo(
      lane,
      claimed.map(({ notification }) => notification.id),
    )
  }
}
