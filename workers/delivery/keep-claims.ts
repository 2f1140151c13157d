import type { NotificationClaims } from '#store/jobs/notifications/notification-claims.ts'

/** Claims that are renewed for as long as this process lives, so that sending may take its time. */
export interface KeptClaims extends NotificationClaims {
  /** Renews them no longer: soon they are another's. */
  letGo(line: string, ids: readonly string[]): void
}

export function keepClaims(
  claims: NotificationClaims,
  everyMs: number,
): { claims: KeptClaims; close(): void } {
  const held = new Map<string, Set<string>>()

  function drop(line: string, id: string): void {
    const ids = held.get(line)
    ids?.delete(id)
    if (ids?.size === 0) held.delete(line)
  }

  const timer = setInterval(() => {
    // A Redis that is away is met by whoever sends; here the next turn tries again.
    for (const [line, ids] of held) claims.renew(line, [...ids]).catch(() => undefined)
  }, everyMs)

  return {
    claims: {
      ...claims,
      async take(line, limits) {
        const taken = await claims.take(line, limits)
        if (!('claimed' in taken)) return taken
        const ids = held.get(line) ?? new Set()
        for (const { telling } of taken.claimed) ids.add(telling.id)
        held.set(line, ids)
        return taken
      },
      async settle(line, id, settled) {
        const settledNow = await claims.settle(line, id, settled)
        drop(line, id)
        return settledNow
      },
      letGo(line, ids) {
        for (const id of ids) drop(line, id)
      },
    },
    close: () => clearInterval(timer),
  }
}
