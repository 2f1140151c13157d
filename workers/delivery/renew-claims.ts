import type { NotificationClaims } from '#store/jobs/notifications/notification-claims.ts'

/** Claims that are renewed for as long as this process lives, so that sending may take its time. */
export interface RenewedClaims extends NotificationClaims {
  /** Renews them no longer: soon they are another's. */
  letGo(lane: string, ids: readonly string[]): void
}

export function renewClaims(
  claims: NotificationClaims,
  everyMs: number,
): { claims: RenewedClaims; close(): void } {
  const held = new Map<string, Set<string>>()

  function drop(lane: string, id: string): void {
    const ids = held.get(lane)
    ids?.delete(id)
    if (ids?.size === 0) held.delete(lane)
  }

  const timer = setInterval(() => {
    // A Redis that is away is met by whoever sends; here the next turn tries again.
    for (const [lane, ids] of held) claims.renew(lane, [...ids]).catch(() => undefined)
  }, everyMs)

  return {
    claims: {
      ...claims,
      async take(lane, limits) {
        const taken = await claims.take(lane, limits)
        if (!('claimed' in taken)) return taken
        const ids = held.get(lane) ?? new Set()
        for (const { notification } of taken.claimed) ids.add(notification.id)
        held.set(lane, ids)
        return taken
      },
      async settle(lane, id, settled) {
        const settledNow = await claims.settle(lane, id, settled)
        drop(lane, id)
        return settledNow
      },
      letGo(lane, ids) {
        for (const id of ids) drop(lane, id)
      },
    },
    close: () => clearInterval(timer),
  }
}
